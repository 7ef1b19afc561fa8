"""Uploaded or filed picture files to normalised views."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from services.design_image.domain.design import DesignFacts, ViewFacts
from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.features import FEATURES_VERSION
from services.design_image.domain.preparation import PREPARATION_VERSION, normalise
from services.design_image.domain.raster import Gray
from services.design_image.domain.sheets import cut_sheet
from services.design_image.engines.decoding import Page, PictureLimits, decode


@dataclass(frozen=True)
class PictureFile:
    """A picture file as it came."""

    name: str
    data: bytes
    is_sheet: bool = False
    """Whether its pages are sheets to be cut into views; PDF pages always are."""
    pointer: str | None = None
    """Place in the request, for errors."""


def read_views(file: PictureFile, limits: PictureLimits) -> tuple[Gray, ...]:
    """All normalised views of a file, in page order.

    Raises a ``PictureError`` that names the file; ``EmptyPictureError`` if it shows nothing.
    """
    pages = decode(file.data, limits, file=file.name, pointer=file.pointer)
    views: list[Gray] = []
    for page in pages:
        for picture in page_pictures(page, file.is_sheet):
            try:
                views.append(normalise(picture))
            except EmptyPictureError:
                continue
    if not views:
        raise EmptyPictureError(file=file.name, pointer=file.pointer)
    return tuple(views)


def source_digest(facts: DesignFacts, files: Sequence[tuple[ViewFacts, PictureFile]]) -> str:
    """Digest of all that a stored design is made from: facts, files and the software's versions."""
    digest = hashlib.sha256(f"{PREPARATION_VERSION} {FEATURES_VERSION} {facts!r}".encode())
    for view_facts, file in files:
        digest.update(f"{view_facts!r} {file.is_sheet}".encode())
        digest.update(hashlib.sha256(file.data).digest())
    return digest.hexdigest()


def page_pictures(page: Page, is_sheet: bool) -> list[Gray]:
    """The pictures of a page: its views if it is a sheet, else itself."""
    if page.is_sheet or is_sheet:
        return [view.picture for view in cut_sheet(page.picture, page.dpi)]
    return [page.picture]

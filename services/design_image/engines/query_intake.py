"""Uploaded query files to the views that are searched by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from services.design_image.domain.errors import (
    BrokenPictureError,
    EmptyPictureError,
    InvalidDesignError,
)
from services.design_image.domain.preparation import normalise
from services.design_image.domain.raster import Gray
from services.design_image.engines.decoding import Page, PictureLimits, decode
from services.design_image.engines.intake import PictureFile, page_pictures

MAX_QUERY_VIEWS = 10
MIN_BOX_PIXELS = 16
"""Smallest side of a drawn box; less shows nothing."""


@dataclass(frozen=True)
class Box:
    """The claimed part of a page, sides as shares of the page from its left and upper edge."""

    file: int
    page: int
    left: float
    top: float
    right: float
    bottom: float
    pointer: str | None = None
    """Place in the request, for errors."""


@dataclass(frozen=True)
class QueryPicture:
    """One normalised view to search by and where it comes from."""

    view: Gray
    file: str
    page: int
    box: int | None = None
    """Number of the box it was cut by."""

    @property
    def is_part(self) -> bool:
        """Whether it shows a part of a view."""
        return self.box is not None


def read_query(
    files: Sequence[PictureFile], boxes: Sequence[Box], limits: PictureLimits
) -> tuple[list[QueryPicture], list[str]]:
    """The first ``MAX_QUERY_VIEWS`` views, and the names of what is beyond them.

    Raises a ``PictureError`` that names the file, ``InvalidDesignError`` for a box that is nowhere.
    """
    for box in boxes:
        if box.file >= len(files):
            raise _no_place(box)
    pictures: list[QueryPicture] = []
    unused: list[str] = []
    for position, file in enumerate(files):
        if len(pictures) >= MAX_QUERY_VIEWS:
            unused.append(file.name)
            continue
        own = [(number, box) for number, box in enumerate(boxes) if box.file == position]
        found = _read_file(file, own, limits)
        room = MAX_QUERY_VIEWS - len(pictures)
        if len(found) > room:
            unused.append(f"{file.name} (from view {room + 1})")
        pictures += found[:room]
    return pictures, unused


def picture_bytes(view: Gray) -> tuple[bytes, str]:
    """A normalised view as PNG, and its SHA-256."""
    done, encoded = cv2.imencode(".png", view)
    if not done:
        raise OSError("PNG encoder failed")
    data = encoded.tobytes()
    return data, hashlib.sha256(data).hexdigest()


def picture_of(data: bytes) -> Gray:
    """A normalised view from ``picture_bytes``."""
    view = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if view is None:
        raise BrokenPictureError
    return np.asarray(view, dtype=np.uint8)


def _read_file(
    file: PictureFile, boxes: Sequence[tuple[int, Box]], limits: PictureLimits
) -> list[QueryPicture]:
    pages = decode(file.data, limits, file=file.name, pointer=file.pointer)
    for _, box in boxes:
        if box.page >= len(pages):
            raise _no_place(box)
    found: list[QueryPicture] = []
    for number, page in enumerate(pages):
        own = [(position, box) for position, box in boxes if box.page == number]
        for position, box in own:
            found.append(QueryPicture(_part(page, box, file), file.name, number, position))
        if own:
            continue
        for picture in page_pictures(page, file.is_sheet):
            try:
                found.append(QueryPicture(normalise(picture), file.name, number))
            except EmptyPictureError:
                continue
    if not found:
        raise EmptyPictureError(file=file.name, pointer=file.pointer)
    return found


def _part(page: Page, box: Box, file: PictureFile) -> Gray:
    height, width = page.picture.shape
    left, right = round(box.left * width), round(box.right * width)
    top, bottom = round(box.top * height), round(box.bottom * height)
    if right - left < MIN_BOX_PIXELS or bottom - top < MIN_BOX_PIXELS:
        raise InvalidDesignError(
            f"The box is smaller than {MIN_BOX_PIXELS} pixels, or its sides are the wrong way round. "
            "Draw it larger.",
            f"框选区域的边长小于 {MIN_BOX_PIXELS} 像素，或边界次序颠倒，请重新框选。",
            pointer=box.pointer,
            file=file.name,
        )
    try:
        return normalise(np.ascontiguousarray(page.picture[top:bottom, left:right]))
    except EmptyPictureError:
        raise EmptyPictureError(file=file.name, pointer=box.pointer) from None


def _no_place(box: Box) -> InvalidDesignError:
    return InvalidDesignError(
        "The box names a file or page that was not sent. Correct file or page.",
        "框选所指的文件或页面未提交，请更正 file 或 page。",
        pointer=box.pointer,
    )

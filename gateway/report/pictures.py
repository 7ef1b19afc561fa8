"""Pictures of the report: filed images as data URIs, with recognised signs drawn over them."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from shared.contracts.dossier import OcrSection
from shared.model.application import Application
from shared.model.drawings import ImageFile

MAX_SIDE = 1400
"""Longest side, in pixels, of a picture in the report."""
MAX_PIXELS = 80_000_000


@dataclass(frozen=True)
class SignBox:
    """A recognised sign as a polygon in pixels of the stored image."""

    sign: str
    points: str
    x: float
    y: float
    score: float


@dataclass(frozen=True)
class Picture:
    """One image of the report."""

    caption: str
    file: str
    width: int
    height: int
    data_uri: str | None
    """``None`` when the file is missing or cannot be shown."""
    signs: tuple[SignBox, ...] = ()
    rotation: int = 0


def pictures(
    application: Application, ocr: OcrSection, images: Mapping[str, bytes]
) -> tuple[Picture, ...]:
    """Every figure and design view in filing order."""
    named: list[tuple[str, ImageFile]] = []
    for figure in application.drawings or ():
        label = figure.label or (f"图{figure.number}" if figure.number else figure.id)
        named += [(label, image) for image in figure.images]
    if application.design is not None:
        named += [(view.label or view.kind.value, view.image) for view in application.design.views]
    return tuple(_picture(label, image, ocr, images) for label, image in named)


def _picture(
    caption: str, image: ImageFile, ocr: OcrSection, images: Mapping[str, bytes]
) -> Picture:
    path = image.path or image.name
    width, height, data_uri = _shown(images.get(path))
    pages = [page for item in ocr.recognitions if item.file == path for page in item.pages]
    signs = tuple(
        SignBox(
            sign=sign.sign,
            points=" ".join(f"{sign.quad[i]:.0f},{sign.quad[i + 1]:.0f}" for i in range(0, 8, 2)),
            x=min(sign.quad[0::2]),
            y=min(sign.quad[1::2]),
            score=sign.score,
        )
        for page in pages[:1]
        for sign in page.reference_signs
    )
    rotation = pages[0].rotation if pages else 0
    return Picture(caption, path, width, height, data_uri, signs, rotation)


def _shown(data: bytes | None) -> tuple[int, int, str | None]:
    if data is None:
        return 0, 0, None
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return width, height, None
            grey = image.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return 0, 0, None
    grey.thumbnail((MAX_SIDE, MAX_SIDE))
    buffer = io.BytesIO()
    grey.save(buffer, "PNG", optimize=True)
    encoded = base64.b64encode(buffer.getvalue()).decode()
    return width, height, f"data:image/png;base64,{encoded}"

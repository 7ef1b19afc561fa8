"""Bytes of a picture file to grey pages, within limits. Pillow and PDFium decode, nothing else.

The type is told by the first bytes, never by the name. Size is checked before pixels are decoded.
"""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from services.design_image.domain.errors import (
    BrokenPictureError,
    PictureTooLargeError,
    UnknownPictureTypeError,
)
from services.design_image.domain.raster import Gray

_MAGIC = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError,
    AttributeError, struct.error, zlib.error, UnidentifiedImageError,
)  # fmt: skip
"""What Pillow's decoders raise on damaged files."""
_PDF_DPI = 200
_pdfium = threading.Lock()
"""PDFium is not safe for several threads."""


@dataclass(frozen=True)
class PictureLimits:
    """Bounds on one picture file."""

    max_bytes: int = 32 * 1024 * 1024
    max_side: int = 20_000
    """Pixels of the longer side."""
    max_pixels: int = 50_000_000
    max_pages: int = 60


@dataclass(frozen=True)
class Page:
    """One decoded page."""

    picture: Gray
    dpi: float | None
    """Resolution where the file states a credible one."""
    is_sheet: bool
    """Whether the file type is one of whole sheets (PDF)."""


def media_type(data: bytes) -> str | None:
    """``JPEG``, ``PNG``, ``TIFF`` or ``PDF`` by content, else ``None``."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    return "PDF" if b"%PDF-" in data[:1024] else None


def decode(
    data: bytes,
    limits: PictureLimits = PictureLimits(),
    *,
    file: str | None = None,
    pointer: str | None = None,
) -> tuple[Page, ...]:
    """All pages of a picture file, transparency laid on white.

    Raises ``UnknownPictureTypeError``, ``PictureTooLargeError`` or ``BrokenPictureError`` with the
    given ``file`` and ``pointer``.
    """
    if len(data) > limits.max_bytes:
        raise _too_large(f"{len(data)} bytes", f"{limits.max_bytes} bytes", file, pointer)
    kind = media_type(data)
    if kind is None:
        raise UnknownPictureTypeError(file=file, pointer=pointer)
    try:
        pages = _pdf(data, limits) if kind == "PDF" else _raster(data, kind, limits)
        return tuple(pages)
    except _LimitExceededError as excess:
        raise _too_large(excess.found, excess.allowed, file, pointer) from None
    except (Image.DecompressionBombError, MemoryError):
        allowed = f"{limits.max_pixels} pixels"
        raise _too_large("too many pixels", allowed, file, pointer) from None
    except (*_DAMAGE, pypdfium2.PdfiumError):
        raise BrokenPictureError(file=file, pointer=pointer) from None


class _LimitExceededError(Exception):
    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found)
        self.found = found
        self.allowed = allowed


def _too_large(
    found: str, allowed: str, file: str | None, pointer: str | None
) -> PictureTooLargeError:
    return PictureTooLargeError(
        f"The picture has {found}; at most {allowed} are read. Send a smaller one.",
        f"图片为 {found}，超过上限 {allowed}，请缩小后重新提交。",
        file=file,
        pointer=pointer,
    )


def _check_size(width: int, height: int, limits: PictureLimits) -> None:
    if max(width, height) > limits.max_side:
        raise _LimitExceededError(f"a side of {max(width, height)} px", f"{limits.max_side} px")
    if width * height > limits.max_pixels:
        raise _LimitExceededError(f"{width * height} pixels", f"{limits.max_pixels} pixels")


def _raster(data: bytes, kind: str, limits: PictureLimits) -> Iterator[Page]:
    with Image.open(BytesIO(data), formats=[kind]) as image:
        index = 0
        while True:
            try:
                image.seek(index)
            except EOFError:
                return
            if index >= limits.max_pages:
                raise _LimitExceededError(f"more than {index} pages", f"{limits.max_pages} pages")
            _check_size(*image.size, limits)
            yield Page(_grey(image), _dpi(image), is_sheet=False)
            index += 1
            if kind != "TIFF":
                return


def _dpi(image: Image.Image) -> float | None:
    stated = image.info.get("dpi")
    value = float(stated[0]) if isinstance(stated, tuple) and stated else 0.0
    return value if 120 <= value <= 1200 else None


def _grey(image: Image.Image) -> Gray:
    image.load()
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        values = np.asarray(image).astype(np.float64)
        top = 65535.0 if image.mode.startswith("I;16") else max(float(values.max(initial=0)), 1.0)
        return np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)
    upright = ImageOps.exif_transpose(image) if image.format == "JPEG" else image
    if upright.has_transparency_data:
        coloured = upright.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, (255, 255, 255, 255))
        upright = Image.alpha_composite(paper, coloured)
    return np.asarray(upright.convert("L"), dtype=np.uint8)


def _pdf(data: bytes, limits: PictureLimits) -> list[Page]:
    with _pdfium:
        document = pypdfium2.PdfDocument(data)
        try:
            if len(document) > limits.max_pages:
                raise _LimitExceededError(f"{len(document)} pages", f"{limits.max_pages} pages")
            return [_render(document[i], limits) for i in range(len(document))]
        finally:
            document.close()


def _render(page: pypdfium2.PdfPage, limits: PictureLimits) -> Page:
    width, height = page.get_size()
    scale = _PDF_DPI / 72
    _check_size(max(1, round(width * scale)), max(1, round(height * scale)), limits)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = np.array(bitmap.to_numpy(), dtype=np.uint8)
    return Page(picture.reshape(picture.shape[0], picture.shape[1]), float(_PDF_DPI), is_sheet=True)

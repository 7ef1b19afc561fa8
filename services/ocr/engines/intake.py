"""Files to page pictures. Runs in a worker process only: decoders of hostile bytes may die.

Pillow decodes images, PDFium renders PDFs. Sizes are checked from headers before any pixel is
decoded (a PNG of some kilobytes can hold gigabytes).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFile

from services.ocr.domain.errors import (
    EncryptedPdfError,
    OcrError,
    TooLargeError,
    UnreadableImageError,
    UnsupportedMediaError,
)
from services.ocr.domain.limits import IntakeLimits
from services.ocr.domain.media import JPEG, PDF, PNG, TIFF, media_type_of
from services.ocr.domain.page import DocumentFacts, Picture, TextLayerLine
from services.ocr.engines.pdf_text import text_layer_lines

_PILLOW_FORMAT = {PNG: "PNG", JPEG: "JPEG", TIFF: "TIFF"}
_PLAUSIBLE_DPI = (30.0, 2400.0)


class StoredPage(NamedTuple):
    """One page as stored."""

    picture: Picture
    dpi: float | None
    text_layer: tuple[TextLayerLine, ...]


def inspect(path: Path, limits: IntakeLimits) -> DocumentFacts:
    """Type and number of pages. IntakeError when the file cannot be taken."""
    with path.open("rb") as file:
        media_type = media_type_of(file.read(1024))
    if media_type == PDF:
        with _open_pdf(path) as pdf:
            pages = len(pdf)
            if pages > limits.max_pages:
                raise _too_many_pages(limits)
            if pages == 0:
                raise UnreadableImageError("The PDF has no page.", "该PDF没有页面。")
            return DocumentFacts(media_type=media_type, pages=pages)
    with _open_image(path, media_type) as image:
        if media_type != TIFF:
            if getattr(image, "n_frames", 1) > 1:
                raise UnsupportedMediaError(
                    "Animated pictures are not pages. Send one still picture per page.",
                    "不支持动画图片，请为每页提供一张静态图片。",
                )
            _check_size(image.size, limits)
            return DocumentFacts(media_type=media_type, pages=1)
        pages = 0
        while True:
            try:
                image.seek(pages)
            except EOFError:
                break
            pages += 1
            if pages > limits.max_pages:
                raise _too_many_pages(limits)
        return DocumentFacts(media_type=media_type, pages=pages)


def load_page(path: Path, media_type: str, page: int, limits: IntakeLimits) -> StoredPage:
    """Decode page ``page`` (1-based). IntakeError when it cannot be decoded."""
    if media_type == PDF:
        return _render_pdf_page(path, page, limits)
    with _open_image(path, media_type) as image:
        image.seek(page - 1)
        _check_size(image.size, limits)
        dpi = image.info.get("dpi", (None, None))
        return StoredPage(_to_rgb(image), _plausible_dpi(dpi), ())


@contextmanager
def _open_image(path: Path, media_type: str) -> Iterator[Image.Image]:
    Image.MAX_IMAGE_PIXELS = None  # our own limits apply, before decoding
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # EXIF and TIFF oddities; content stays out of logs
            with Image.open(path, formats=(_PILLOW_FORMAT[media_type],)) as image:
                yield image
    except (OcrError, MemoryError):
        raise
    except Exception as error:  # Pillow's decoders raise nearly anything on damaged bytes
        raise UnreadableImageError(
            "The picture is truncated or damaged and cannot be decoded. Scan or export it again.",
            "图片不完整或已损坏，无法解码。请重新扫描或导出。",
        ) from error


@contextmanager
def _open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD:
            raise EncryptedPdfError(
                "The PDF is encrypted. Send it without a password.",
                "该PDF已加密，请提供未加密的文件。",
            ) from error
        raise UnreadableImageError(
            "The PDF is truncated or damaged and cannot be opened. Export it again.",
            "该PDF不完整或已损坏，无法打开。请重新导出。",
        ) from error
    with closing(document):
        yield document


def _render_pdf_page(path: Path, page: int, limits: IntakeLimits) -> StoredPage:
    with _open_pdf(path) as document:
        try:
            opened = document[page - 1]
            width, height = opened.get_size()
            if not (0 < width <= 20_000 and 0 < height <= 20_000):
                raise TooLargeError(
                    f"Page {page} of the PDF is larger than 7 m. Export it at its true size.",
                    f"PDF第{page}页的尺寸超过7米，请按实际尺寸导出。",
                )
            dpi = float(limits.pdf_dpi)
            pixels = width * height * (dpi / 72) ** 2
            if pixels > limits.max_page_pixels:
                dpi *= math.sqrt(limits.max_page_pixels / pixels)
            dpi = min(dpi, 72 * limits.max_side / max(width, height))
            bitmap = opened.render(scale=dpi / 72, rev_byteorder=True, fill_color=(255,) * 4)
            picture = np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
            bitmap.close()
            layer = text_layer_lines(opened, dpi / 72)
        except pdfium.PdfiumError as error:
            raise UnreadableImageError(
                f"Page {page} of the PDF is damaged and cannot be drawn. Export it again.",
                f"PDF第{page}页已损坏，无法绘制。请重新导出。",
            ) from error
        return StoredPage(picture, round(dpi, 2), layer)


def _to_rgb(image: Image.Image) -> Picture:
    """RGB on white paper, whatever the mode: 1-bit, grey, 16-bit, palette, CMYK, transparent."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        top = 255.0 if low >= 0 and high <= 255 else 65535.0 if low >= 0 and high <= 65535 else high
        bottom = min(low, 0.0)
        span = (top - bottom) or 1.0
        grey = ((values - bottom) * (255.0 / span)).clip(0, 255).astype(np.uint8)
        return np.repeat(grey[..., None], 3, axis=2)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return np.array(Image.alpha_composite(paper, layered).convert("RGB"), dtype=np.uint8)
    return np.array(image.convert("RGB"), dtype=np.uint8)


def _check_size(size: tuple[int, int], limits: IntakeLimits) -> None:
    width, height = size
    if width * height > limits.max_page_pixels or max(size) > limits.max_side:
        raise TooLargeError(
            f"A page has {width} x {height} pixels; at most {limits.max_page_pixels} pixels and "
            f"{limits.max_side} per side are read. Scan it at a lower resolution.",
            f"页面为{width}×{height}像素，最多可处理{limits.max_page_pixels}像素、"
            f"单边{limits.max_side}像素。请降低扫描分辨率。",
        )


def _plausible_dpi(stated: object) -> float | None:
    if not isinstance(stated, tuple) or not stated or stated[0] is None:
        return None
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = _PLAUSIBLE_DPI
    return round(dpi, 2) if low <= dpi <= high else None


def _too_many_pages(limits: IntakeLimits) -> TooLargeError:
    return TooLargeError(
        f"The file has more than {limits.max_pages} pages. Send it in parts.",
        f"文件超过{limits.max_pages}页，请分批提交。",
    )

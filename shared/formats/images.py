"""Pictures that a document names: found in the package, measured, digested."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any, Literal

from PIL import Image, UnidentifiedImageError

from shared.formats.errors import LimitExceededError
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.xml_text import Element
from shared.model.drawings import ImageFile

_FORMATS = ("TIFF", "JPEG", "PNG", "GIF", "BMP")
_NOT_AN_IMAGE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    OverflowError,
    struct.error,
)
"""What Pillow raises for data that is no image or a damaged one."""


class ImageFinder:
    """Turns ``img`` elements of one document into ``ImageFile`` values."""

    def __init__(self, document: str, files: FiledFiles, limits: ReadLimits) -> None:
        self._document = document
        self._files = files
        self._limits = limits

    def image(self, element: Element, *, millimetres: bool) -> ImageFile:
        """The picture an ``img`` (``Image``) element names.

        ``path`` is ``None`` when the package lacks the file. ``millimetres`` says whether ``wi``
        and ``he`` are lengths: in filings they are, publications state other units.
        """
        name = element.attribute("file") or ""
        found = self._files.beside(self._document, name) if name else None
        header = {} if found is None else header_facts(found, self._limits)
        return ImageFile(
            name=name,
            path=None if found is None else found.name,
            width_mm=_length(element.attribute("wi")) if millimetres else None,
            height_mm=_length(element.attribute("he")) if millimetres else None,
            stated_format=element.attribute("img-format", "imgFormat"),
            content=element.attribute("img-content", "imgContent"),
            orientation=element.attribute("orientation"),
            sha256=None if found is None else found.sha256,
            **header,
        )


_COLOURS: dict[str, Literal["bilevel", "grey", "colour"]] = {
    "1": "bilevel",
    "L": "grey",
    "LA": "grey",
    "I": "grey",
    "I;16": "grey",
    "F": "grey",
    "RGB": "colour",
    "RGBA": "colour",
    "CMYK": "colour",
    "YCbCr": "colour",
    "LAB": "colour",
    "HSV": "colour",
}
"""Pillow's modes; a palette (``P``) may hold greys or colours, so it is left out."""


def header_facts(file: FiledFile, limits: ReadLimits) -> dict[str, Any]:
    """What an image's header states, as members of ``ImageFile``; decodes nothing.

    Data that is no image gives no facts: it is left to whoever decodes it.

    Raises:
        LimitExceededError: the header states more pixels than allowed.

    """
    facts: dict[str, Any] = {}
    pixels = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(file.read()), formats=_FORMATS) as image:
                pixels = image.width * image.height
                facts = {
                    "pixel_width": image.width,
                    "pixel_height": image.height,
                    "dpi": _resolution(image.info.get("dpi")),
                    "colour": _COLOURS.get(image.mode),
                    "file_format": image.format,
                }
    except Image.DecompressionBombError:
        pixels = limits.image_pixels + 1
    except _NOT_AN_IMAGE:
        return {}
    if pixels > limits.image_pixels:
        raise LimitExceededError(
            f"The picture states more than {limits.image_pixels} pixels. Scan it at a lower "
            "resolution.",
            f"图片像素超过上限 {limits.image_pixels}，请降低扫描分辨率。",
            file=file.name,
        )
    return facts


def _resolution(stated: Any) -> float | None:  # noqa: ANN401 - whatever the header holds
    """The lower of the two resolutions, if the header states a plausible one."""
    if not isinstance(stated, tuple) or len(stated) != 2:
        return None
    try:
        lower = min(float(stated[0]), float(stated[1]))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(lower, 1) if 2 < lower < 100_000 else None


def _length(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text.removesuffix("mm").strip())
    except ValueError:
        return None
    return value if 0 < value < 10_000 else None

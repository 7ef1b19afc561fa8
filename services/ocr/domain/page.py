"""Values of reading: pictures, quads, readings of engines, readings of pages.

A picture is an array of shape (height, width, 3), dtype uint8, RGB. Coordinates are pixels, x to
the right and y down. A quad names four corners clockwise from the text's own top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.errors import OcrError
from shared.contracts.ocr import PageKind, Quad
from shared.model.base import Frozen

Picture = NDArray[np.uint8]

__all__ = [
    "Detection",
    "DocumentFacts",
    "DocumentReading",
    "PageFailure",
    "PageKind",
    "PageReading",
    "Picture",
    "Quad",
    "ReadLine",
    "Reading",
    "SignReading",
    "TextLayerLine",
]


class Reading(Frozen):
    """What an engine read in one region."""

    text: str
    score: float
    """0-1; comparable within one engine only."""


class Detection(Frozen):
    """A line that an engine found in a picture."""

    quad: Quad
    reading: Reading | None = None
    """What it says, from engines that cannot search without reading."""


class ReadLine(Frozen):
    """One line of text with its place."""

    text: str
    quad: Quad
    score: float


class SignReading(Frozen):
    """A reference sign in a drawing."""

    sign: str
    quad: Quad
    score: float


class TextLayerLine(Frozen):
    """One line of a PDF's own text layer, in pixels of the rendered page."""

    text: str
    quad: Quad


class DocumentFacts(Frozen):
    """What a file says about itself before any page is decoded."""

    media_type: str
    pages: int


class PageReading(Frozen):
    """One page, read. Coordinates are pixels of the page as stored (PDF: as rendered)."""

    page: int
    """1-based."""
    kind: PageKind
    width: int
    height: int
    dpi: float | None = None
    rotation: int = 0
    """Clockwise degrees by which the page had to be turned to be read."""
    lines: tuple[ReadLine, ...] = ()
    """In reading order; all text, captions and signs included."""
    figure_labels: tuple[ReadLine, ...] = ()
    signs: tuple[SignReading, ...] = ()
    from_text_layer: bool = False
    red_stamp: bool = False
    """A red stamp was taken away before reading."""

    @property
    def text(self) -> str:
        """Lines joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be read, and why."""

    page: int
    error: OcrError


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """All pages of a file, in order."""

    facts: DocumentFacts
    engine: str
    pages: tuple[PageReading | PageFailure, ...]

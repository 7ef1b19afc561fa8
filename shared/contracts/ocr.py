"""Wire models of ocr. Coordinates are pixels of the page image as stored, before any rotation."""

from __future__ import annotations

from enum import StrEnum

from shared.contracts.common import Message, NotChecked, Problem, Versions, Wire

Quad = tuple[float, float, float, float, float, float, float, float]
"""Corner points x1,y1 … x4,y4, clockwise from the text's top left."""


class PageKind(StrEnum):
    """What kind of page it is."""

    TEXT = "text"
    DRAWING = "drawing"
    BLANK = "blank"


class RecognisedLine(Wire):
    """One line of text."""

    text: str
    quad: Quad
    score: float
    """0-1."""


class ReferenceSign(Wire):
    """A reference sign read in a drawing."""

    sign: str
    quad: Quad
    score: float


class RecognisedPage(Wire):
    """One page."""

    page: int
    """1-based."""
    kind: PageKind | None
    """``None`` for a page that could not be read."""
    width: int
    """0, as the height, for a page that could not be decoded."""
    height: int
    dpi: float | None
    rotation: int
    """Clockwise degrees by which the page had to be turned to be read: 0, 90, 180, 270."""
    text: str
    lines: tuple[RecognisedLine, ...]
    figure_labels: tuple[RecognisedLine, ...] = ()
    """Captions such as ``图1`` in drawings."""
    reference_signs: tuple[ReferenceSign, ...] = ()
    from_text_layer: bool = False
    problem: Problem | None = None
    """Why the page could not be read; then it has no lines."""


class RecognitionOptions(Wire):
    """Options of ``POST /v1/recognitions`` (form field ``options``, JSON)."""

    kind: PageKind | None = None
    """What the pages are, if the caller knows."""
    engine: str | None = None
    """``rapidocr`` or ``tesseract``; the service's default if absent."""
    file: str | None = None
    """Name to use in the answer instead of the upload's."""


class Recognition(Wire):
    """Answer of ``POST /v1/recognitions``."""

    versions: Versions
    file: str
    media_type: str
    pages: tuple[RecognisedPage, ...]
    not_checked: tuple[NotChecked, ...] = ()
    warnings: tuple[Message, ...] = ()


class EngineInfo(Wire):
    """One engine in ``GET /v1/engines``."""

    name: str
    available: bool
    components: dict[str, str]
    """Versions and models' digests by name; empty if it is not available."""
    reason: Message | None = None
    """Why it is not available."""


class EngineList(Wire):
    """Answer of ``GET /v1/engines``."""

    default: str
    engines: tuple[EngineInfo, ...]

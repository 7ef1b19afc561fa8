"""Values of reading: pictures, quads, readings of engines, readings of pages.

A picture is an array of shape (height, width, 3), dtype uint8, RGB. Coordinates are pixels, x to
the right and y down. A quad names four corners clockwise from the text's own top left.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.errors import OcrError
from shared.contracts.common import Message
from shared.contracts.ocr import AlarmCode, DoubtReason, LineRole, PageKind, Quad, SealShape
from shared.model.base import Frozen

Picture = NDArray[np.uint8]

__all__ = [
    "AlarmCode",
    "Candidate",
    "CellReading",
    "Character",
    "Detection",
    "DocumentFacts",
    "DocumentReading",
    "Doubt",
    "DoubtReason",
    "FieldReading",
    "Ghost",
    "LineRole",
    "OtherReading",
    "PageAlarm",
    "PageFailure",
    "PageKind",
    "PageReading",
    "Picture",
    "Quad",
    "ReadLine",
    "Reading",
    "SealReading",
    "SealShape",
    "SignReading",
    "TableReading",
    "TextLayerLine",
]


class Candidate(Frozen):
    """What else may stand in a place of a line."""

    text: str
    """Empty: nothing."""
    score: float
    """Probability by the engine, 0-1."""


class Character(Frozen):
    """One character of a line, as an engine read it."""

    text: str
    score: float
    """0-1; comparable within one engine only."""
    start: float
    """Where it begins along the line, 0-1 from the line's own left edge."""
    end: float
    others: tuple[Candidate, ...] = ()
    """What it may be otherwise, likeliest first; empty where nothing else is likely."""


class Ghost(Frozen):
    """A character that the engine saw faintly and took for a gap."""

    after: int
    """How many characters stand before it."""
    text: str
    score: float
    """Probability by the engine, 0-1."""


class Reading(Frozen):
    """What an engine read in one region."""

    text: str
    score: float
    """0-1; comparable within one engine only."""
    characters: tuple[Character, ...] = ()
    """The characters of ``text`` in order; empty from engines that tell only words."""
    ghosts: tuple[Ghost, ...] = ()
    """Characters that may have been lost, in order."""


class Detection(Frozen):
    """A line that an engine found in a picture."""

    quad: Quad
    reading: Reading | None = None
    """What it says, from engines that cannot search without reading."""


class OtherReading(Frozen):
    """What a line reads when it is read again."""

    text: str
    score: float
    source: str
    """How it was read: ``tight``, or the name of another engine."""


class Doubt(Frozen):
    """Why a line should be compared with the page. The text itself is never replaced."""

    probability: float
    """That the line holds an error, 0-1."""
    reasons: tuple[DoubtReason, ...]
    places: tuple[tuple[int, int], ...] = ()
    """Doubtful parts of the text: start and end, characters."""
    alternatives: tuple[OtherReading, ...] = ()


class ReadLine(Frozen):
    """One line of text with its place."""

    text: str
    quad: Quad
    score: float
    characters: tuple[Character, ...] = ()
    ghosts: tuple[Ghost, ...] = ()
    vertical: bool = False
    """Its characters run down the quad."""
    role: LineRole = LineRole.BODY
    doubt: Doubt | None = None
    """``None``: no reason to doubt it."""


class SignReading(Frozen):
    """A reference sign in a drawing."""

    sign: str
    quad: Quad
    score: float
    read_as: str | None = None
    """What was read, where the description corrected it."""


class FieldReading(Frozen):
    """One filled cell of a form: what it is about and what it says."""

    label: str
    value: str
    label_quad: Quad
    value_quad: Quad | None
    """``None`` when nothing is written there."""
    within: str | None = None
    """Label of the cell whose text holds this label and value too."""
    fault: Message | None = None
    """Why the value cannot be right; it is never changed."""


class CellReading(Frozen):
    """One cell of a table."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    quad: Quad


class TableReading(Frozen):
    """A ruled table; rows and columns count from 0."""

    rows: int
    columns: int
    cells: tuple[CellReading, ...]
    quad: Quad


class SealReading(Frozen):
    """A red stamp: its place and what it says, which is no part of the page's text."""

    quad: Quad
    shape: SealShape
    text: str = ""
    score: float = 0.0


class PageAlarm(Frozen):
    """Something on a page that tells that its reading is incomplete."""

    code: AlarmCode
    quad: Quad
    message: Message


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
    fields: tuple[FieldReading, ...] = ()
    tables: tuple[TableReading, ...] = ()
    seals: tuple[SealReading, ...] = ()
    framed: bool | None = None
    """Whether a frame that is no part of the figure surrounds a drawing; ``None`` for other pages."""
    vertical: bool = False
    """Its lines are columns, read from right to left."""
    pictures: tuple[Quad, ...] = ()
    """Formulas and other pictures in a page of text."""
    alarms: tuple[PageAlarm, ...] = ()
    by_person: Message | None = None
    """Why a person has to read this page: what was read is a guess."""

    @property
    def text(self) -> str:
        """Lines joined by line breaks; what stands inside pictures is left out."""
        return "\n".join(line.text for line in self.lines if line.role is not LineRole.PICTURE)


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

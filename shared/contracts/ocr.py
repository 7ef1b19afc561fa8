"""Wire models of ocr. Coordinates are pixels of the page image as stored, before any rotation."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.contracts.common import Message, NotChecked, Problem, Versions, Wire
from shared.model.application import Application

MOST_DESCRIBED_SIGNS = 5_000
Quad = tuple[float, float, float, float, float, float, float, float]
"""Corner points x1,y1 … x4,y4, clockwise from the text's top left."""


class PageKind(StrEnum):
    """What kind of page it is."""

    TEXT = "text"
    FORM = "form"
    """A form with labelled cells, e.g. a request."""
    DRAWING = "drawing"
    CERTIFICATE = "certificate"
    """A certificate, certified copy or notice of an office."""
    BLANK = "blank"


class LineRole(StrEnum):
    """What a line is on its page."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    PICTURE = "picture"
    """Inside a formula, a chemical structure or another picture: not part of the text."""


class DoubtReason(StrEnum):
    """Why a line should be compared with the page."""

    LOW_SCORE = "low_score"
    """A character was nearly another one."""
    LOST_CHARACTER = "lost_character"
    """A gap was nearly a character."""
    UNSTABLE = "unstable"
    """Read again at another scale, the line reads differently."""
    LOOK_ALIKE = "look_alike"
    """A letter stands where a digit of the same shape is likelier, or the other way round."""


class AlarmCode(StrEnum):
    """What shows that something may be missing."""

    UNREAD_INK = "unread_ink"
    """Ink of the size of text that no line covers."""
    PARAGRAPH_NUMBERS = "paragraph_numbers"
    """Paragraph numbers jump or go back."""
    CLAIM_NUMBERS = "claim_numbers"
    FIGURE_NUMBERS = "figure_numbers"
    PAGE_NUMBERS = "page_numbers"
    SENTENCE = "sentence"
    """A paragraph ends without a full stop: a line may be lost."""


class SealShape(StrEnum):
    """Outline of a stamp."""

    ROUND = "round"
    """Round or oval, its text along the edge."""
    RECTANGULAR = "rectangular"
    OTHER = "other"


class RecognisedCharacter(Wire):
    """One character of a line."""

    text: str
    quad: Quad
    score: float


class OtherReading(Wire):
    """What a line reads when it is read again."""

    text: str
    score: float
    source: str
    """``tight``, or the name of another engine."""


class Doubt(Wire):
    """Why a line should be compared with the page. Its text is never replaced by another reading."""

    probability: float
    """That the line holds an error, 0-1."""
    reasons: tuple[DoubtReason, ...]
    places: tuple[tuple[int, int], ...] = ()
    """Doubtful parts of the line's text: start and end, characters."""
    alternatives: tuple[OtherReading, ...] = ()


class RecognisedLine(Wire):
    """One line of text."""

    text: str
    quad: Quad
    score: float
    """0-1."""
    role: LineRole = LineRole.BODY
    doubt: Doubt | None = None
    """``None``: no reason to doubt it."""
    characters: tuple[RecognisedCharacter, ...] = ()
    """Given when asked for (``detail``), by engines that tell them."""


class BlockKind(StrEnum):
    """What a block of a page is."""

    TEXT = "text"
    TABLE = "table"
    PICTURE = "picture"
    SEAL = "seal"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"


class RecognisedBlock(Wire):
    """Lines that stand together, a table, a picture or a seal."""

    kind: BlockKind
    quad: Quad
    lines: tuple[int, ...] = ()
    """Places in the page's ``lines``, in reading order."""


class FormField(Wire):
    """A label of a form and the value filled in."""

    label: str
    value: str
    label_quad: Quad
    value_quad: Quad | None
    """``None`` when nothing is written there."""
    within: str | None = None
    """Label of the cell that holds this label and value too."""
    fault: Message | None = None
    """Why the value cannot be right (check digit, date …). It is never changed."""


class TableCell(Wire):
    """One cell of a ruled table."""

    row: int
    """From 0."""
    column: int
    row_span: int
    column_span: int
    text: str
    quad: Quad


class RecognisedTable(Wire):
    """A ruled table."""

    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    quad: Quad


class Seal(Wire):
    """A red stamp, read as a layer of its own: its text is no part of the page's text."""

    quad: Quad
    shape: SealShape
    text: str
    score: float


class Alarm(Wire):
    """Something that shows that the reading is incomplete."""

    code: AlarmCode
    page: int
    """1-based."""
    message: Message
    quad: Quad | None = None


class ReferenceSign(Wire):
    """A reference sign read in a drawing."""

    sign: str
    quad: Quad
    score: float
    read_as: str | None = None
    """What was read there, where ``described_signs`` corrected it."""


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
    rejected_signs: tuple[ReferenceSign, ...] = ()
    """Read badly, and none of ``described_signs``: not among ``reference_signs``."""
    from_text_layer: bool = False
    framed: bool | None = None
    """Whether a frame that is no part of the figure surrounds a drawing; ``None`` for other pages."""
    vertical: bool = False
    """Its lines are columns, read from right to left."""
    blocks: tuple[RecognisedBlock, ...] = ()
    """In reading order; seals last."""
    fields: tuple[FormField, ...] = ()
    """Of a form."""
    tables: tuple[RecognisedTable, ...] = ()
    seals: tuple[Seal, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    by_person: Message | None = None
    """Why a person has to read this page: what is given is a guess."""
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
    detail: Literal["line", "character"] = "line"
    """``character``: each line with its characters and their places."""
    described_signs: tuple[str, ...] = Field(default=(), max_length=MOST_DESCRIBED_SIGNS)
    """Reference signs that the application's text uses: in drawings a sign that was read badly and is
    none of them is corrected to its only look-alike among them, or rejected. None is ever added."""
    second_engine: str | None = None
    """Another engine that reads doubtful lines too; its readings are shown as alternatives."""


class RecognisedStructure(Wire):
    """The pages as papers of an application."""

    text: str
    """The papers as running text, one paragraph per line: headers, numbers of pages and pictures are
    left out, broken lines are joined. Places in ``application`` count in it."""
    application: Application
    alarms: tuple[Alarm, ...] = ()
    """Jumps in numbers and paragraphs without an end: lines may be lost."""


class Recognition(Wire):
    """Answer of ``POST /v1/recognitions``."""

    versions: Versions
    file: str
    media_type: str
    format_version: Literal["1"] = "1"
    """Of this document: raised when a member changes its meaning."""
    pages: tuple[RecognisedPage, ...]
    structure: RecognisedStructure | None = None
    """What the pages hold of an application; ``None`` when they hold no part of one."""
    not_checked: tuple[NotChecked, ...] = ()
    warnings: tuple[Message, ...] = ()


class RecognitionState(StrEnum):
    """What became of a recognition that was asked for with ``Prefer: respond-async``."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"


class RecognitionJob(Wire):
    """Answer of ``GET /v1/recognitions/{id}``."""

    id: str
    state: RecognitionState
    pages_done: int
    pages: int | None
    """``None`` until the file has been looked into."""
    result: Recognition | None = None
    """Of a complete one."""
    problem: Problem | None = None
    """Of a failed one."""


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

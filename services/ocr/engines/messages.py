"""What goes between the service and a worker process: JSON, never pickles.

A worker decodes hostile bytes; what it sends back is data that is validated, not code.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, JsonValue, TypeAdapter

from services.ocr.domain.errors import OcrError, error_named
from services.ocr.domain.limits import IntakeLimits
from services.ocr.domain.page import DocumentFacts, PageKind, PageReading
from services.ocr.engines.exports.formats import ExportFormat
from shared.contracts.ocr import Recognition
from shared.model.base import Frozen


class EngineSpec(Frozen):
    """How a worker makes an engine."""

    name: str
    factory: str
    """``module:function``."""
    options: dict[str, JsonValue] = {}


class WorkerSetup(Frozen):
    """First message to a worker."""

    engines: tuple[EngineSpec, ...]
    """The first is the default."""
    limits: IntakeLimits = IntakeLimits()
    memory_bytes: int
    """Address space (``RLIMIT_AS``) of the worker."""


class Fault(Frozen):
    """An exception of ours, by name and texts."""

    task: Literal["fault"] = "fault"
    name: str
    en: str
    zh: str

    @classmethod
    def of(cls, error: OcrError) -> Fault:
        return cls(name=error.name, en=error.en, zh=error.zh)

    def error(self) -> OcrError:
        return error_named(self.name, self.en, self.zh)


class WorkerReady(Frozen):
    """First answer: which engines work, with their versions, and why others do not."""

    task: Literal["ready"] = "ready"
    components: dict[str, dict[str, str]]
    unavailable: dict[str, Fault]


class InspectTask(Frozen):
    """Look at a file without decoding pages."""

    task: Literal["inspect"] = "inspect"
    path: str


class PageTask(Frozen):
    """Read one page."""

    task: Literal["page"] = "page"
    path: str
    media_type: str
    page: int
    engine: str
    kind: PageKind | None = None
    second_engine: str | None = None


class ExportTask(Frozen):
    """Write a recognised document in a format that shows its pictures."""

    task: Literal["export"] = "export"
    path: str
    media_type: str
    format: ExportFormat
    recognition: Recognition


class Inspected(Frozen):
    """Answer to ``InspectTask``."""

    task: Literal["inspected"] = "inspected"
    facts: DocumentFacts


class PageRead(Frozen):
    """Answer to ``PageTask``."""

    task: Literal["page_read"] = "page_read"
    reading: PageReading


class Exported(Frozen):
    """Answer to ``ExportTask``."""

    task: Literal["exported"] = "exported"
    data: Base64Bytes


Task = InspectTask | PageTask | ExportTask
Answer = WorkerReady | Inspected | PageRead | Exported | Fault
TASK: TypeAdapter[Task] = TypeAdapter(Annotated[Task, Field(discriminator="task")])
ANSWER: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="task")])

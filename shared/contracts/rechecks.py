"""Wire models of batch re-checks (docs/pending-applications.md)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from shared.contracts.applications import (
    PENDING,
    ApplicationState,
    ArtUnit,
    CheckName,
    ExaminationOrder,
)
from shared.contracts.common import Message, Wire
from shared.model.day import Day
from shared.model.identification import ApplicationKind

RuleCode = Annotated[str, Field(pattern=r"^[A-Z]{2}-[A-Z]{2,4}-\d{3}$")]
IpcPrefix = Annotated[str, Field(pattern=r"^[A-H](\d{2}([A-Z](\d{1,4}(/\d{2,6})?)?)?)?$")]
"""Section, class, subclass, main group or subgroup without spaces: ``H01L21/02``."""


class Selection(Wire):
    """Which applications; every condition that is given must hold."""

    kinds: tuple[ApplicationKind, ...] = Field(default=(), max_length=10)
    filed_from: Day | None = None
    filed_to: Day | None = None
    """The last day that counts."""
    ipc: tuple[IpcPrefix, ...] = Field(default=(), max_length=200)
    states: tuple[ApplicationState, ...] = Field(default=PENDING, max_length=20)
    art_units: tuple[ArtUnit, ...] = Field(default=(), max_length=200)
    rules: tuple[RuleCode, ...] = Field(default=(), max_length=1000)
    """Only applications that one of these rules can touch."""
    only_affected: bool = False
    """Leave out what cannot have changed since its last result: same case file, same engine, and
    no changed rule that can touch it."""


class RecheckRequest(Wire):
    """Body of ``POST /v1/rechecks``."""

    name: str = Field(default="", max_length=200, pattern=r"^[^\x00-\x1f]*$")
    checks: tuple[CheckName, ...] = Field(default=(CheckName.FORMAL_CHECK,), min_length=1)
    selection: Selection = Selection()
    as_of: Day | None = None
    """The day on which running terms are judged; the office's today if absent."""
    priority: StrictInt = Field(default=5, ge=0, le=9)
    """0 runs first."""
    dry_run: bool = False
    """Only count."""


class Count(Wire):
    """How many applications of one group."""

    key: str
    count: int


class RecheckPlan(Wire):
    """What a re-check takes in: the answer to a dry run."""

    selected: int
    """Applications that the conditions select."""
    to_run: int
    """Of these, what remains after ``only_affected``."""
    by_kind: tuple[Count, ...]
    by_state: tuple[Count, ...]
    by_reason: tuple[Count, ...]
    """Why they run: ``never_checked``, ``papers_changed``, ``engine_changed``, ``rules_changed``,
    ``unchanged`` (only without ``only_affected``)."""
    affected_rules: tuple[str, ...]
    """Rules whose text, law or code changed since the results at hand."""


class RecheckState(StrEnum):
    """State of a job."""

    RUNNING = "running"
    """Queued or being worked on."""
    PAUSED = "paused"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    """Every item is done or failed."""


class ItemState(StrEnum):
    """State of one item."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Progress(Wire):
    """Counts of items and of what became of findings."""

    total: int
    done: int
    failed: int
    new: int
    cleared: int
    unchanged: int
    changed: int
    unconfirmed: int

    @property
    def waiting(self) -> int:
        """Items not yet finished."""
        return self.total - self.done - self.failed


class RecheckJob(Wire):
    """A re-check."""

    id: str
    name: str
    state: RecheckState
    created_at: datetime
    finished_at: datetime | None
    checks: tuple[CheckName, ...]
    selection: Selection
    as_of: date
    priority: int
    progress: Progress
    delayed_by: str | None = None
    """Problem type of a service that is down: its items wait for it."""


class RecheckPage(Wire):
    """Answer of ``GET /v1/rechecks``: newest first."""

    items: tuple[RecheckJob, ...]
    next_cursor: str | None


class RecheckStarted(Wire):
    """Answer of ``POST /v1/rechecks``; ``job`` is absent after a dry run."""

    plan: RecheckPlan
    job: RecheckJob | None


class CheckDifference(Wire):
    """What one check found against its last result on the same application.

    ``new``, ``cleared`` and ``changed`` are rule codes, one for each finding, or keys of documents.
    """

    check: CheckName
    first: bool
    """There was no earlier result: everything is new."""
    comparable: bool
    """False if other rules or another governing date made the earlier result."""
    new: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    unchanged: int = 0


class RecheckItem(Wire):
    """One application in a re-check."""

    position: int
    application_id: str
    application_number: str | None
    state: ItemState
    order: ExaminationOrder
    art_unit: str | None
    version: int | None
    """Version of the papers that was checked."""
    finished_at: datetime | None
    differences: tuple[CheckDifference, ...]
    problem: str | None
    """Type of the problem of a failed item."""


class RecheckItemPage(Wire):
    """Answer of ``GET /v1/rechecks/{id}/items``, by position."""

    items: tuple[RecheckItem, ...]
    next_position: int | None
    """Give it as ``from_position`` to go on; ``None`` at the end."""


class GroupSummary(Wire):
    """Findings of one rule or art unit: what became of them."""

    key: str
    """Rule code, or art unit (empty: none)."""
    items: int
    """Applications concerned."""
    new: int
    cleared: int
    changed: int
    unconfirmed: int


class RecheckSummary(Wire):
    """Answer of ``GET /v1/rechecks/{id}/summary``."""

    job: RecheckJob
    by_rule: tuple[GroupSummary, ...]
    """Rules (or documents' collections) with a difference, by code."""
    by_art_unit: tuple[GroupSummary, ...]
    problems: tuple[Count, ...]
    """Failed items by problem type."""
    note: Message

"""Wire models of pending applications (docs/pending-applications.md)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.contracts.common import Versions, Wire
from shared.model.day import Day
from shared.model.identification import ApplicationKind, FilingRoute

ApplicationId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
ArtUnit = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$")]


class ApplicationState(StrEnum):
    """Where an application stands in the procedure. The last three end it."""

    FILED = "filed"
    """Received, not yet accepted (Rule 43)."""
    PRELIMINARY_EXAMINATION = "preliminary_examination"
    CORRECTION_REQUESTED = "correction_requested"
    """A notice is out; its deadline stands under ``deadlines``."""
    PUBLISHED = "published"
    """Waiting for the request for substantive examination."""
    SUBSTANTIVE_EXAMINATION = "substantive_examination"
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """Withdrawn or deemed so."""


PENDING = tuple(
    state
    for state in ApplicationState
    if state
    not in (ApplicationState.GRANTED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN)
)
"""States of an application whose procedure is not over."""


class ExaminationOrder(StrEnum):
    """In which order the office examines; batches take them in this order."""

    PRIORITY = "priority"
    """Priority examination (优先审查)."""
    CONCENTRATED = "concentrated"
    """A batch of concentrated examination (集中审查)."""
    ORDINARY = "ordinary"


class CheckName(StrEnum):
    """A check whose last result is kept."""

    FORMAL_CHECK = "formal_check"
    PRIOR_ART = "prior_art"


class Deadline(Wire):
    """A term that runs."""

    kind: str = Field(min_length=1, max_length=60, pattern=r"^[a-z0-9_.-]+$")
    """E.g. ``correction``, ``substantive_examination_request``."""
    due: Day


class VersionSummary(Wire):
    """One version of the papers: 1 is what was filed, each amendment is the next."""

    number: int
    created_at: datetime
    input_name: str
    """Name of the package as given."""
    input_sha256: str
    papers: int


class PaperSummary(Wire):
    """One paper of a version."""

    position: int
    path: str
    """Relative to the package."""
    sha256: str
    size: int
    """Bytes."""


class PaperList(Wire):
    """Answer of ``GET …/versions/{number}/papers``."""

    items: tuple[PaperSummary, ...]


class LastResult(Wire):
    """The last result of a check, without its content."""

    check: CheckName
    version: int
    """Version of the papers that was checked."""
    made_at: datetime
    versions: Versions
    """Service, rule set, model and index that made it."""
    findings: int
    """Findings of the formal check; hits of a search."""
    errors: int
    """Findings with severity ``error``."""


class ApplicationSummary(Wire):
    """One line of ``GET /v1/applications``."""

    id: str
    created_at: datetime
    state: ApplicationState
    order: ExaminationOrder
    kind: ApplicationKind | None
    route: FilingRoute
    filing_date: date | None
    art_unit: str | None
    version: int
    """Number of the current version."""
    next_deadline: date | None
    application_number: str | None
    """``None`` for operators too, who see states and never texts."""
    title: str | None


class ApplicationPage(Wire):
    """Answer of ``GET /v1/applications``: newest first."""

    items: tuple[ApplicationSummary, ...]
    next_cursor: str | None
    """Give it as ``cursor`` to get the next page; ``None`` on the last one."""


class ApplicationRecord(ApplicationSummary):
    """Answer of ``GET /v1/applications/{id}``."""

    classifications: tuple[str, ...]
    """IPC symbols, the first one first."""
    versions: tuple[VersionSummary, ...]
    deadlines: tuple[Deadline, ...]
    """By due date."""
    results: tuple[LastResult, ...]


class ApplicationChange(Wire):
    """Body of ``PATCH /v1/applications/{id}``: what is left out stays as it is."""

    state: ApplicationState | None = None
    order: ExaminationOrder | None = None
    art_unit: ArtUnit | None = None
    deadlines: tuple[Deadline, ...] | None = Field(default=None, max_length=100)
    """All of them; replaces what was set before."""

"""Messages of the WebSocket ``/v1/hints/session``: one JSON object per text frame.

The client opens the session with the papers, then sends edits; the server answers each message
with one of its own, in order. A message may carry a number ``seq``, which its answer repeats: what
was answered was taken. See docs/formal-check.md.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, TypeAdapter, model_validator

from shared.contracts.common import Problem, Versions, Wire
from shared.contracts.formal_check import CheckProfile, DraftTexts, Finding
from shared.model.case_file import CaseFile
from shared.model.day import Day

UnitId = Annotated[str, Field(min_length=1, max_length=200)]
Offset = Annotated[StrictInt, Field(ge=0)]
Sequence = Annotated[StrictInt, Field(ge=0, le=2**53 - 1)]
"""A client's number for a message; JavaScript counts exactly up to this."""


class OpenSession(Wire):
    """First message: the papers as they stand."""

    type: Literal["open"]
    seq: Sequence | None = None
    texts: DraftTexts | None = None
    case_file: CaseFile | None = None
    governing_date: Day | None = None
    as_of: Day | None = None

    @model_validator(mode="after")
    def _one_context(self) -> Self:
        if (self.texts is None) == (self.case_file is None):
            raise ValueError("give either texts or case_file")
        return self


class ReplaceText(Wire):
    """Put ``replacement`` in the place of the unit's code points ``start:end``."""

    op: Literal["replace"]
    unit: UnitId
    start: Offset
    end: Offset
    replacement: str = Field(max_length=200_000)


class SetText(Wire):
    """Give a unit a new text. For a claim: as typed, label included."""

    op: Literal["set"]
    unit: UnitId
    text: str = Field(max_length=200_000)


class InsertUnit(Wire):
    """Add a claim, paragraph, heading or abstract paragraph, as typed."""

    op: Literal["insert"]
    part: Literal["claim", "paragraph", "heading", "abstract"]
    text: str = Field(max_length=200_000)
    before: UnitId | None = None
    """The unit before which it comes; a heading comes before a paragraph. At the end if absent."""
    unit: UnitId | None = None
    """Its id, which no unit may have; made by the server if absent."""


class RemoveUnit(Wire):
    """Take a claim, paragraph, heading, abstract paragraph or title away."""

    op: Literal["remove"]
    unit: UnitId


Edit = Annotated[ReplaceText | SetText | InsertUnit | RemoveUnit, Field(discriminator="op")]


class EditUnits(Wire):
    """Edits, made in order: all of them, or none where one is refused."""

    type: Literal["edit"]
    seq: Sequence | None = None
    edits: tuple[Edit, ...] = Field(min_length=1, max_length=100)


ClientMessage = Annotated[OpenSession | EditUnits, Field(discriminator="type")]
CLIENT_MESSAGE: TypeAdapter[OpenSession | EditUnits] = TypeAdapter(ClientMessage)


class UnitState(Wire):
    """A text unit and the length of its text in code points, to keep offsets in step."""

    unit: str
    length: int


class SessionOpened(Wire):
    """Answer to ``open``: everything found, and the units that edits may name."""

    type: Literal["opened"] = "opened"
    seq: Sequence | None = None
    versions: Versions
    profile: CheckProfile
    findings: tuple[Finding, ...]
    units: tuple[UnitState, ...]


class SessionChanges(Wire):
    """Answer to ``edit``: what the edits changed among the findings, and nothing else."""

    type: Literal["changes"] = "changes"
    seq: Sequence | None = None
    added: tuple[Finding, ...] = ()
    moved: tuple[Finding, ...] = ()
    """Known findings (same id) whose place, wording or fix is another one now."""
    cleared: tuple[str, ...] = ()
    """Ids of findings that are gone."""
    units: tuple[UnitState, ...] = ()
    """Units that the edits made or changed, as they stand now."""


class SessionRefused(Wire):
    """Answer to a message that was not taken; the session goes on unless the socket is closed."""

    type: Literal["refused"] = "refused"
    seq: Sequence | None = None
    """``None`` also where the message could not be read."""
    problem: Problem

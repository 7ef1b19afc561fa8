"""Wire models of corrections (补正): what replacement papers mend, and what they add or leave out."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, StrictInt, model_validator

from shared.contracts.common import Message, NotChecked, Versions, Wire
from shared.contracts.formal_check import CheckReport, Finding
from shared.model.case_file import CaseFile
from shared.model.day import Day
from shared.model.source import Location


class UnitRange(Wire):
    """Numbers from ``first`` to ``last``, both included; ``last`` absent: ``first`` alone."""

    first: StrictInt = Field(ge=1, le=99_999)
    last: StrictInt | None = Field(default=None, ge=1, le=99_999)

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("last is smaller than first")
        return self


class ReplacementSheets(Wire):
    """Which numbered units of the original the replacement sheets (替换页) stand for.

    Of a part named here the sheets hold these units only, and the others stay as filed. Parts that
    are not named are replaced as a whole. Pages are no units: electronic papers have none.
    """

    claims: tuple[UnitRange, ...] = Field(default=(), max_length=50)
    paragraphs: tuple[UnitRange, ...] = Field(default=(), max_length=50)
    """Of the description: by their stated numbers, else by their places."""
    figures: tuple[UnitRange, ...] = Field(default=(), max_length=50)


class CorrectionRequest(Wire):
    """Body of ``POST /v1/corrections``."""

    original: CaseFile
    """The application as filed: what Art. 33 measures by."""
    replacement: CaseFile
    """The replacement papers: a whole package, the parts that are replaced, or sheets of parts."""
    sheets: ReplacementSheets | None = None
    """What the sheets replace; absent: parts are replaced as a whole."""
    notice: CheckReport | None = None
    """The report on which the notice rested, e.g. one result of ``zhishen check --json``, with the
    findings that were notified. Without it the original is checked, and all its findings count."""
    governing_date: Day | None = None
    as_of: Day | None = None


class DefectState(StrEnum):
    """What became of one defect."""

    CURED = "cured"
    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    """Gone, but its rule reached no verdict on the corrected papers: not to be taken as cured."""
    NEW = "new"
    """The correction brought it."""
    NOT_NOTIFIED = "not_notified"
    """The original has it already, but the notice does not list it."""


class Defect(Wire):
    """One defect and what became of it."""

    state: DefectState
    finding: Finding
    """As the notice states it; for ``new`` and ``not_notified``, as the corrected papers show it."""
    now: Finding | None = None
    """For ``open``: the defect as it stands in the corrected papers."""


class PassageSupport(StrEnum):
    """What the description and claims as filed show of a passage. Never a verdict."""

    STATED = "stated"
    """They state it word for word, in another place."""
    IN_PIECES = "in_pieces"
    """They have all of its words, but not in this sequence."""
    NOT_FOUND = "not_found"
    """They do not have some of it."""
    OTHER_REFERENCE = "other_reference"
    """A claim refers to other claims than before: another combination of features."""


class AmendedPassage(Wire):
    """A passage of the replacement papers that its counterpart in the original does not have."""

    part: str
    """``title``, ``claims``, ``description`` or ``abstract``."""
    place: Message
    """E.g. ``权利要求3``."""
    location: Location
    """In the replacement papers."""
    support: PassageSupport
    not_found: tuple[Location, ...] = ()
    """The stretches of it that the original does not have."""
    nearest: Location | None = None
    """In the original: the same words, else the clause that has most in common."""
    counterpart: str | None = None
    """Text unit of the original that this text unit continues; ``None`` where it is new."""
    notified: bool = False
    """Whether the notice found a defect there, or in this part as a whole. An answer amends only
    what the notice found defective (Implementing Rules, Rule 57.3)."""


class OmittedPassage(Wire):
    """A passage of the original that the replaced part no longer has."""

    part: str
    place: Message
    location: Location
    """In the original."""
    whole: bool = False
    """The whole claim is gone."""


class PictureChange(Wire):
    """A picture whose file is another than before. What it shows was not compared."""

    part: str
    """``drawings`` or ``design``."""
    place: Message
    change: str
    """``added``, ``replaced`` or ``omitted``."""
    file: str | None
    """Its file: in the replacement papers, or for ``omitted`` in the original."""


class UnitChange(StrEnum):
    """What a replacement sheet did with one numbered unit."""

    REPLACED = "replaced"
    ADDED = "added"
    """It goes on after the original's last one."""
    OMITTED = "omitted"
    """The sheet was to replace it and does not have it."""


class SheetUnit(Wire):
    """One claim, paragraph or figure that replacement sheets concern."""

    part: str
    """``claims``, ``description`` or ``drawings``."""
    number: int
    change: UnitChange
    before: Location | None = None
    """In the original, without the text."""
    after: Location | None = None
    """In the replacement papers, without the text."""


class CorrectionReport(Wire):
    """Answer of ``POST /v1/corrections``."""

    versions: Versions
    replaced: tuple[str, ...]
    """Parts taken from the replacement papers; the others are the original's."""
    sheets: tuple[SheetUnit, ...] = ()
    """What became of each unit that replacement sheets were given for."""
    defects: tuple[Defect, ...]
    passages: tuple[AmendedPassage, ...]
    """Every amended passage, in the order of the papers."""
    omitted: tuple[OmittedPassage, ...]
    pictures: tuple[PictureChange, ...]
    not_compared: tuple[NotChecked, ...] = ()
    comparable: bool = True
    """False if the notice was made by other rules or another governing date."""
    check: CheckReport
    """The check of the corrected application."""

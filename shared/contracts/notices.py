"""Wire models of the draft notice of correction (补正通知书), which an examiner edits and signs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from shared.contracts.common import Message, Wire
from shared.contracts.formal_check import CheckReport
from shared.contracts.waivers import Waiver
from shared.model.case_file import CaseFile
from shared.model.day import Day
from shared.model.source import Location
from shared.model.time_limits import Service

JSON = "application/json"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media types in which a notice is answered."""
USUAL_MONTHS = 2
"""A term that the office sets is two months as a rule (Guidelines V-7-1.2)."""
NoticeLanguage = Literal["zh", "en"]
_EarliestDay = Annotated[Day, Field(ge=date(1985, 4, 1), le=date(9900, 1, 1))]


class NoticeDefect(Wire):
    """One defect as the notice states it."""

    number: StrictInt
    code: str
    finding: str
    """Id of the finding."""
    place: Message | None
    quote: str
    message: Message
    basis: Message
    consequence: Message
    due: Day | None = None
    """Last day on which it may follow without notice, where the law gives one."""
    note: Message | None = None
    """Why the legal basis is uncertain."""
    location: Location


class NoticeGroup(Wire):
    """The defects of one document."""

    document: Message
    defects: tuple[NoticeDefect, ...]


class NoticePart(Wire):
    """A heading and defects by document."""

    heading: Message
    groups: tuple[NoticeGroup, ...]


class NoticeField(Wire):
    """A line of the header; an empty value is left for the examiner to fill in."""

    name: Message
    value: Message


class NoticeDraft(Wire):
    """A draft notice. Every text of it may be edited before it is made a document."""

    office: Message
    title: Message
    addressee: tuple[str, ...]
    """Postcode and address, and who receives the notice: agency, contact person or applicant."""
    header: tuple[NoticeField, ...]
    opening: Message
    groups: tuple[NoticeGroup, ...]
    """What the notice asks to be corrected, by document."""
    closing: tuple[Message, ...]
    for_examiner: tuple[NoticePart, ...]
    """Further findings, on a sheet of its own that is not sent: for the examiner to judge."""
    cautions: tuple[Message, ...] = ()
    """What the examiner has to look at before the notice goes out."""
    issued_on: Day
    received_on: Day
    """The day on which it is taken to be received."""
    last_day: Day
    """Last day of the term."""
    last_day_certain: bool
    """False where the holidays of that year are not at hand: the day may be later."""
    rule_set: str

    @property
    def defects(self) -> int:
        """How many defects it lists, those for the examiner to judge included."""
        parts = [self.groups, *(part.groups for part in self.for_examiner)]
        return sum(len(group.defects) for groups in parts for group in groups)


class NoticeRequest(Wire):
    """Body of ``POST /v1/notices``: papers to be checked, or a draft that was edited.

    ``Accept`` chooses the answer: ``application/json`` for the draft as data, ``text/html`` or
    DOCX for a document.
    """

    case_file: CaseFile | None = None
    report: CheckReport | None = None
    """The report to draft from; without it ``case_file`` is checked."""
    draft: NoticeDraft | None = None
    """An edited draft, instead of ``case_file``: it is made a document as it stands."""
    strike: tuple[str, ...] = Field(default=(), max_length=10_000)
    """Ids of findings that the examiner leaves out."""
    include: tuple[str, ...] = Field(default=(), max_length=10_000)
    """Ids of findings for the examiner to judge that go into the notice."""
    issued_on: _EarliestDay | None = None
    """The office's today if absent."""
    months: StrictInt = Field(default=USUAL_MONTHS, ge=1, le=24)
    service: Service = Service.ELECTRONIC
    language: NoticeLanguage = "zh"
    governing_date: Day | None = None
    as_of: Day | None = None
    waivers: tuple[Waiver, ...] = Field(default=(), max_length=1000)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.draft is None) == (self.case_file is None):
            raise ValueError("give either case_file or draft")
        return self

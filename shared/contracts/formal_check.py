"""Wire models of formal_check."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, StrictInt, model_validator

from shared.contracts.common import Message, NotChecked, Versions, Wire
from shared.contracts.waivers import UnusedWaiver, Waiver
from shared.model.case_file import CaseFile
from shared.model.day import Day
from shared.model.identification import ApplicationKind, FilingRoute
from shared.model.source import Location


class Severity(StrEnum):
    """How much a finding matters to the papers."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    def reaches(self, threshold: Severity) -> bool:
        """Whether it is at least as severe as ``threshold``."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


class Consequence(StrEnum):
    """What the law attaches to the defect; apart from severity."""

    NOT_ACCEPTED = "not_accepted"
    TO_BE_CORRECTED = "to_be_corrected"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    DEEMED_NOT_FILED = "deemed_not_filed"
    REJECTED = "rejected"
    CORRECTED_EX_OFFICIO = "corrected_ex_officio"
    NONE = "none"


class Level(StrEnum):
    """What the applicant has to do, and when."""

    MUST_FIX_NOW = "must_fix_now"
    MAY_FOLLOW_LATER = "may_follow_later"
    """Within a term that the law gives; ``Finding.due`` has its end where it can be computed."""
    RECOMMENDED = "recommended"


class Outcome(StrEnum):
    """What became of one rule."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"
    """Input missing."""
    UNDECIDABLE = "undecidable"


class LegalCitation(Wire):
    """A place in the law."""

    law: str
    """Short name with version, e.g. ``实施细则(2023)``."""
    article: str
    """Article of a law (``22``) or section of the Guidelines (``2.2.3.3.2``: part.chapter.section)."""
    paragraph: StrictInt | None = None
    text_zh: str
    """The reference as an examiner writes it, e.g. ``专利法实施细则第22条第2款``."""
    text_en: str
    verified: bool = True
    """False where the text of that version was not at hand, or the source is secondary."""


class FixSafety(StrEnum):
    """Whether a fix may be applied without asking."""

    SAFE = "safe"
    SUGGESTED = "suggested"
    NEVER = "never"


class TextEdit(Wire):
    """Replace the code points ``start:end`` of a text unit."""

    unit: str
    start: StrictInt
    end: StrictInt
    replacement: str


class Fix(Wire):
    """A way to mend a finding."""

    safety: FixSafety
    description: Message
    edits: tuple[TextEdit, ...]


class Finding(Wire):
    """One defect, with its evidence."""

    id: str
    """Made from code, text unit, quoted text and its occurrence: an edit elsewhere keeps it."""
    code: str
    """Catalogue code, e.g. ``CN-CLM-002``."""
    severity: Severity
    consequence: Consequence
    level: Level = Level.MUST_FIX_NOW
    due: Day | None = None
    """Last day of the term, for what may follow later."""
    message: Message
    location: Location
    related: tuple[Location, ...] = ()
    """Further places that explain the finding, e.g. the claim referred to."""
    legal_basis: tuple[LegalCitation, ...]
    basis_note: Message | None = None
    """Says so where it is uncertain that this version of the law governs the application."""
    fixes: tuple[Fix, ...] = ()
    from_recognition: bool = False
    """Rests on recognised drawing signs: never more than a warning."""


class RuleOutcome(Wire):
    """Outcome of one rule on this case file."""

    code: str
    outcome: Outcome
    reason: Message | None = None
    """Why it was not applicable, not checked or undecidable; with ``fail``, what it left out."""
    suppressed_by: str | None = None
    """Code of the rule that switched this one off."""
    internal_error: str | None = None
    """Class and place of a fault in the rule itself; never text of the application."""


class SuppressedFinding(Wire):
    """A finding that another rule switched off."""

    code: str
    suppressed_by: str
    reason: Message
    location: Location


class CheckProfile(Wire):
    """What decided the rule set."""

    office_code: str
    stage: str
    kind: str | None
    route: str
    governing_date: Day
    governing_date_basis: str
    """``stated``, ``filing_date``, ``application_number`` (end of its year) or ``today``."""
    name: str = "filing"
    """``filing``, or ``published`` where filing completeness does not apply."""
    as_of: Day | None = None
    """The day on which running terms were judged."""


class CheckRequest(Wire):
    """Body of ``POST /v1/checks``."""

    case_file: CaseFile
    governing_date: Day | None = None
    """Overrides the date that chooses the rule versions."""
    as_of: Day | None = None
    """The day on which running terms are judged; the server's today if absent."""
    waivers: tuple[Waiver, ...] = Field(default=(), max_length=1000)
    """People of the office only."""


class WaivedFinding(Wire):
    """A finding that a person left aside."""

    finding: Finding
    waiver: Waiver


class CheckReport(Wire):
    """Answer of ``POST /v1/checks``."""

    versions: Versions
    profile: CheckProfile
    findings: tuple[Finding, ...]
    outcomes: tuple[RuleOutcome, ...]
    not_checked: tuple[NotChecked, ...]
    """What no rule looked at, beside the outcomes ``not_checked``."""
    suppressed: tuple[SuppressedFinding, ...] = ()
    """Findings that another rule switched off, and why."""
    waived: tuple[WaivedFinding, ...] = ()
    """Findings that a person left aside. Their rules' outcomes stay what they are."""
    unused_waivers: tuple[UnusedWaiver, ...] = ()


class ComparisonRequest(Wire):
    """Body of ``POST /v1/comparisons``: two reports on the same application."""

    before: CheckReport
    after: CheckReport


class ChangedFinding(Wire):
    """The same defect of the same place in other words."""

    before: Finding
    after: Finding


class ReportComparison(Wire):
    """What became of findings between two reports. Each list is in the order of its report."""

    new: tuple[Finding, ...]
    cleared: tuple[Finding, ...]
    """Gone, and their rule gave a verdict again."""
    unchanged: tuple[Finding, ...]
    """As they stand in the later report."""
    changed: tuple[ChangedFinding, ...]
    """Same rule and text unit, other text: most likely an attempt that did not mend it."""
    unconfirmed: tuple[Finding, ...]
    """Gone, but their rule gave no verdict this time: not to be taken as mended."""
    waived: tuple[Finding, ...] = ()
    """Gone because a person left them aside."""
    comparable: bool = True
    """False if the reports were made by other rules or another governing date."""


class RuleSummary(Wire):
    """One rule in ``GET /v1/rules``."""

    code: str
    title: Message
    severity: Severity
    consequence: Consequence
    legal_basis: tuple[LegalCitation, ...]
    inputs: tuple[str, ...]
    """Parts of the case file it reads, e.g. ``claims``."""
    kinds: tuple[str, ...]
    effective_from: Day
    effective_to: Day | None
    office_code: str = "CN"
    level: Level = Level.MUST_FIX_NOW
    profiles: tuple[str, ...] = ()
    """``filing``, ``published``."""
    routes: tuple[str, ...] = ()
    suppresses: tuple[str, ...] = ()
    """Codes that it switches off, for a rule that does nothing else."""
    governed_by: str = "filing"
    """Which day chooses the version: ``filing``, or ``act`` (the day of the check)."""
    fingerprint: str = ""
    """Differs when this version of the rule may judge otherwise: text, law or code changed."""


class RuleList(Wire):
    """Answer of ``GET /v1/rules``, by code and first day in force."""

    versions: Versions
    rules: tuple[RuleSummary, ...]


class RuleDocumentation(RuleSummary):
    """One rule in ``GET /v1/rules/{code}``, with its documentation."""

    documentation: Message
    """Markdown: what it does, why, known problems, example, use instead, references."""


class DraftLine(Wire):
    """A line of a description that is being written: a paragraph, or a heading."""

    text: str
    heading: bool = False


class DraftTexts(Wire):
    """An application that is being written, as an editor holds it.

    A part that is left out is unknown, not missing. Text units get the ids ``title``,
    ``description/title``, ``abstract/1``, ``claims/1`` (its label ``claims/1/number``),
    ``description/1``, ``description/heading/1``.
    """

    kind: ApplicationKind | None = None
    office_code: str = "CN"
    route: FilingRoute = FilingRoute.NATIONAL
    language: str = "zh"
    filing_date: Day | None = None
    request_title: str | None = None
    """Title in the request form."""
    title: str | None = None
    """Title on the first line of the description."""
    abstract: tuple[str, ...] | None = Field(default=None, max_length=1000)
    """Its paragraphs."""
    claims: tuple[str, ...] | None = Field(default=None, max_length=5000)
    """The claims, each with its number label: ``1. 一种…``."""
    description: tuple[DraftLine, ...] | None = Field(default=None, max_length=20000)
    figures: tuple[str, ...] | None = Field(default=None, max_length=5000)
    """Labels of the drawings, e.g. ``图1``."""


class HintRequest(Wire):
    """Body of ``POST /v1/hints``: what changed, and the papers it stands in."""

    changed: tuple[str, ...] = Field(min_length=1, max_length=50)
    """Inputs as rules name them (``RuleSummary.inputs``), e.g. ``claims``."""
    texts: DraftTexts | None = None
    case_file: CaseFile | None = None
    """Instead of ``texts``: papers as a reader gave them."""
    governing_date: Day | None = None
    as_of: Day | None = None

    @model_validator(mode="after")
    def _one_context(self) -> Self:
        if (self.texts is None) == (self.case_file is None):
            raise ValueError("give either texts or case_file")
        return self


class HintReport(Wire):
    """Answer of ``POST /v1/hints``: only rules that read what changed.

    Findings that a client holds of other rules stay as they are; those of the rules under
    ``outcomes`` are replaced by ``findings``.
    """

    versions: Versions
    profile: CheckProfile
    findings: tuple[Finding, ...]
    outcomes: tuple[RuleOutcome, ...]
    not_checked: tuple[NotChecked, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()

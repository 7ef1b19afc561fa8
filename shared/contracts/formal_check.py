"""Wire models of formal_check."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from shared.contracts.common import Message, NotChecked, Versions, Wire
from shared.model.case_file import CaseFile
from shared.model.source import Location


class Severity(StrEnum):
    """How much a finding matters to the papers."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Consequence(StrEnum):
    """What the law attaches to the defect; apart from severity."""

    NOT_ACCEPTED = "not_accepted"
    TO_BE_CORRECTED = "to_be_corrected"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    DEEMED_NOT_FILED = "deemed_not_filed"
    REJECTED = "rejected"
    CORRECTED_EX_OFFICIO = "corrected_ex_officio"
    NONE = "none"


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
    paragraph: int | None = None
    text_zh: str
    """The reference as an examiner writes it, e.g. ``专利法实施细则第22条第2款``."""
    text_en: str


class FixSafety(StrEnum):
    """Whether a fix may be applied without asking."""

    SAFE = "safe"
    SUGGESTED = "suggested"
    NEVER = "never"


class TextEdit(Wire):
    """Replace the code points ``start:end`` of a text unit."""

    unit: str
    start: int
    end: int
    replacement: str


class Fix(Wire):
    """A way to mend a finding."""

    safety: FixSafety
    description: Message
    edits: tuple[TextEdit, ...]


class Finding(Wire):
    """One defect, with its evidence."""

    id: str
    """Stable for the same input: code and place."""
    code: str
    """Catalogue code, e.g. ``CN-CLM-002``."""
    severity: Severity
    consequence: Consequence
    message: Message
    location: Location
    related: tuple[Location, ...] = ()
    """Further places that explain the finding, e.g. the claim referred to."""
    legal_basis: tuple[LegalCitation, ...]
    fixes: tuple[Fix, ...] = ()
    from_recognition: bool = False
    """Rests on recognised drawing signs: never more than a warning."""


class RuleOutcome(Wire):
    """Outcome of one rule on this case file."""

    code: str
    outcome: Outcome
    reason: Message | None = None
    """Why it was not applicable, not checked or undecidable."""


class CheckProfile(Wire):
    """What decided the rule set."""

    office_code: str
    stage: str
    kind: str | None
    route: str
    governing_date: date
    governing_date_basis: str
    """``filing_date``, ``stated`` or ``today``."""


class CheckRequest(Wire):
    """Body of ``POST /v1/checks``."""

    case_file: CaseFile
    governing_date: date | None = None
    """Overrides the date that chooses the rule versions."""


class CheckReport(Wire):
    """Answer of ``POST /v1/checks``."""

    versions: Versions
    profile: CheckProfile
    findings: tuple[Finding, ...]
    outcomes: tuple[RuleOutcome, ...]
    not_checked: tuple[NotChecked, ...]
    """What no rule looked at, beside the outcomes ``not_checked``."""


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
    effective_from: date
    effective_to: date | None


class RuleDocumentation(RuleSummary):
    """One rule in ``GET /v1/rules/{code}``, with its documentation."""

    documentation: Message
    """Markdown: what it does, why, known problems, example, use instead, references."""

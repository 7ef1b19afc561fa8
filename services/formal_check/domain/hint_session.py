"""A session of live hints: the papers as they stand, what was found, and what an edit changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.drafting import DraftCase
from services.formal_check.domain.edits import apply_edits
from services.formal_check.domain.engine import CheckResult, check_case
from services.formal_check.domain.errors import EditRefusedError
from services.formal_check.domain.profile import Profile, choose_profile
from services.formal_check.domain.rule_book import RuleBook
from shared.contracts.formal_check import Finding, RuleOutcome
from shared.contracts.hint_session import Edit
from shared.model.case_file import CaseFile

MAX_TEXT = 10_000_000
"""Code points of all text units together."""


@dataclass(frozen=True)
class Changes:
    """What an edit changed among the findings. Each in the order of the papers."""

    added: tuple[Finding, ...]
    moved: tuple[Finding, ...]
    """Same id, other place, wording or fix."""
    cleared: tuple[str, ...]
    units: tuple[str, ...]
    outcomes: tuple[RuleOutcome, ...]
    """Of the rules that ran."""


class HintSession:
    """Not for several threads at once."""

    def __init__(
        self,
        draft: DraftCase,
        book: RuleBook,
        as_of: date,
        governing_date: date | None = None,
    ) -> None:
        """Check the whole of ``draft``."""
        self._book = book
        self._as_of = as_of
        self._governing_date = governing_date
        self.unknown = draft.unknown
        self._made = 0
        self.case_file = draft.case_file
        profile = self._profile(draft.case_file)
        self._case = Case(draft.case_file, profile, draft.unknown, book.words)
        result = check_case(self._case, draft.case_file, book)
        self.profile = result.profile
        self.outcomes = result.outcomes
        self._findings = {finding.id: finding for finding in result.findings}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that stand now."""
        return tuple(self._findings.values())

    def edit(self, edits: Sequence[Edit]) -> Changes:
        """Make ``edits`` and check what depends on them. Nothing changes if one is refused."""
        edited = apply_edits(self.case_file.application, edits, self._made)
        if sum(len(unit.text) for unit in edited.application.text_units()) > MAX_TEXT:
            raise EditRefusedError.too_long("#/edits")
        case_file = self.case_file.model_copy(update={"application": edited.application})
        unknown = self.unknown - edited.changed
        profile = self._profile(case_file)
        if profile == self.profile:
            case = self._case.edited(case_file, frozenset(edited.changed), unknown)
            result = check_case(case, case_file, self._book, edited.changed)
        else:
            case = Case(case_file, profile, unknown, self._book.words)
            result = check_case(case, case_file, self._book)
        changes = self._compare(result, tuple(edited.units))
        self.case_file, self._case, self.unknown = case_file, case, unknown
        self.profile, self.outcomes = profile, result.outcomes
        self._made += len(edits)
        return changes

    def _profile(self, case_file: CaseFile) -> Profile:
        return choose_profile(case_file, self._as_of, self._governing_date)

    def _compare(self, result: CheckResult, units: tuple[str, ...]) -> Changes:
        ran = {outcome.code for outcome in result.outcomes}
        now = {finding.id: finding for finding in result.findings}
        before = {key: one for key, one in self._findings.items() if one.code in ran}
        for key in before:
            del self._findings[key]
        self._findings.update(now)
        return Changes(
            added=tuple(one for key, one in now.items() if key not in before),
            moved=tuple(one for key, one in now.items() if before.get(key, one) != one),
            cleared=tuple(key for key in before if key not in now),
            units=units,
            outcomes=result.outcomes,
        )

"""Hints while the papers are written: only what depends on the edit is checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.drafting import DraftCase
from services.formal_check.domain.engine import CheckResult, check_case
from services.formal_check.domain.errors import UnknownInputError
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.rule_book import RuleBook


def inputs_named(names: Iterable[str]) -> frozenset[Input]:
    """The inputs with these names. Raises ``UnknownInputError`` with the place of a wrong one."""
    found = set()
    for index, name in enumerate(names):
        try:
            found.add(Input(name))
        except ValueError:
            raise UnknownInputError(f"#/changed/{index}") from None
    return frozenset(found)


def hint(
    draft: DraftCase,
    book: RuleBook,
    changed: frozenset[Input],
    as_of: date,
    governing_date: date | None = None,
) -> CheckResult:
    """Findings and outcomes of the rules that depend on the inputs ``changed``."""
    profile = choose_profile(draft.case_file, as_of, governing_date)
    case = Case(draft.case_file, profile, draft.unknown, book.words)
    return check_case(case, draft.case_file, book, changed)

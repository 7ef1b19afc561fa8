"""The areas of the rules, each of which lists its modules: what is not reached from here is no rule."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from services.formal_check.domain.overrides import NO_OVERRIDES, Overrides
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rules import (
    abstract,
    acceptance,
    after_grant,
    amendments,
    biology,
    changes,
    claims,
    description,
    designs,
    divisional,
    drawings,
    english_claims,
    examination,
    fees,
    foreign_filing,
    grace,
    invalidation,
    numbers,
    paper_form,
    pct,
    priority,
    reexamination,
    request,
    signs,
    suppressions,
    time_limits,
)

RULE_MODULES: tuple[ModuleType, ...] = (
    *abstract.MODULES,
    *acceptance.MODULES,
    *after_grant.MODULES,
    *amendments.MODULES,
    *biology.MODULES,
    *changes.MODULES,
    *claims.MODULES,
    *description.MODULES,
    *designs.MODULES,
    *divisional.MODULES,
    *drawings.MODULES,
    *english_claims.MODULES,
    *examination.MODULES,
    *fees.MODULES,
    foreign_filing,
    *grace.MODULES,
    *invalidation.MODULES,
    *numbers.MODULES,
    *paper_form.MODULES,
    *pct.MODULES,
    *priority.MODULES,
    *reexamination.MODULES,
    *request.MODULES,
    *signs.MODULES,
    suppressions,
    *time_limits.MODULES,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rule book of this release."""
    return rule_book_with(NO_OVERRIDES)


def rule_book_with(overrides: Overrides) -> RuleBook:
    """The rule book of this release as an office uses it."""
    return RuleBook((rule for module in RULE_MODULES for rule in module.RULES), overrides)

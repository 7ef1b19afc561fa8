"""The rule modules, listed one by one: a rule that is not reached from here does not exist."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from services.formal_check.domain.overrides import NO_OVERRIDES, Overrides
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rules import (
    abstract,
    acceptance,
    added_matter,
    amendments,
    bibliographic_changes,
    biology,
    change_evidence,
    claims,
    description,
    design_explanation,
    design_name,
    design_pictures,
    design_views,
    divisional,
    divisional_parent,
    drawings,
    english_claims,
    examination_requests,
    fee_amounts,
    fee_payment,
    fee_terms,
    foreign_filing,
    grace,
    hague,
    invalidation_conduct,
    invalidation_grounds,
    invalidation_requests,
    numbers,
    open_licence,
    paper_form,
    pct,
    pct_acts,
    pct_contents,
    pct_entry,
    post_grant,
    priority,
    priority_acts,
    priority_claims,
    reexamination,
    request,
    restoration,
    signs,
    statements_of_will,
    suppressions,
    term_computation,
)

RULE_MODULES: tuple[ModuleType, ...] = (
    *abstract.MODULES,
    *acceptance.MODULES,
    added_matter,
    amendments,
    bibliographic_changes,
    *biology.MODULES,
    change_evidence,
    *claims.MODULES,
    *description.MODULES,
    design_explanation,
    design_name,
    design_pictures,
    design_views,
    divisional,
    divisional_parent,
    *drawings.MODULES,
    *english_claims.MODULES,
    examination_requests,
    fee_amounts,
    fee_payment,
    fee_terms,
    foreign_filing,
    grace,
    hague,
    invalidation_conduct,
    invalidation_grounds,
    invalidation_requests,
    *numbers.MODULES,
    open_licence,
    *paper_form.MODULES,
    *pct.MODULES,
    pct_acts,
    pct_contents,
    pct_entry,
    post_grant,
    priority,
    priority_acts,
    priority_claims,
    reexamination,
    *request.MODULES,
    restoration,
    *signs.MODULES,
    statements_of_will,
    suppressions,
    term_computation,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rule book of this release."""
    return rule_book_with(NO_OVERRIDES)


def rule_book_with(overrides: Overrides) -> RuleBook:
    """The rule book of this release as an office uses it."""
    return RuleBook((rule for module in RULE_MODULES for rule in module.RULES), overrides)

"""The rule modules, listed one by one: a rule that is not reached from here does not exist."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rules import (
    abstract,
    acceptance,
    agency,
    applicants,
    claims_basis,
    claims_form,
    claims_numbering,
    claims_references,
    claims_subjects,
    claims_utility_model,
    claims_wording,
    description_figures,
    description_sections,
    description_text,
    design_explanation,
    design_name,
    design_pictures,
    design_views,
    divisional,
    divisional_parent,
    drawings,
    electronic_format,
    fee_amounts,
    fee_payment,
    fee_terms,
    filing_papers,
    grace,
    identifiers,
    invalidation_conduct,
    invalidation_grounds,
    invalidation_requests,
    inventors,
    priority,
    priority_acts,
    priority_claims,
    reexamination,
    reference_signs,
    restoration,
    signs_in_text,
    suppressions,
    term_computation,
    title,
)

RULE_MODULES: tuple[ModuleType, ...] = (
    acceptance,
    title,
    inventors,
    applicants,
    agency,
    description_sections,
    description_figures,
    description_text,
    drawings,
    abstract,
    signs_in_text,
    electronic_format,
    priority,
    divisional,
    suppressions,
    claims_basis,
    claims_form,
    claims_numbering,
    claims_references,
    claims_subjects,
    claims_utility_model,
    claims_wording,
    identifiers,
    reference_signs,
    priority_claims,
    priority_acts,
    fee_terms,
    fee_amounts,
    fee_payment,
    grace,
    divisional_parent,
    design_explanation,
    design_name,
    design_views,
    design_pictures,
    reexamination,
    invalidation_requests,
    invalidation_grounds,
    invalidation_conduct,
    term_computation,
    restoration,
    filing_papers,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rule book of this release."""
    return RuleBook(rule for module in RULE_MODULES for rule in module.RULES)

"""The rule modules, listed one by one: a rule that is not reached from here does not exist."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rules import (
    abstract,
    acceptance,
    description_figures,
    description_sections,
    description_text,
    divisional,
    drawings,
    electronic_format,
    parties,
    priority,
    suppressions,
    title,
)

RULE_MODULES: tuple[ModuleType, ...] = (
    acceptance,
    title,
    parties,
    description_sections,
    description_figures,
    description_text,
    drawings,
    abstract,
    electronic_format,
    priority,
    divisional,
    suppressions,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """The rule book of this release."""
    return RuleBook(rule for module in RULE_MODULES for rule in module.RULES)

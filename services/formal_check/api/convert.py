"""Domain to wire."""

from __future__ import annotations

import shared
from services.formal_check.domain.documentation import render
from services.formal_check.domain.engine import CheckResult
from services.formal_check.domain.rule import Declaration, Suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.rule_sources import rule_sources
from shared.contracts.common import Versions
from shared.contracts.formal_check import (
    CheckReport,
    HintReport,
    LegalCitation,
    RuleDocumentation,
    RuleSummary,
)


def versions(book: RuleBook) -> Versions:
    """Service, software, rule set, what it was made from, and the office's override if any."""
    sources = rule_sources(book)
    components = {
        "rule_set": book.version,
        "rule_sources": sources.digest,
        "engine": sources.engine,
    }
    if book.overrides.version:
        components["override"] = book.overrides.version
    return Versions(service="formal_check", zhishen=shared.__version__, components=components)


def check_report(result: CheckResult, book: RuleBook) -> CheckReport:
    """The answer to a check."""
    return CheckReport(
        versions=versions(book),
        profile=result.profile.wire(),
        findings=result.findings,
        outcomes=result.outcomes,
        not_checked=result.not_checked,
        suppressed=result.suppressed,
    )


def hint_report(result: CheckResult, book: RuleBook) -> HintReport:
    """The answer to a hint."""
    return HintReport(
        versions=versions(book),
        profile=result.profile.wire(),
        findings=result.findings,
        outcomes=result.outcomes,
        not_checked=result.not_checked,
        suppressed=result.suppressed,
    )


def rule_summary(rule: Declaration, book: RuleBook) -> RuleSummary:
    """One version of a rule of ``book``."""
    return RuleSummary(
        code=rule.code,
        title=rule.title,
        severity=rule.severity,
        consequence=rule.consequence,
        level=rule.level,
        legal_basis=_basis(rule),
        inputs=tuple(sorted(rule.reads)),
        kinds=tuple(sorted(rule.kinds)),
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        office_code=rule.office_code,
        profiles=tuple(sorted(rule.profiles)),
        routes=tuple(sorted(rule.routes)),
        suppresses=rule.suppresses if isinstance(rule, Suppression) else (),
        governed_by=rule.governed_by.value,
        fingerprint=rule_sources(book).of(rule),
    )


def rule_documentation(rule: Declaration, book: RuleBook) -> RuleDocumentation:
    """One version of a rule with its documentation."""
    basis = _basis(rule)
    return RuleDocumentation(
        **rule_summary(rule, book).model_dump(),
        documentation=render(rule.code, rule.title, rule.docstring, basis),
    )


def _basis(rule: Declaration) -> tuple[LegalCitation, ...]:
    return tuple(place.citation() for place in rule.basis)

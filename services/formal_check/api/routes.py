"""``/v1/checks``, ``/v1/corrections``, ``/v1/comparisons``, ``/v1/hints`` and ``/v1/rules``."""

from __future__ import annotations

from datetime import date

import structlog
from fastapi import APIRouter, HTTPException

from services.formal_check.api.convert import (
    check_report,
    hint_report,
    rule_documentation,
    rule_summary,
    versions,
)
from services.formal_check.api.dependencies import CurrentRuleBook, Today
from services.formal_check.domain.comparison import compare
from services.formal_check.domain.correction.correct import judge_correction
from services.formal_check.domain.drafting import DraftCase, draft_case
from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.errors import UnknownRuleError
from services.formal_check.domain.hints import hint, inputs_named
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.rule_book import RuleBook, in_force
from services.formal_check.domain.waivers import with_waivers
from shared.contracts.common import Role
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.formal_check import (
    CheckReport,
    CheckRequest,
    ComparisonRequest,
    HintReport,
    HintRequest,
    ReportComparison,
    RuleDocumentation,
    RuleList,
)
from shared.model.case_file import CaseFile
from shared.model.day import Day
from shared.web.principal import CurrentPrincipal, Filing

router = APIRouter(prefix="/v1", tags=["formal check"])
_log = structlog.get_logger()


@router.post("/checks")
def post_check(
    body: CheckRequest, book: CurrentRuleBook, now: Today, principal: Filing
) -> CheckReport:
    """Check one case file: findings, and the outcome of every rule of its profile.

    Waivers are for people of the office.
    """
    if body.waivers and principal.role not in (Role.EXAMINER, Role.REVIEWER):
        raise HTTPException(403)
    profile = choose_profile(body.case_file, body.as_of or now, body.governing_date)
    result = check(body.case_file, book, profile)
    _log_faults(result)
    report = check_report(result, book)
    return with_waivers(report, body.waivers, profile.as_of) if body.waivers else report


@router.post("/corrections")
def post_correction(
    body: CorrectionRequest, book: CurrentRuleBook, now: Today, _: Filing
) -> CorrectionReport:
    """Tell what replacement papers mend, and show every passage that the original does not have."""
    return judge_correction(
        body, lambda one: checked(one, book, body.as_of or now, body.governing_date)
    )


@router.post("/comparisons")
def post_comparison(body: ComparisonRequest, _: Filing) -> ReportComparison:
    """Tell what became of the findings of one report in a later one."""
    return compare(body.before, body.after)


@router.post("/hints")
def post_hints(body: HintRequest, book: CurrentRuleBook, now: Today, _: Filing) -> HintReport:
    """Check only what depends on the inputs that changed, for an editor."""
    changed = inputs_named(body.changed)
    if body.texts is not None:
        draft = draft_case(body.texts)
    else:
        assert body.case_file is not None  # noqa: S101 - the contract asks for one of them
        draft = DraftCase(body.case_file, frozenset())
    result = hint(draft, book, changed, body.as_of or now, body.governing_date)
    _log_faults(result)
    return hint_report(result, book)


@router.get("/rules")
def get_rules(book: CurrentRuleBook, _: CurrentPrincipal, as_of: Day | None = None) -> RuleList:
    """Every version of every rule; with ``as_of`` only those in force on that day."""
    return RuleList(
        versions=versions(book),
        rules=tuple(
            rule_summary(rule, book)
            for rule in book.declarations
            if as_of is None or in_force(rule, as_of)
        ),
    )


@router.get("/rules/{code}")
def get_rule(
    code: str, book: CurrentRuleBook, now: Today, _: CurrentPrincipal, as_of: Day | None = None
) -> RuleDocumentation:
    """One rule with its documentation: the version in force today, or on ``as_of``."""
    found = book.versions(code)
    if not found:
        raise UnknownRuleError
    current = [rule for rule in found if in_force(rule, as_of or now)]
    return rule_documentation((current or list(found))[-1], book)


def checked(
    case_file: CaseFile, book: RuleBook, as_of: date, governing_date: date | None
) -> CheckReport:
    """The report on one case file; faults of rules are logged."""
    result = check(case_file, book, choose_profile(case_file, as_of, governing_date))
    _log_faults(result)
    return check_report(result, book)


def _log_faults(result: CheckResult) -> None:
    for outcome in result.outcomes:
        if outcome.internal_error is not None:
            _log.error("rule.failed", code=outcome.code, error=outcome.internal_error)

"""Terms and fees that a divisional makes up (CN-DIV-006, 007)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import events, fees, known, missed, notice_received, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.divisional.reading import (
    divisional_rule,
    parent_of,
    submission_day,
)
from services.formal_check.domain.rules.priority.fee_due import payment_term
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.divisional import TermSet
from shared.model.facts.notices import NoticeKind
from shared.model.facts.pct import FILING_FEE
from shared.model.identification import ApplicationKind
from shared.model.time_limits import TimeLimit, days_after, later, months_after, years_after


@divisional_rule(
    "CN-DIV-006",
    zh="分案申请的期限从原申请日起算，已届满或者不足2个月的可以补办",
    en="A divisional's terms run from its parent's filing date, with two months' grace",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.EVENTS],
    basis=[guidelines("1.1.5.1.2")],
)
def terms_of_divisional(case: Case) -> Drafts:
    """Report a term counted from the submission, and an examination request that is due soon.

    The three years for the request for substantive examination run from the parent's priority or
    filing date. If they are over, or less than two months are left, the request has to come within
    two months of submission or 15 days of the notice of acceptance.

    Why:
        What is not made up for in that time makes the divisional deemed withdrawn.

    Example:
        实质审查请求期限从分案递交日起算
    Use instead:
        从原申请日起算，已届满的在递交日起2个月内补办
    中文:
        期限从分案递交日起算的，提示应从原申请日起算。发明分案未请求实质审查，而三年期限已届满或者自递交日起不足2个月的，提示补办的最后日期。

    """
    parent = parent_of(case)
    submitted = submission_day(case)
    filed = known(parent.filing_date, "原申请日", "the parent's filing date")
    for event in events(case, TermSet):
        if event.details.counted_from == submitted != filed:
            yield placed(
                case.field(f"{event.pointer}/details/counted_from", submitted.isoformat()),
                zh=f"分案申请的期限应从原申请日{filed}起算，而不是递交日{submitted}，请更正。",
                en=f"A divisional's terms run from its parent's filing date {filed}, not from the "
                f"submission of {submitted}: correct it.",
            )
    if case.profile.kind is not ApplicationKind.INVENTION:
        return
    requested = case.request.substantive_examination_requested
    if requested is None:
        unknown("是否已请求实质审查", "whether substantive examination is requested")
    dates = [c.filing_date for c in case.bibliographic.priority_claims if c.filing_date]
    term = years_after(min([*dates, filed]), 3)
    if requested or term.end >= months_after(submitted, 2).end:
        return
    limit = _make_up(case, submitted)
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/request/substantive_examination_requested",
        zh=f"实质审查请求的三年期限至{term.end}，自递交日起不足2个月，应在{limit.end}前补办；期满未办的，视为撤回。",
        en=f"The three years for requesting examination end on {term.end}, less than two months from "
        f"submission: request it by {limit.end}, or the divisional is deemed withdrawn.",
        due=None if over else limit.end,
    )


def _make_up(case: Case, submitted: date) -> TimeLimit:
    limit = months_after(submitted, 2)
    accepted = notice_received(case, NoticeKind.ACCEPTANCE)
    return limit if accepted is None else later(limit, days_after(accepted, 15))


@divisional_rule(
    "CN-DIV-007",
    zh="分案申请视为新申请，应缴纳各种费用",
    en="A divisional pays all fees as a new application",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES, Input.EVENTS],
    basis=[guidelines("1.1.5.1.2")],
)
def divisional_unpaid(case: Case) -> Drafts:
    """Point out that the filing fee of a divisional has not been paid, and until when it can be.

    Why:
        The parent's payments do not count for it.

    Example:
        分案申请没有缴纳申请费
    Use instead:
        按新申请缴纳申请费
    中文:
        分案申请没有申请费的缴费记录时提示，并写明缴费期限。原申请已缴的费用不能用于分案申请。

    """
    parent_of(case)
    if fees(case, FILING_FEE):
        return
    limit = payment_term(case)
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/fees",
        zh=f"分案申请应作为新申请缴纳申请费等费用，期限至{limit.end}，未见缴费记录。",
        en=f"A divisional pays its own filing fee by {limit.end}: no payment is on record.",
        due=None if over else limit.end,
    )


RULES = (
    terms_of_divisional,
    divisional_unpaid,
)

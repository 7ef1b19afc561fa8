"""The fee for claiming priority (CN-PRI-015)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import fees, known, missed, notice_received
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.priority.reading import priority_claims, priority_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.case_file import FeePayment
from shared.model.facts.fees import FeeKind
from shared.model.facts.notices import NoticeKind
from shared.model.facts.priority import PRIORITY_FEE
from shared.model.fee_schedule import unit_amount
from shared.model.identification import ApplicationKind
from shared.model.time_limits import TimeLimit, days_after, later, months_after


def priority_fee(case: Case) -> Decimal:
    """The fee for one priority in CNY: a dated figure from secondary sources."""
    kind = case.profile.kind or ApplicationKind.INVENTION
    return unit_amount(FeeKind.PRIORITY, kind) or Decimal(0)


@dataclass(frozen=True)
class Shortfall:
    """What was paid too little for the priorities, in CNY."""

    each: Decimal
    due: Decimal
    timely: Decimal
    """What was paid within the term."""
    over: bool
    """Whether the term has ended."""


def shortfall(
    case: Case, paid: Iterable[FeePayment], priorities: int, limit: TimeLimit
) -> Shortfall | None:
    """How much of the fee for so many priorities was not paid in the term, if anything."""
    each = priority_fee(case)
    timely = sum((fee.amount for fee in paid if not missed(limit, fee.paid_on)), Decimal(0))
    if timely >= each * priorities:
        return None
    return Shortfall(each, each * priorities, timely, missed(limit, case.profile.as_of))


@priority_rule(
    "CN-PRI-015",
    zh="每项优先权应在缴纳申请费的期限内缴纳优先权要求费",
    en="The priority fee is paid for every priority, with the filing fee",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES, Input.EVENTS],
    basis=[rules(112, 2)],
)
def priority_fee_short(case: Case) -> Drafts:
    """Compare the priority fees paid in time with the number of priorities.

    The term is two months from filing or 15 days from the notice of acceptance, whichever ends
    later; for a divisional, from its submission. The amount per priority is a dated figure from a
    secondary source, and the message says so.

    Why:
        What is not paid for is deemed not claimed.
    Known problems:
        Without the day of the notice, two months from filing are taken where they suffice.

    Example:
        要求3项优先权，只缴1项的费用
    Use instead:
        缴纳3项优先权要求费
    中文:
        期限内缴纳的优先权要求费少于优先权项数应缴数额时报告；期限未满的，提示届满日。每项数额来自二手来源，以官方标准为准。

    """
    claims = priority_claims(case)
    paid = fees(case, PRIORITY_FEE)
    limit = payment_term(case)
    lacking = shortfall(case, paid, len(claims), limit)
    if lacking is None:
        return
    yield absent(
        "/fees",
        zh=f"要求优先权{len(claims)}项，应缴优先权要求费{lacking.due}元（按每项{lacking.each}元，二手来源），期限内已缴{lacking.timely}元，"
        f"期限至{limit.end}；未缴足的，视为未要求优先权。",
        en=f"{len(claims)} priorities cost {lacking.due} CNY ({lacking.each} each, a secondary figure), "
        f"{lacking.timely} were paid in the term that ends on {limit.end}: what is not paid is deemed not claimed.",
        severity=None if lacking.over else Severity.NOTICE,
        due=None if lacking.over else limit.end,
    )


def payment_term(case: Case) -> TimeLimit:
    """The term for the fees of filing (Rule 112), from the submission of a divisional."""
    parent = case.bibliographic.parent
    if parent is None:
        start = case.filing_date
    else:
        start = known(parent.submission_date, "分案申请递交日", "the day of submission")
    limit = months_after(start, 2)
    accepted = notice_received(case, NoticeKind.ACCEPTANCE)
    return limit if accepted is None else later(limit, days_after(accepted, 15))


RULES = (priority_fee_short,)

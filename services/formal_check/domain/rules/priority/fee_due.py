"""The fee for claiming priority: its amount, its term, what is lacking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import known, missed, notice_received
from shared.model.case_file import FeePayment
from shared.model.facts.fees import FeeKind
from shared.model.facts.notices import NoticeKind
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

"""What rules on fees, terms and procedural papers share: their declaration, notices, terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import events, known, missed, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.profile import ALL_KINDS, GoverningDate
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.facts.fees import FeeKind, Payment, read_payments
from shared.model.facts.notices import GrantAnnounced, Notice, NoticeKind, read_notices
from shared.model.facts.stated import MistypedFactError
from shared.model.identification import FilingRoute
from shared.model.time_limits import TimeLimit, add_months, days_after, later, months_after

procedure_rule = partial(
    rule,
    kinds=ALL_KINDS,
    routes=tuple(FilingRoute),
    languages=None,
    governed_by=GoverningDate.ACT,
)
"""A rule on acts of the procedure: any kind, route and language, judged by the law of the day."""

_REMINDER_MONTHS = 3
"""A long term is recalled in its last months, as the office does (Guidelines V-7-3.3)."""


@dataclass(frozen=True)
class Term:
    """A term that may begin on one of two days, where the way of service is unknown."""

    earliest: TimeLimit
    latest: TimeLimit

    @property
    def end(self) -> date:
        """Its last day; the latest possible one."""
        return self.latest.end

    def missed(self, day: date) -> bool:
        """Whether ``day`` is too late. Not checked where the way of service decides."""
        if not missed(self.latest, day):
            if missed(self.earliest, day):
                unknown("通知书的送达方式或者送达日", "how and when the notice was served")
            return False
        return True


def term(limit: TimeLimit) -> Term:
    """A term whose beginning is known."""
    return Term(limit, limit)


def term_from(notice: Notice, months: int) -> Term:
    """The term of ``months`` from the service of a notice."""
    first, last = notice.service_days
    return Term(months_after(first, months), months_after(last, months))


def notices(case: Case, *kinds: NoticeKind) -> tuple[Notice, ...]:
    """The notices of these kinds. Not checked where no events are given."""
    given = case.events
    try:
        found = read_notices(given)
    except MistypedFactError as error:
        raise unreadable(error) from None
    return tuple(notice for notice in found if notice.kind in kinds)


def payments(case: Case, *kinds: FeeKind) -> tuple[Payment, ...]:
    """Payments of these kinds, all if none is named. Not checked where no fees are given."""
    given = case.fees
    try:
        found = read_payments(given)
    except MistypedFactError as error:
        raise unreadable(error) from None
    return tuple(payment for payment in found if not kinds or payment.kind in kinds)


def unreadable(error: MistypedFactError) -> NotChecked:
    """The abstention of a rule whose fact is not of the documented kind."""
    return NotChecked(
        f"{error.name}应为{error.expected_zh}，未检查。",
        f"Not checked: {error.name} should be {error.expected_en}.",
    )


def own_filing_day(case: Case) -> date:
    """The day on which these papers were filed: of a divisional its submission."""
    parent = case.bibliographic.parent
    if parent is not None:
        return known(parent.submission_date, "分案申请递交日", "the divisional's submission date")
    return case.filing_date


def priority_day(case: Case) -> date:
    """The earliest priority date, else the filing date (Rule 12)."""
    data = case.bibliographic
    dates = [claim.filing_date for claim in data.priority_claims]
    known_dates = [day for day in dates if day is not None]
    if len(known_dates) < len(dates):
        unknown("优先权日", "a priority date")
    if known_dates:
        return min(known_dates)
    if data.filing_date is None and data.pct is not None and data.pct.filing_date is not None:
        return data.pct.filing_date
    return case.filing_date


def statutory_term(case: Case, limit: TimeLimit) -> TimeLimit:
    """A term from the filing date; a divisional has two months from its submission at least."""
    parent = case.bibliographic.parent
    if parent is None or parent.submission_date is None:
        return limit
    return later(limit, months_after(parent.submission_date, 2))


def grant_day(case: Case) -> date | None:
    """The day on which the grant was announced, if it is known."""
    grant = case.bibliographic.grant
    if grant is not None and grant.publication_date is not None:
        return grant.publication_date
    try:
        announced = events(case, GrantAnnounced)
    except NotChecked:
        return None
    return announced[0].occurred_on if announced else None


def acceptance_term(case: Case) -> tuple[TimeLimit | None, bool]:
    """Fifteen days from the acceptance notice, and whether that notice is known at all."""
    try:
        found = notices(case, NoticeKind.ACCEPTANCE)
    except NotChecked:
        return None, False
    if not found:
        return None, False
    return days_after(found[0].service_days[1], 15), True


def fee_in_time(
    case: Case, fee: FeeKind, limit: Term, zh: str, en: str, *, long_term: bool = False
) -> Drafts:
    """Report that a fee (named ``zh``, ``en``) was paid late or not at all.

    While the term runs an unpaid fee is a reminder with its last day; a ``long_term`` is recalled
    in its last three months only.
    """
    paid = payments(case, fee)
    for payment in paid:
        if not limit.missed(payment.paid_on):
            return
    if paid:
        first = min(paid, key=lambda payment: payment.paid_on)
        yield placed(
            case.field(f"{first.pointer}/paid_on", first.paid_on.isoformat()),
            zh=f"{zh}的缴纳期限于{limit.end}届满，{first.paid_on}缴纳已逾期。",
            en=f"The term for the {en} ended on {limit.end}: the payment of {first.paid_on} is "
            "late.",
        )
        return
    yield from unpaid(case, limit, zh, en, long_term=long_term)


def unpaid(case: Case, limit: Term, zh: str, en: str, *, long_term: bool = False) -> Drafts:
    """Report that a fee is missing after its term, or recall it while the term runs."""
    today = case.profile.as_of
    if limit.missed(today):
        yield absent(
            "/fees",
            zh=f"{zh}的缴纳期限已于{limit.end}届满，未见缴费记录。",
            en=f"The term for the {en} ended on {limit.end} and no payment is known.",
        )
    elif not long_term or today >= add_months(limit.end, -_REMINDER_MONTHS):
        yield reminder(
            "/fees",
            limit.end,
            zh=f"尚未缴纳{zh}，最迟{limit.end}缴纳。",
            en=f"The {en} is not paid yet: pay it by {limit.end}.",
        )


def reminder(expected: str, last_day: date, *, zh: str, en: str) -> Draft:
    """Something that may still follow until ``last_day``."""
    return absent(expected, zh=zh, en=en, severity=Severity.NOTICE, due=last_day)

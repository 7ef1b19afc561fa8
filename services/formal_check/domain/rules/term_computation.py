"""How terms are counted and notices served (CN-DDL-001 … 005, 011; Rules 4 and 5).

The rules compare what somebody entered in a docket with what the law gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain.abstention import NotChecked, Undecidable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.facts import events, inapplicable, unknown
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.procedure import notices, procedure_rule, unreadable
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import (
    ApplicationEntered,
    Notice,
    NoticeKind,
    TermDetails,
)
from shared.model.facts.procedure import DatedPaper
from shared.model.facts.reading import read_details
from shared.model.facts.stated import MistypedFactError
from shared.model.time_limits import (
    ELECTRONIC_AT_ONCE,
    Service,
    TimeLimit,
    days_after,
    deemed_receipt,
    months_after,
)


@dataclass(frozen=True)
class _Docketed:
    """A term with the last day that somebody computed."""

    pointer: str
    limit: TimeLimit
    due_on: date | str

    @property
    def place(self) -> str:
        return f"{self.pointer}/details/due_on"


def _docketed(case: Case) -> Iterator[_Docketed]:
    """Every docketed term whose beginning and length are known. Use through a rule."""
    left_out = False
    found = False
    for pointer, start, details in _terms(case):
        if details.due_on is None:
            continue
        found = True
        limit = _limit(start, details)
        if limit is None:
            left_out = True
            continue
        yield _Docketed(pointer, limit, details.due_on)
    if left_out:
        unknown("期限的起算日或者长度", "the beginning or the length of a term")
    if not found:
        unknown("所计算的期限届满日", "the computed last day of a term")


def _terms(case: Case) -> Iterator[tuple[str, date | None, TermDetails]]:
    for notice in notices(case, *NoticeKind):
        details = notice.details
        start = details.starts_on or details.served_on or notice.service_day
        yield notice.pointer, start, details
    for event in events(case, TermDetails):
        yield event.pointer, event.details.starts_on or event.occurred_on, event.details


def _limit(start: date | None, details: TermDetails) -> TimeLimit | None:
    months = None
    if details.months is not None or details.years is not None:
        months = (details.months or 0) + 12 * (details.years or 0)
    try:
        if start is None:
            return None
        if months is not None:
            return months_after(start, months)
        return None if details.days is None else days_after(start, details.days)
    except OverflowError:
        return None


@procedure_rule(
    "CN-DDL-001",
    zh="期限起算日不计入；按月、年计算的以相应日届满，无相应日的以月末届满",
    en="A term ends on the corresponding day, or on the month's last day",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(5, 1)],
)
def last_day_wrong(case: Case) -> Drafts:
    """Report a docketed last day that is not the one the law gives.

    Where the corresponding day is a rest day both it and the next working day pass here; which of
    them holds is CN-DDL-002.

    Why:
        A wrong last day costs the right, or time.

    Example:
        12月31日起2个月，届满日记为2月31日
    Use instead:
        届满日为2月28日（闰年29日）
    中文:
        所记的期限届满日与按规定计算的不一致时报告：起算日不计入，按月、年计算的以最后一月的相应日届满，该月无相应日
        的以该月最后一日届满。休假日的顺延由CN-DDL-002检查。

    """
    for term in _docketed(case):
        limit = term.limit
        if term.due_on in (limit.nominal_end, limit.end):
            continue
        stated = term.due_on
        if isinstance(stated, date) and stated > limit.end and limit.missed(stated) is None:
            continue  # a holiday that was not announced may have moved the term there
        yield placed(
            case.field(term.place, str(term.due_on)),
            zh=f"期限自{limit.start}起算，应于{limit.end}届满，所记届满日“{term.due_on}”有误，请更正。",
            en=f"Counted from {limit.start} the term ends on {limit.end}: correct the stated day.",
        )


@procedure_rule(
    "CN-DDL-002",
    zh="期限届满日是休假日的，顺延至休假日后的第一个工作日",
    en="A term that would end on a rest day ends on the next working day",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(5, 1), guidelines("5.7.2.3")],
)
def rest_day_not_observed(case: Case) -> Drafts:
    """Report a docketed last day that is a weekend or a public holiday.

    Weekends that were made working days move to Monday as well (Guidelines V-7-2.3).

    Why:
        The term ends later than noted; somebody may give up a right that can still be used.
    Known problems:
        In years whose holidays have not been announced only weekends are known; there the rule is
        undecidable.

    Example:
        届满日记为2026-10-01
    Use instead:
        届满日为2026-10-08
    中文:
        所记的期限届满日是法定休假日或者移用周休息日时报告，应顺延至其后的第一个工作日；调休上班的周末也顺延至星期一。
        尚未公布节假日安排的年度不作结论。

    """
    uncertain = False
    for term in _docketed(case):
        limit = term.limit
        if term.due_on == limit.nominal_end != limit.end:
            yield placed(
                case.field(term.place, str(term.due_on)),
                zh=f"{term.due_on}是休假日，期限顺延至{limit.end}届满。",
                en=f"{term.due_on} is a rest day: the term ends on {limit.end}.",
            )
        uncertain = uncertain or not limit.certain
    if uncertain:
        raise Undecidable(
            "有期限届满于尚未收录节假日安排的年度，请核对。",
            "A term ends in a year whose holidays are unknown: check it.",
        )


def _served(case: Case, service: Service) -> Iterator[Notice]:
    """Notices served that way, with a docketed day of service."""
    found = [each for each in notices(case, *NoticeKind) if each.details.service is service]
    if not found:
        inapplicable("没有以该方式送达的通知书", "No notice was served that way")
    stated = [notice for notice in found if notice.details.served_on is not None]
    yield from stated
    if len(stated) < len(found):
        unknown("所记的送达日", "the docketed day of service")


def _misdated(case: Case, notice: Notice, accepted: set[date], zh: str, en: str) -> Iterator[Draft]:
    served = notice.details.served_on
    if served is None or served in accepted:
        return
    right = min(accepted)
    yield placed(
        case.field(f"{notice.pointer}/details/served_on", served.isoformat()),
        zh=f"{notice.issued_on}发出的通知书，{zh}{right}，所记送达日{served}有误，请更正。",
        en=f"The notice of {notice.issued_on} was served on {right} ({en}): correct the stated "
        f"{served}.",
    )


def _electronic_service(case: Case) -> Drafts:
    for notice in _served(case, Service.ELECTRONIC):
        entered = notice.details.entered_system_on
        accepted = {deemed_receipt(entered or notice.issued_on, Service.ELECTRONIC)}
        if entered is not None and not notice.details.receipt_proved:
            accepted.add(deemed_receipt(notice.issued_on, Service.ELECTRONIC))
        at_once = (entered or notice.issued_on) >= ELECTRONIC_AT_ONCE
        zh = (
            "以进入当事人认可的电子系统之日为送达日，即"
            if at_once
            else "自发文日起满15日推定送达，即"
        )
        en = "the day it entered the accepted system" if at_once else "fifteen days after its issue"
        yield from _misdated(case, notice, accepted, zh, en)


@procedure_rule(
    "CN-DDL-003",
    zh="电子送达以进入当事人认可的电子系统之日为送达日",
    en="An electronic notice is served on the day it enters the accepted system",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(4, 7, before=False), guidelines("5.6.2.3.1", before=False)],
    effective_from=ELECTRONIC_AT_ONCE,
)
def electronic_service(case: Case) -> Drafts:
    """Report a docketed day of service that is not the day of entry into the system.

    Without that day the day of issue counts. Notices issued before 2024-01-20 had fifteen more
    days.

    Why:
        Since 2024 no fifteen days are added; a term counted so ends too late.

    Example:
        2026-03-02电子发文，送达日记为2026-03-17
    Use instead:
        送达日为2026-03-02
    中文:
        电子送达的通知书，所记送达日不是进入当事人认可的电子系统之日（没有该日期的，发文日）时报告。2024年1月20日前
        发出的，按发文日加15日推定。

    """
    yield from _electronic_service(case)


@procedure_rule(
    "CN-DDL-003",
    zh="（2024年1月20日前）电子送达按发文日起满15日推定",
    en="(Before 2024-01-20) an electronic notice counts as served after fifteen days",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[practice()],
    effective_from=date(2010, 2, 1),
    effective_to=date(2024, 1, 19),
)
def electronic_service_before_2024(case: Case) -> Drafts:
    """Report a docketed day of service that is not fifteen days after the electronic issue.

    Why:
        Until 2024-01-19 the presumption for posted notices was applied to electronic ones.
    Known problems:
        Known from secondary sources only; the Rules of 2010 speak of the post.

    Example:
        2023-03-02电子发文，送达日记为2023-03-02
    Use instead:
        送达日为2023-03-17
    中文:
        2024年1月20日前，电子发文的通知书按发文日起满15日推定送达；所记送达日不是该日时报告。依据为二手来源。

    """
    yield from _electronic_service(case)


@procedure_rule(
    "CN-DDL-004",
    zh="邮寄送达自发文日起满15日推定收到，能证明实际收到日的以实际收到日为准",
    en="A posted notice counts as received after fifteen days, unless another day is proved",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[rules(4, 4)],
)
def postal_service(case: Case) -> Drafts:
    """Report a docketed day of service that is neither presumed nor proved.

    Why:
        The presumed day starts the term; it does not move off a rest day.

    Example:
        2026-03-02邮寄发文，送达日记为2026-03-02
    Use instead:
        送达日为2026-03-17
    中文:
        邮寄的通知书，所记送达日既不是发文日起满15日，也不是有证明的实际收到日时报告。推定日遇休假日不顺延。

    """
    for notice in _served(case, Service.POST):
        presumed = deemed_receipt(notice.issued_on, Service.POST)
        received = notice.details.received_on
        accepted = {presumed}
        if received is not None and notice.details.receipt_proved is not False:
            accepted = {received} if notice.details.receipt_proved else {presumed, received}
        yield from _misdated(
            case, notice, accepted, "推定或者证明的收到日为", "presumed, or proved by evidence"
        )


_USUAL_MONTHS = {
    NoticeKind.CORRECTION: 2,
    NoticeKind.FIRST_OFFICE_ACTION: 4,
    NoticeKind.OFFICE_ACTION: 2,
    NoticeKind.HAGUE_REFUSAL: 4,
}


@procedure_rule(
    "CN-DDL-005",
    zh="指定期限一般为2个月；第一次审查意见通知书、外观设计国际申请驳回通知为4个月",
    en="Designated terms have two months; first office actions and Hague refusals four",
    severity=Severity.NOTICE,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS],
    basis=[guidelines("5.7.1.2")],
)
def unusual_term(case: Case) -> Drafts:
    """Note a notice whose term is not the usual one.

    Shorter terms than two months are allowed for simple acts and not noted.

    Why:
        A term noted too long is missed.

    Example:
        补正通知书，期限记为4个月
    Use instead:
        补正通知书，期限2个月
    中文:
        补正通知书、审查意见通知书等所记的答复期限与一般的指定期限不一致时提示；较为简单的行为可以少于2个月，不提示。

    """
    found = [each for each in notices(case, *NoticeKind) if each.kind in _USUAL_MONTHS]
    if not found:
        inapplicable("没有指定期限的通知书", "No notice with a designated term")
    for notice in found:
        usual = _USUAL_MONTHS[notice.kind] if notice.kind else 0
        stated = notice.details.months
        if stated is None or stated == usual or stated < min(usual, 2):
            continue
        yield placed(
            case.field(f"{notice.pointer}/details/months", str(stated)),
            zh=f"该通知书的答复期限一般为{usual}个月，所记为{stated}个月，请核对通知书。",
            en=f"Such a notice usually sets {usual} months; {stated} are noted: look it up.",
        )
    if all(notice.details.months is None for notice in found):
        unknown("通知书指定的期限", "the term that a notice sets")


@procedure_rule(
    "CN-DDL-011",
    zh="以电子形式提交的文件，以进入指定的特定电子系统之日为递交日",
    en="What is filed electronically is filed on the day it enters the office's system",
    severity=Severity.NOTICE,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS, Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[rules(4, 2, before=False)],
)
def electronic_filing(case: Case) -> Drafts:
    """Note a paper, or the application, dated otherwise than it entered the system.

    Why:
        The day of entry decides whether a term was kept.

    Example:
        2026-03-03进入系统，递交日记为2026-03-02
    Use instead:
        递交日为2026-03-03
    中文:
        以电子形式提交的文件，所记递交日（申请日）不是进入指定的特定电子系统之日时提示。

    """
    compared = False
    entered_events = _entered(case)
    for day in entered_events:
        compared = True
        if case.filing_date != day:
            yield _entry(case, "/bibliographic/filing_date", case.filing_date, day)
    for pointer, received, entered in _dated_papers(case, required=not compared):
        compared = True
        if received != entered:
            yield _entry(case, f"{pointer}/received_on", received, entered)
    if not compared:
        unknown("进入电子系统的日期", "the day of entry into the electronic system")


def _entered(case: Case) -> list[date]:
    try:
        return [event.occurred_on for event in events(case, ApplicationEntered)]
    except NotChecked:
        return []


def _dated_papers(case: Case, *, required: bool) -> Iterator[tuple[str, date, date]]:
    try:
        given = case.papers
    except NotChecked:
        if required:
            raise
        return
    for index, paper in enumerate(given):
        try:
            details = read_details(DatedPaper, paper.details, f"/papers/{index}/details")
        except MistypedFactError as error:
            raise unreadable(error) from None
        entered = details.entered_system_on
        if paper.received_on is None or entered is None or details.electronic is False:
            continue
        yield f"/papers/{index}", paper.received_on, entered


def _entry(case: Case, pointer: str, stated: date, entered: date) -> Draft:
    return placed(
        case.field(pointer, stated.isoformat()),
        zh=f"文件于{entered}进入电子系统，该日为递交日，所记日期{stated}请核对。",
        en=f"It entered the electronic system on {entered}, which is the day of filing; "
        f"{stated} is noted.",
    )


RULES = (
    last_day_wrong,
    rest_day_not_observed,
    electronic_service,
    electronic_service_before_2024,
    postal_service,
    unusual_term,
    electronic_filing,
)

"""The last day of a term (CN-DDL-001, 002, 005; Rule 5)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import notices, procedure_rule
from services.formal_check.domain.rules.time_limits.docketed import docketed
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import NoticeKind


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
    for term in docketed(case):
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
    for term in docketed(case):
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


RULES = (
    last_day_wrong,
    rest_day_not_observed,
    unusual_term,
)

"""Which fees are reduced, and on what request (CN-FEE-011, 012)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import inapplicable, papers, statements, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import grant_day, payments, procedure_rule
from services.formal_check.domain.rules.fees.naming import fee_name
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind, FeeReductionRequest, FeeStatements
from shared.model.fee_schedule import REDUCIBLE
from shared.model.time_limits import add_months


@procedure_rule(
    "CN-FEE-011",
    zh="只能减缴申请费、实质审查费、复审费和规定年限内的年费",
    en="Only filing, examination, re-examination and early annual fees can be reduced",
    severity=Severity.ERROR,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC, Input.EVENTS],
    basis=[guidelines("5.2.3.1")],
)
def fee_not_reducible(case: Case) -> Drafts:
    """Report a payment reduced that cannot be, or an annual fee reduced after ten years.

    The ten years begin with the patent year of grant. They are not checked where that day, or the
    patent year paid for, is unknown.

    Why:
        A fee that was reduced without right is not paid in full.

    Example:
        权利要求附加费750元按15%缴纳
    Use instead:
        权利要求附加费全额缴纳
    中文:
        对公布印刷费、申请附加费等不能减缴的费用作了减缴，或者对自授权当年起十年以后的年费作了减缴时报告。

    """
    reduced = [each for each in payments(case) if (each.details.reduction_rate or 0) > 0]
    if not reduced:
        if all(each.details.reduction_rate is None for each in payments(case)):
            unknown("减缴比例", "the reduction of the fees")
        return
    left_out = False
    for payment in reduced:
        if payment.kind is FeeKind.ANNUAL:
            last = _last_reducible_year(case)
            if last is None or payment.details.patent_year is None:
                left_out = True
                continue
            if payment.details.patent_year <= last:
                continue
            note_zh = (
                f"第{payment.details.patent_year}年度的年费已超过可以减缴的年限（至第{last}年度）"
            )
            note_en = (
                f"The annual fee of year {payment.details.patent_year} is beyond the years that "
                f"can be reduced (up to {last})"
            )
        elif payment.kind is None or payment.kind in REDUCIBLE:
            continue
        else:
            zh, en = fee_name(payment.kind)
            note_zh, note_en = f"{zh}不能减缴", f"The {en} cannot be reduced"
        yield placed(
            case.field(
                f"{payment.pointer}/details/reduction_rate", str(payment.details.reduction_rate)
            ),
            zh=f"{note_zh}，请补足全额。",
            en=f"{note_en}: pay the full amount.",
        )
    if left_out:
        unknown("专利年度或者授权公告日", "the patent year or the day of grant")


def _last_reducible_year(case: Case) -> int | None:
    granted = grant_day(case)
    if granted is None:
        return None
    return _patent_year(case, granted) + 9


def _patent_year(case: Case, day: date) -> int:
    """The patent year in which ``day`` falls: 1 begins on the filing date."""
    filed = case.filing_date
    years = day.year - filed.year
    return years + (1 if add_months(filed, 12 * years) <= day else 0)


@procedure_rule(
    "CN-FEE-012",
    zh="费用减缴只能就未到期的费用请求，并应事先办理费减备案",
    en="A reduction is asked for fees not yet due, after a reduction record was made",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.REQUEST, Input.PAPERS],
    basis=[guidelines("5.2.3.2")],
)
def reduction_request(case: Case) -> Drafts:
    """Report a request for reduction without a record number, or after the fee was due.

    Why:
        Without the record, or after the term, no reduction is granted.
    Known problems:
        Whether the record is valid is not known.

    Example:
        请求书勾选费用减缴，费减备案号为空
    Use instead:
        填写有效的费减备案号
    中文:
        请求减缴而没有填写费减备案号，或者费用已到期后才请求减缴时报告。备案是否有效不作检查。

    """
    asked = False
    if case.has_request:
        stated = statements(case, FeeStatements)
        if stated.fee_reduction_requested:
            asked = True
            yield from _record(
                stated.fee_reduction_record,
                stated.states("fee_reduction_record"),
                "/request/further/fee_reduction_record",
            )
    try:
        requests = papers(case, FeeReductionRequest)
    except NotChecked:
        if not asked:
            raise
        return
    for request in requests:
        details = request.details
        asked = True
        yield from _record(
            details.record, details.states("record"), f"{request.pointer}/details/record"
        )
        if details.fee_due_on is None or request.received_on is None:
            continue
        if request.received_on > details.fee_due_on:
            yield placed(
                case.field(f"{request.pointer}/received_on", request.received_on.isoformat()),
                zh=f"费用已于{details.fee_due_on}到期，{request.received_on}不能再请求减缴。",
                en=f"The fee was due on {details.fee_due_on}: on {request.received_on} no "
                "reduction can be asked for any more.",
            )
    if not asked:
        inapplicable("没有请求减缴费用", "No reduction was asked for")


def _record(record: str | None, stated: bool, pointer: str) -> Iterator[Draft]:
    if record:
        return
    if not stated:
        unknown("费减备案号", "the number of the reduction record")
    yield absent(
        pointer,
        zh="请求减缴费用但没有费减备案号，请先办理专利费减备案。",
        en="A reduction is asked for without a reduction record: have one made first.",
    )


RULES = (
    fee_not_reducible,
    reduction_request,
)

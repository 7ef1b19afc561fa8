"""How fees are paid and paid back (CN-FEE-004, 005, 015)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, known, missed, unknown
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import payments, procedure_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import parse_cn_application_number
from shared.model.facts.comparing import name_key
from shared.model.facts.fees import Payment, RefundRequest, fees_named_in
from shared.model.time_limits import years_after

_NUMBER_IN_REMARK = re.compile(r"(?:ZL|CN)?\d{8,12}(?:\.?[\dXx])?")


@procedure_rule(
    "CN-FEE-004",
    zh="同一汇单各项费用的金额之和等于缴纳费用的总额",
    en="The items of one remittance add up to its total",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES],
    basis=[guidelines("5.2.2")],
)
def remittance_total(case: Case) -> Drafts:
    """Report a remittance whose total differs from the sum of its items.

    A total that is too small is divided in the order of the items; those that come out short count
    as not paid and are named.

    Why:
        Who pays several fees at once has to say how the money is divided.

    Example:
        申请费900元、公布印刷费50元，汇单总额900元
    Use instead:
        汇单总额950元
    中文:
        同一汇单的总额与各项金额之和不相等时报告；总额不足的，按顺序分割，金额不足的各项视为未办理缴费手续。

    """
    remittances: dict[str, list[Payment]] = defaultdict(list)
    for payment in payments(case):
        if payment.details.remittance:
            remittances[payment.details.remittance].append(payment)
    if not remittances:
        unknown("汇单号", "the number of the remittance")
    for items in remittances.values():
        stated = [each for each in items if each.details.remittance_total is not None]
        if not stated:
            unknown("汇单总额", "the total of the remittance")
        total = stated[0].details.remittance_total or Decimal(0)
        added = sum((item.amount for item in items), Decimal(0))
        if total == added:
            continue
        short = _short(items, total)
        yield placed(
            case.field(f"{stated[0].pointer}/details/remittance_total", str(total)),
            zh=f"汇单总额{total}元与各项金额之和{added}元不一致"
            + (
                f"，按顺序分割后“{'、'.join(short)}”金额不足，视为未缴，请补缴。"
                if short
                else "，请核对。"
            ),
            en=f"The remittance of {total} yuan does not equal the {added} of its items"
            + (f": {len(short)} of them come out short and count as not paid." if short else "."),
            related=tuple(case.field(f"{item.pointer}/amount", str(item.amount)) for item in items),
        )


def _short(items: list[Payment], total: Decimal) -> list[str]:
    left = total
    short = []
    for item in items:
        if item.amount > left:
            short.append(item.stated_kind)
        left = max(Decimal(0), left - item.amount)
    return short


@procedure_rule(
    "CN-FEE-005",
    zh="缴费应写明正确的申请号和费用名称",
    en="A payment states the application number and the name of the fee",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES],
    basis=[guidelines("5.2.2")],
)
def payment_not_identified(case: Case) -> Drafts:
    """Report a payment without an application number of the right form, or without a fee's name.

    Both are looked for in the statements on the payment and in the payer's remark.

    Why:
        What cannot be booked is sent back or held, and counts as not paid.

    Example:
        附言“专利费”
    Use instead:
        附言“202411792145X 申请费”
    中文:
        缴费没有写明申请号（专利号）、号码格式不正确，或者没有写明费用名称时报告，该费用视为未缴。既没有申请号也
        没有附言数据的，不检查。

    """
    left_out = False
    for payment in payments(case):
        details = payment.details
        if not details.states("application_number", "remark"):
            left_out = True
            continue
        yield from _unidentified(case, payment)
    if left_out:
        unknown("缴费时写明的申请号或者附言", "the number or remark stated with a payment")


def _unidentified(case: Case, payment: Payment) -> Iterator[Draft]:
    details = payment.details
    remark = details.remark or ""
    stated = details.application_number
    in_remark = _NUMBER_IN_REMARK.search(remark)
    number = stated or (in_remark.group() if in_remark else "")
    parsed = parse_cn_application_number(number) if number else None
    if parsed is None or parsed.valid_check is False:
        what_zh = "没有写明申请号（专利号）" if not number else "所写的申请号不正确"
        what_en = "states no application number" if not number else "states a wrong number"
        member, text = ("application_number", number) if stated else ("remark", remark)
        yield placed(
            case.field(f"{payment.pointer}/details/{member}", text),
            zh=f"该笔费用{what_zh}，将被退回或者暂存，视为未缴，请重新缴纳。",
            en=f"The payment {what_en}: it will be sent back and counts as not paid. Pay again.",
        )
    if payment.kind is None and not fees_named_in(remark):
        yield placed(
            case.field(f"{payment.pointer}/kind", payment.stated_kind),
            zh=f"“{payment.stated_kind}”不是费用名称，请写明所缴费用的名称。",
            en="What is stated is the name of no fee: say which fee is paid.",
        )


@procedure_rule(
    "CN-FEE-015",
    zh="退款请求自缴费日起3年内由缴款人提出",
    en="A refund is asked for by the payer within three years of payment",
    severity=Severity.WARNING,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(111, 3)],
)
def refund_request(case: Case) -> Drafts:
    """Report a request for a refund made too late, or by somebody else than the payer.

    Why:
        After three years nothing is paid back; others have to say that the payer authorised them.

    Example:
        2022-01-05缴费，2026-02-05请求退款
    Use instead:
        2024-01-05请求退款
    中文:
        自缴费日起满3年后提出退款请求，或者非缴款人未声明受缴款人委托而提出时报告。

    """
    requests = filed(case, RefundRequest, "没有请求退款", "No refund was requested")
    for request in requests:
        details = request.details
        payer, requester = name_key(details.payer or ""), name_key(details.requester or "")
        if payer and requester and payer != requester and not details.authorised_by_payer:
            yield placed(
                case.field(f"{request.pointer}/details/requester", details.requester or ""),
                zh="退款请求人不是缴款人，请声明受缴款人委托办理。",
                en="Who asks is not the payer: state that the payer has authorised it.",
            )
        paid = known(details.paid_on, "缴费日", "the day of payment")
        asked = known(request.received_on, "退款请求的提交日", "the day of the request")
        limit = years_after(paid, 3)
        if missed(limit, asked):
            yield placed(
                case.field(f"{request.pointer}/received_on", asked.isoformat()),
                zh=f"{paid}缴纳的费用最迟应在{limit.end}请求退款，{asked}提出已逾期，不予退款。",
                en=f"What was paid on {paid} can be asked back until {limit.end}: {asked} is late.",
            )


RULES = (
    remittance_total,
    payment_not_identified,
    refund_request,
)

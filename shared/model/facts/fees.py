"""Fees paid and what payers state about them. Vocabulary: docs/facts/fees.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from shared.model.case_file import FeePayment
from shared.model.facts.reading import (
    Day,
    Fact,
    Flag,
    Names,
    Text,
    also,
    kind_key,
    kinds,
    read_details,
)


class FeeKind(StrEnum):
    """Fees of Implementing Rules, Rule 110, as far as rules need them."""

    FILING = "filing_fee"
    PUBLICATION_PRINTING = "publication_printing_fee"
    EXCESS = "excess_fee"
    """Claims and pages together, not told apart."""
    EXCESS_CLAIMS = "excess_claims_fee"
    EXCESS_PAGES = "excess_pages_fee"
    PRIORITY = "priority_fee"
    SUBSTANTIVE_EXAMINATION = "substantive_examination_fee"
    REEXAMINATION = "reexamination_fee"
    CHANGE = "change_fee"
    EVALUATION_REPORT = "evaluation_report_fee"
    INVALIDATION = "invalidation_fee"
    EXTENSION = "extension_fee"
    RESTORATION = "restoration_fee"
    ANNUAL = "annual_fee"
    SURCHARGE = "annual_fee_surcharge"
    OPEN_LICENCE = "open_licence_fee"


FEE_NAMES: dict[FeeKind, tuple[str, ...]] = {
    FeeKind.FILING: ("申请费", "发明专利申请费", "实用新型专利申请费", "外观设计专利申请费"),
    FeeKind.PUBLICATION_PRINTING: ("公布印刷费", "印刷费", "发明专利文件印刷费"),
    FeeKind.EXCESS: ("申请附加费", "附加费"),
    FeeKind.EXCESS_CLAIMS: ("权利要求附加费",),
    FeeKind.EXCESS_PAGES: ("说明书附加费",),
    FeeKind.PRIORITY: ("优先权要求费",),
    FeeKind.SUBSTANTIVE_EXAMINATION: ("实质审查费", "实审费", "发明专利申请实质审查费"),
    FeeKind.REEXAMINATION: ("复审费", "发明复审费", "实用新型复审费", "外观设计复审费"),
    FeeKind.CHANGE: ("著录事项变更费", "著录项目变更费"),
    FeeKind.EVALUATION_REPORT: ("专利权评价报告请求费", "评价报告费", "专利权评价报告费"),
    FeeKind.INVALIDATION: ("无效宣告请求费", "无效费"),
    FeeKind.EXTENSION: ("延长期限请求费", "延长费"),
    FeeKind.RESTORATION: ("恢复权利请求费", "恢复费"),
    FeeKind.ANNUAL: ("年费", "授权当年年费"),
    FeeKind.SURCHARGE: ("年费滞纳金", "滞纳金"),
    FeeKind.OPEN_LICENCE: ("开放许可实施期间年费",),
}
"""Chinese names of the fees; the value itself is accepted too."""

_KINDS = {
    kind_key(name): kind for kind, names in FEE_NAMES.items() for name in (kind.value, *names)
}
_LONGEST_NUMBER = 20


def fee_kind(name: str) -> FeeKind | None:
    """The fee that a name means, or ``None``."""
    return _KINDS.get(kind_key(name[:100]))


def fees_named_in(remark: str) -> frozenset[FeeKind]:
    """Fees whose full Chinese names stand in a payer's remark."""
    return frozenset(
        kind for kind, names in FEE_NAMES.items() for name in names if name in remark[:2000]
    )


def _amount(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip().replace(",", "").replace("％", "%")
    try:
        number = Decimal(text.rstrip("%")) if len(text) <= _LONGEST_NUMBER else None
    except InvalidOperation:
        return value
    if number is None or not number.is_finite():
        return value
    return number / 100 if text.endswith("%") else number


Amount = Annotated[
    Annotated[Decimal, Field(allow_inf_nan=False, max_digits=20)] | None, BeforeValidator(_amount)
]
"""A number, also as text; ``85%`` is 0.85."""
Count = Annotated[Annotated[int, Field(ge=0, le=10**6)] | None, BeforeValidator(_amount)]
"""A whole number, also as text."""


class PaymentDetails(Fact):
    """What is stated about one payment."""

    application_number: Text = also("申请号", "专利号")
    remark: Text = also("附言", "备注")
    """What the payer wrote on the remittance."""
    remittance: Text = also("汇单号")
    """Number of the remittance: payments with the same one came together."""
    remittance_total: Amount = also("汇单总额")
    reduction_rate: Amount = also("减缴比例")
    """Share by which the fee was reduced, e.g. 0.85."""
    patent_year: Count = also("专利年度", "年度")
    """Patent year of an annual fee: 1 begins on the filing date."""
    full_amount: Amount = also("全额")
    """The annual fee without reduction."""
    rate: Amount = also("滞纳金比例")
    """Rate of a surcharge, e.g. 0.05."""


@dataclass(frozen=True)
class Payment:
    """A payment as rules read it."""

    pointer: str
    kind: FeeKind | None
    stated_kind: str
    amount: Decimal
    paid_on: date
    details: PaymentDetails


def read_payments(fees: Iterable[FeePayment]) -> tuple[Payment, ...]:
    """The payments in their order. Raises ``MistypedFactError``."""
    return tuple(
        Payment(
            pointer=f"/fees/{index}",
            kind=fee_kind(fee.kind),
            stated_kind=fee.kind,
            amount=fee.amount,
            paid_on=fee.paid_on,
            details=read_details(PaymentDetails, fee.details, f"/fees/{index}/details"),
        )
        for index, fee in enumerate(fees)
    )


class FeeStatements(Fact):
    """What the request states on fees, pages and the international phase (``further``)."""

    fee_reduction_requested: Flag = also("费用减缴请求")
    fee_reduction_record: Text = also("费减备案号")
    """Number of the reduction record; stated empty: there is none."""
    declared_drawing_pages: Count = also("附图页数")
    declared_sequence_listing_pages: Count = also("序列表页数")
    sequence_listing_computer_readable: Flag = also("序列表为计算机可读形式")
    receiving_office: Text = also("国际受理局")
    international_searching_authority: Text = also("国际检索单位")


class FeeReductionRequest(Fact):
    """费用减缴请求书."""

    KINDS = kinds("fee_reduction_request", "费用减缴请求书", "收费减缴请求书")
    record: Text = also("费减备案号")
    fees: Names = also("减缴费用")
    """Names of the fees whose reduction is asked for."""
    fee_due_on: Day = also("费用期限届满日")


class RefundRequest(Fact):
    """退款请求."""

    KINDS = kinds("refund_request", "退款请求", "退款请求书", "意见陈述书（关于费用）")
    paid_on: Day = also("缴费日")
    payer: Text = also("缴款人")
    requester: Text = also("请求人")
    authorised_by_payer: Flag = also("受缴款人委托")

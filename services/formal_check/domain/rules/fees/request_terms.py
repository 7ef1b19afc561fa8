"""Terms of the fees for requests (CN-FEE-007 … 010; Rules 113 and 116)."""

from __future__ import annotations

from collections.abc import Iterable

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import (
    fee_in_time,
    notices,
    payments,
    procedure_rule,
    term,
    term_from,
    unpaid,
)
from services.formal_check.domain.rules.time_limits.restoration_requests import restoration_term
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind, Payment
from shared.model.facts.notices import NoticeKind
from shared.model.facts.procedure import (
    ChangeRequest,
    EvaluationReportFeeCase,
    ExtensionRequest,
    Ground,
    InvalidationRequest,
    ReexaminationRequest,
    RestorationRequest,
)
from shared.model.facts.reading import Fact, PaperFact
from shared.model.time_limits import months_after


@procedure_rule(
    "CN-FEE-007",
    zh="复审费自收到驳回决定之日起3个月内缴纳",
    en="The re-examination fee is paid within 3 months of receiving the rejection",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.EVENTS, Input.PAPERS],
    basis=[guidelines("5.2.1"), rules(113, 1)],
)
def reexamination_fee_term(case: Case) -> Drafts:
    """Report a re-examination fee that was paid late or not at all, where a request was filed.

    Why:
        Without the fee in time the request counts as not made.

    Example:
        2026-01-05收到驳回决定，2026-05-06缴纳复审费
    Use instead:
        2026-03-06缴纳复审费
    中文:
        提出了复审请求而复审费在收到驳回决定之日起3个月届满后缴纳或者未缴纳时报告。

    """
    if not papers(case, ReexaminationRequest):
        inapplicable("没有提出复审请求", "No re-examination was requested")
    found = notices(case, NoticeKind.REJECTION)
    if not found:
        unknown("驳回决定的送达数据", "the service of the rejection")
    limit = term_from(found[-1], 3)
    yield from fee_in_time(case, FeeKind.REEXAMINATION, limit, "复审费", "re-examination fee")


_ONE_MONTH_FEES: tuple[tuple[type[Fact], FeeKind, str, str], ...] = (
    (ChangeRequest, FeeKind.CHANGE, "著录事项变更费", "fee for the change of data"),
    (EvaluationReportFeeCase, FeeKind.EVALUATION_REPORT, "专利权评价报告请求费", "report fee"),
    (InvalidationRequest, FeeKind.INVALIDATION, "无效宣告请求费", "invalidation fee"),
)


@procedure_rule(
    "CN-FEE-008",
    zh="著录事项变更费、评价报告请求费、无效宣告请求费自提出请求之日起1个月内缴纳",
    en="Fees for changes, evaluation reports and invalidation are paid within a month",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.PAPERS],
    basis=[rules(116, 3)],
)
def request_fee_term(case: Case) -> Drafts:
    """Report a fee for one of these requests that was not paid within a month of the request.

    Each request takes the first payment of its kind that no earlier request took.

    Why:
        Without the fee in time the request counts as not made.
    Known problems:
        Changes for which no fee is charged (agency, attorney, address) are not told apart; for
        changes an unpaid fee is therefore a warning.

    Example:
        2026-01-05请求评价报告，2026-02-24缴纳评价报告请求费
    Use instead:
        2026-01-25缴纳评价报告请求费
    中文:
        提出请求之日起1个月届满后缴纳或者未缴纳相应费用时报告。著录事项变更中不收费的情形不作区分，未缴的作提示。

    """
    found = False
    for model, fee, zh, en in _ONE_MONTH_FEES:
        requests = papers(case, model)
        found = found or bool(requests)
        yield from _paid_after_each(case, requests, fee, zh, en)
    if not found:
        inapplicable("没有提出这些请求", "None of these requests was made")


def _paid_after_each(
    case: Case, requests: Iterable[PaperFact[Fact]], fee: FeeKind, zh: str, en: str
) -> Drafts:
    for index, request in enumerate(requests):
        asked = known(request.received_on, "请求的提交日", "the day of the request")
        limit = term(months_after(asked, 1))
        paid = _nth(payments(case, fee), index)
        if paid is None:
            for draft in unpaid(case, limit, zh, en):
                soft = fee is FeeKind.CHANGE and draft.due is None
                yield absent(
                    request.pointer,
                    zh=draft.message.zh,
                    en=draft.message.en,
                    severity=Severity.WARNING if soft else draft.severity,
                    due=draft.due,
                )
        elif limit.missed(paid.paid_on):
            yield placed(
                case.field(f"{paid.pointer}/paid_on", paid.paid_on.isoformat()),
                zh=f"{zh}应自{asked}提出请求起1个月内（最迟{limit.end}）缴纳，{paid.paid_on}缴纳已逾期，"
                "请求视为未提出。",
                en=f"The {en} for the request of {asked} was due by {limit.end}: paid on "
                f"{paid.paid_on} it is late and the request counts as not made.",
            )


def _nth(paid: tuple[Payment, ...], index: int) -> Payment | None:
    ordered = sorted(paid, key=lambda payment: payment.paid_on)
    return ordered[index] if index < len(ordered) else None


@procedure_rule(
    "CN-FEE-009",
    zh="延长期限请求费在相应期限届满之日前缴纳",
    en="The extension fee is paid before the term expires",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.PAPERS],
    basis=[rules(116, 2)],
)
def extension_fee_term(case: Case) -> Drafts:
    """Report an extension fee that was not paid by the last day of the term to be extended.

    Why:
        Without the fee in time the request for extension counts as not made.

    Example:
        期限2026-03-05届满，2026-03-06缴纳延长期限请求费
    Use instead:
        2026-03-04缴纳
    中文:
        延长期限请求费在被请求延长的期限届满后缴纳或者未缴纳时报告。

    """
    requests = filed(case, ExtensionRequest, "没有请求延长期限", "No extension was requested")
    for request in requests:
        end = known(request.details.term_due_on, "期限届满日", "the last day of the term")
        limit = term(months_after(end, 0))
        zh, en = "延长期限请求费", "extension fee"
        yield from fee_in_time(case, FeeKind.EXTENSION, limit, zh, en)


@procedure_rule(
    "CN-FEE-010",
    zh="恢复权利请求费自收到权利丧失通知之日起2个月内缴纳",
    en="The restoration fee is paid within 2 months of the notice on the loss of rights",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.PAPERS, Input.EVENTS],
    basis=[guidelines("5.2.1"), rules(116, 1)],
)
def restoration_fee_term(case: Case) -> Drafts:
    """Report a restoration fee that was paid late or not at all.

    A request based on force majeure costs no fee. Where the term for re-examination was missed, the
    two months run from that term's end (CN-REX-009).

    Why:
        Without the fee in time the request for restoration counts as not made.

    Example:
        2026-01-05收到视为撤回通知书，2026-04-06缴纳恢复权利请求费
    Use instead:
        2026-02-06缴纳
    中文:
        以正当理由请求恢复权利而恢复权利请求费逾期缴纳或者未缴纳时报告；以不可抗拒的事由请求的不收费。

    """
    requests = papers(case, RestorationRequest)
    charged = [each for each in requests if each.details.ground is not Ground.FORCE_MAJEURE]
    if not charged:
        inapplicable("没有需缴费的恢复权利请求", "No restoration that costs a fee was requested")
    for request in charged:
        known(request.details.ground, "请求恢复权利的事由", "the ground of the restoration")
        limit = restoration_term(case, request)
        yield from fee_in_time(
            case, FeeKind.RESTORATION, limit, "恢复权利请求费", "restoration fee"
        )


RULES = (
    reexamination_fee_term,
    request_fee_term,
    extension_fee_term,
    restoration_fee_term,
)

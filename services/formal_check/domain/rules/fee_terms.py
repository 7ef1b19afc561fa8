"""When fees are due (CN-FEE-001, 006 … 010, 014; Rules 112 to 116)."""

from __future__ import annotations

from collections.abc import Iterable

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.procedure import (
    Term,
    acceptance_term,
    fee_in_time,
    notices,
    own_filing_day,
    payments,
    priority_day,
    procedure_rule,
    statutory_term,
    term,
    term_from,
    unpaid,
)
from services.formal_check.domain.profile import INVENTION, NATIONAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind, Payment
from shared.model.facts.notices import NoticeKind
from shared.model.facts.procedure import (
    ChangeRequest,
    EvaluationReportFeeCase,
    ExtensionRequest,
    Ground,
    InvalidationRequest,
    MissedTerm,
    ReexaminationRequest,
    RestorationRequest,
)
from shared.model.facts.reading import Fact, PaperFact
from shared.model.identification import ApplicationKind
from shared.model.time_limits import later, months_after, years_after


@procedure_rule(
    "CN-FEE-001",
    zh="申请费自申请日起2个月内或者自收到受理通知书之日起15日内缴纳",
    en="The filing fee is paid within 2 months of filing or 15 days of the acceptance notice",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.FEES, Input.EVENTS, Input.BIBLIOGRAPHIC],
    routes=NATIONAL,
    basis=[rules(112, 1)],
)
def filing_fee_term(case: Case) -> Drafts:
    """Report a filing fee, or an invention's publication printing fee, paid late or not at all.

    The later of the two terms counts; a divisional's runs from its submission. Without a known
    acceptance notice the finding is a warning, since the second term may still run. While a term
    runs, the unpaid fee is a reminder.

    Why:
        An application whose fee is not paid in time is deemed withdrawn.
    Known problems:
        Excess fees are CN-FEE-002 and CN-FEE-003, amounts CN-FEE-017.

    Example:
        申请日2026-01-05，2026-04-10仍未缴纳申请费
    Use instead:
        2026-02-20缴纳申请费和公布印刷费
    中文:
        申请费（发明还有公布印刷费）在两个期限中较晚者届满后缴纳或者未缴纳时报告；分案申请自递交日起算。
        没有受理通知书数据的作提示；期限未届满的，提醒缴费期限。

    """
    limit = months_after(own_filing_day(case), 2)
    second, noticed = acceptance_term(case)
    if second is not None:
        limit = later(limit, second)
    fees = [(FeeKind.FILING, "申请费", "filing fee")]
    if case.profile.kind is ApplicationKind.INVENTION:
        fees.append((FeeKind.PUBLICATION_PRINTING, "公布印刷费", "publication printing fee"))
    for fee, zh, en in fees:
        for draft in fee_in_time(case, fee, term(limit), zh, en):
            if draft.due is not None or noticed:
                yield draft
                continue
            yield placed(
                draft.location,
                zh=draft.message.zh[:-1] + "；收到受理通知书之日起15日内缴纳的除外，请核对。",
                en=draft.message.en[:-1] + ", unless it lies within 15 days of the acceptance "
                "notice, whose date was not given.",
                severity=Severity.WARNING,
            )


@procedure_rule(
    "CN-FEE-006",
    zh="实质审查费自申请日（优先权日）起3年内缴纳",
    en="The examination fee is paid within 3 years of the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC],
    kinds=INVENTION,
    basis=[guidelines("5.2.1")],
)
def examination_fee_term(case: Case) -> Drafts:
    """Report an examination fee paid after three years from the earliest priority date, or unpaid.

    In the last three months an unpaid fee is a reminder. A divisional has at least two months from
    its submission.

    Why:
        Without the fee the request for examination counts as not made, and the application as
        withdrawn.

    Example:
        优先权日2022-10-10，2025-11-20缴纳实质审查费
    Use instead:
        2025-09-20缴纳实质审查费
    中文:
        实质审查费在自最早优先权日（没有优先权的，申请日）起3年届满后缴纳或者未缴纳时报告；届满前3个月内提醒。

    """
    limit = statutory_term(case, years_after(priority_day(case), 3))
    yield from fee_in_time(
        case,
        FeeKind.SUBSTANTIVE_EXAMINATION,
        term(limit),
        "实质审查费",
        "examination fee",
        long_term=True,
    )


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
        filed = known(request.received_on, "请求的提交日", "the day of the request")
        limit = term(months_after(filed, 1))
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
                zh=f"{zh}应自{filed}提出请求起1个月内（最迟{limit.end}）缴纳，{paid.paid_on}缴纳已逾期，"
                "请求视为未提出。",
                en=f"The {en} for the request of {filed} was due by {limit.end}: paid on "
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
    requests = papers(case, ExtensionRequest)
    if not requests:
        inapplicable("没有请求延长期限", "No extension was requested")
    for request in requests:
        end = known(request.details.term_due_on, "期限届满日", "the last day of the term")
        limit = term(months_after(end, 0))
        zh, en = "延长期限请求费", "extension fee"
        yield from fee_in_time(case, FeeKind.EXTENSION, limit, zh, en)


def restoration_term(case: Case, request: PaperFact[RestorationRequest]) -> Term:
    """The term for a request for restoration under Rule 6.2, and its fee."""
    details = request.details
    if details.missed_term is MissedTerm.REEXAMINATION:
        if details.term_due_on is not None:
            return term(months_after(details.term_due_on, 2))
        found = notices(case, NoticeKind.REJECTION)
        if not found:
            unknown("复审请求期限的届满日", "the end of the term for re-examination")
        missed_term = term_from(found[-1], 3)
        return Term(
            months_after(missed_term.earliest.end, 2), months_after(missed_term.latest.end, 2)
        )
    if details.notice_received_on is not None:
        return term(months_after(details.notice_received_on, 2))
    lost = notices(case, NoticeKind.LOSS_OF_RIGHTS)
    if not lost:
        unknown("权利丧失通知的送达数据", "the service of the notice on the loss of rights")
    return term_from(lost[-1], 2)


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


@procedure_rule(
    "CN-FEE-014",
    zh="办理登记手续时缴纳授权当年的年费，自收到通知之日起2个月内",
    en="On registration the first annual fee is paid, within 2 months of the notice",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.EVENTS],
    basis=[rules(114, 1), rules(60, 1)],
)
def registration_fee_term(case: Case) -> Drafts:
    """Report the annual fee of the year of grant paid late or not at all.

    Why:
        Without it registration counts as not done and the right to the patent as given up.

    Example:
        2026-01-05收到办理登记手续通知书，2026-04-06缴纳年费
    Use instead:
        2026-02-06缴纳
    中文:
        收到办理登记手续通知书之日起2个月届满后缴纳或者未缴纳授权当年的年费时报告。

    """
    found = notices(case, NoticeKind.REGISTRATION)
    if not found:
        inapplicable("没有发出办理登记手续通知书", "No notice on registration was issued")
    limit = term_from(found[0], 2)
    zh, en = "授权当年的年费", "annual fee of the year of grant"
    yield from fee_in_time(case, FeeKind.ANNUAL, limit, zh, en)


RULES = (
    filing_fee_term,
    examination_fee_term,
    reexamination_fee_term,
    request_fee_term,
    extension_fee_term,
    restoration_fee_term,
    registration_fee_term,
)

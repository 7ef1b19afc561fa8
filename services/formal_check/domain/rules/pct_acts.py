"""Acts owed after entry (CN-PCT-008, 010, 012, 021, 023)."""

from __future__ import annotations

from decimal import Decimal

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import (
    events,
    fees,
    inapplicable,
    known,
    missed,
    notice_received,
    papers,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.rules.pct_entry import (
    entry_date,
    entry_statement,
    pct_rule,
    publication,
)
from services.formal_check.domain.rules.priority_acts import priority_fee
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import NoticeKind
from shared.model.facts.pct import (
    TRANSLATION_CORRECTION_FEE,
    UNITY_RESTORATION_FEE,
    AmendmentTranslation,
    TranslationCorrection,
    UnityNotice,
    relies_on,
)
from shared.model.facts.priority import PRIORITY_FEE, PublicationPrepared, RestorationRequest
from shared.model.time_limits import months_after


@pct_rule(
    "CN-PCT-008",
    zh="以国际阶段修改为审查基础的，进入日起2个月内提交修改译文",
    en="Amendments to be examined are translated within 2 months of entry",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(123, 1)],
)
def amendment_translation_late(case: Case) -> Drafts:
    """Report translations of amendments that came late or are missing.

    Asked for every Article, 19 and 34, that the basis of examination names.

    Why:
        Amendments without a translation in time are not considered.

    Example:
        进入日起3个月提交修改译文
    Use instead:
        1个月内提交
    中文:
        进入声明以第19条或者第34条的修改为审查基础，而修改译文超过进入日起2个月或者没有提交时提示；期限未满的，提示届满日。

    """
    statement = entry_statement(case)
    if not statement.details.states("examination_basis"):
        unknown("审查基础声明", "the basis of examination")
    named = [article for article in ("19", "34") if relies_on(statement.details, article)]
    if not named:
        inapplicable("审查基础不涉及国际阶段的修改", "The basis names no amendments")
    _, entered = entry_date(case)
    translations = papers(case, AmendmentTranslation)
    for article in named:
        duty = Duty(
            months_after(entered, 2),
            f"/papers/amendment_translation/{article}",
            f"提交第{article}条修改的译文",
            f"the translation of the Article {article} amendments",
            "该修改不予考虑",
            "the amendments are not considered",
        )
        fitting = [paper for paper in translations if article in (paper.details.article or article)]
        yield from owed(case, duty, received(fitting))


@pct_rule(
    "CN-PCT-010",
    zh="优先权要求费自进入日起2个月内缴纳",
    en="The priority fee is paid within 2 months of entry",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES],
    basis=[rules(127, 2)],
)
def priority_fee_on_entry(case: Case) -> Drafts:
    """Compare the priority fees paid within two months of entry with the number of priorities.

    The amount per priority is a dated figure from a secondary source, and the message says so.

    Why:
        What is not paid for is deemed not claimed.

    Example:
        进入日起3个月仍未缴优先权要求费
    Use instead:
        进入日起2个月内缴纳
    中文:
        进入日起2个月内缴纳的优先权要求费少于优先权项数应缴数额时报告；期限未满的，提示届满日。每项数额来自二手来源。

    """
    claims = case.bibliographic.priority_claims
    if not claims:
        inapplicable("没有要求优先权", "No priority is claimed")
    paid = fees(case, PRIORITY_FEE)
    _, entered = entry_date(case)
    limit = months_after(entered, 2)
    each = priority_fee(case)
    due = each * len(claims)
    timely = sum((fee.amount for fee in paid if not missed(limit, fee.paid_on)), Decimal(0))
    if timely >= due:
        return
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/fees",
        zh=f"优先权{len(claims)}项应缴{due}元（按每项{each}元，二手来源），期限至{limit.end}，已缴{timely}元；"
        "未缴足的，视为未要求优先权。",
        en=f"{len(claims)} priorities cost {due} CNY ({each} each, a secondary figure) by "
        f"{limit.end}, {timely} were paid: what is not paid is deemed not claimed.",
        severity=None if over else Severity.NOTICE,
        due=None if over else limit.end,
    )


@pct_rule(
    "CN-PCT-012",
    zh="国际申请日超过优先权期限2个月内的，进入日起2个月内可请求恢复优先权",
    en="Priority missed by up to 2 months: restoration within 2 months of entry",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    introduced=True,
    basis=[rules(128, 1)],
)
def restoration_on_entry(case: Case) -> Drafts:
    """Point out that a priority has to be restored, where the receiving office has not done so.

    Why:
        Since 2024 the Chinese office takes over a restoration by the receiving office, and grants
        one itself for good reasons.

    Example:
        国际申请日在优先权日起13个月，受理局未恢复，也未请求
    Use instead:
        进入日起2个月内请求恢复优先权
    中文:
        国际申请日在优先权期限届满之后2个月内，受理局没有批准恢复优先权，又没有在进入日起2个月内提交恢复优先权请求书时提示。

    """
    data = case.bibliographic
    filed = known(
        (data.pct.filing_date if data.pct else None) or data.filing_date,
        "国际申请日",
        "the international filing date",
    )
    late = [
        index
        for index, claim in enumerate(data.priority_claims)
        if claim.filing_date is not None
        and missed(limit := months_after(claim.filing_date, 12), filed)
        and not missed(months_after(limit.end, 2), filed)
    ]
    if not late:
        inapplicable(
            "没有超过优先权期限2个月以内的优先权", "No priority was missed by up to two months"
        )
    if publication(case).details.priority_restored:
        return
    _, entered = entry_date(case)
    duty = Duty(
        months_after(entered, 2),
        f"/bibliographic/priority_claims/{late[0]}",
        "提交恢复优先权请求书",
        "the request for restoration of priority",
        "不能享有该项优先权",
        "the priority has no effect",
    )
    yield from owed(case, duty, received(papers(case, RestorationRequest)))


@pct_rule(
    "CN-PCT-021",
    zh="改正译文错误：公布准备完成前或者实审通知起3个月内，并缴费",
    en="Translations are corrected before publication or within 3 months of examination, for a fee",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS, Input.FEES],
    basis=[rules(131, 1), rules(131, 2)],
)
def translation_correction(case: Case) -> Drafts:
    """Report a request to correct the translation outside its two windows or without its fee.

    Why:
        Such a request is deemed not made.
    Known problems:
        A correction that the office asked for has the term of its notice and is not told apart.

    Example:
        没有缴纳译文改正费
    Use instead:
        在期限内请求并缴纳译文改正费
    中文:
        改正译文错误的请求既不在公布准备工作完成之前，也不在收到进入实质审查阶段通知书起3个月内的，或者没有缴纳译文改正费的，予以提示。

    """
    requests = papers(case, TranslationCorrection)
    if not requests:
        inapplicable("没有改正译文错误的请求", "No correction of the translation is requested")
    prepared = next((e.occurred_on for e in events(case, PublicationPrepared)), None)
    examined = notice_received(case, NoticeKind.EXAMINATION_ENTRY)
    for request in requests:
        day = known(request.received_on, "改正请求的提交日", "the day of the request")
        before = prepared is None or day < prepared
        during = examined is not None and not missed(months_after(examined, 3), day)
        if examined is not None and day < examined:
            during = False
        if not before and not during:
            yield placed(
                case.field(f"{request.pointer}/received_on", day.isoformat()),
                zh=f"改正译文错误应在公布准备工作完成（{prepared}）前，或者收到进入实质审查阶段通知书起3个月内提出。",
                en=f"A correction comes before the preparations for publication ({prepared}) or within "
                "three months of the notice that examination begins.",
            )
    if not fees(case, TRANSLATION_CORRECTION_FEE):
        yield absent(
            "/fees",
            zh="请求改正译文错误，未见译文改正费的缴费记录，请缴纳。",
            en="A correction of the translation is requested, but no fee for it is on record.",
        )


@pct_rule(
    "CN-PCT-023",
    zh="单一性恢复费期满未缴足的，未经检索的部分视为撤回",
    en="Without the unity restoration fee, unsearched parts are deemed withdrawn",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.EVENTS, Input.FEES],
    basis=[rules(133, 2)],
)
def unity_fee_unpaid(case: Case) -> Drafts:
    """Report a unity restoration fee that was asked for and not paid in the term of the notice.

    Why:
        The parts that were not searched internationally are deemed withdrawn.

    Example:
        指定期限届满仍未缴单一性恢复费
    Use instead:
        在指定期限内缴足
    中文:
        收到缴纳单一性恢复费通知书后，没有在指定期限内缴费的，予以提示；未经检索或者初步审查的部分视为撤回。

    """
    notices = events(case, UnityNotice)
    if not notices:
        inapplicable("没有缴纳单一性恢复费的通知", "No unity restoration fee was asked for")
    paid = fees(case, UNITY_RESTORATION_FEE)
    for notice in notices:
        due = known(notice.details.due_on, "指定期限届满日", "the last day of the notice's term")
        if any(fee.paid_on <= due for fee in paid):
            continue
        over = case.profile.as_of > due
        yield absent(
            "/fees",
            zh=f"单一性恢复费应在{due}前缴纳，未见缴费记录；期满未缴足的，未经检索的部分视为撤回。",
            en=f"The unity restoration fee is due by {due} and not on record: otherwise the parts not "
            "searched are deemed withdrawn.",
            severity=None if over else Severity.NOTICE,
            due=None if over else due,
        )


RULES = (
    amendment_translation_late,
    priority_fee_on_entry,
    restoration_on_entry,
    translation_correction,
    unity_fee_unpaid,
)

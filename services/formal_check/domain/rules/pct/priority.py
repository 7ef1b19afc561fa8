"""Priority in the national phase (CN-PCT-010 … 012)."""

from __future__ import annotations

from collections.abc import Iterable

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import fees, inapplicable, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import entry_date, pct_rule, publication
from services.formal_check.domain.rules.priority.fee_due import shortfall
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import number_key
from shared.model.facts.pct import StatedPriority
from shared.model.facts.priority import PRIORITY_FEE, RestorationRequest
from shared.model.time_limits import months_after


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
    lacking = shortfall(case, paid, len(claims), limit)
    if lacking is None:
        return
    yield absent(
        "/fees",
        zh=f"优先权{len(claims)}项应缴{lacking.due}元（按每项{lacking.each}元，二手来源），期限至{limit.end}，已缴{lacking.timely}元；"
        "未缴足的，视为未要求优先权。",
        en=f"{len(claims)} priorities cost {lacking.due} CNY ({lacking.each} each, a secondary figure) by "
        f"{limit.end}, {lacking.timely} were paid: what is not paid is deemed not claimed.",
        severity=None if lacking.over else Severity.NOTICE,
        due=None if lacking.over else limit.end,
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
    "CN-PCT-011",
    zh="进入时不得提出新的优先权要求，在先申请号应写明",
    en="No new priority on entry; a missing earlier number is supplied",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[guidelines("3.1.5.2.1")],
)
def new_priority(case: Case) -> Drafts:
    """Report a priority that the international publication does not have, or without a number.

    Why:
        Priority is claimed in the international phase; the national phase can only complete it.

    Example:
        进入声明增加优先权63/000009
    Use instead:
        进入声明的优先权与国际公布一致
    中文:
        要求的优先权不在国际公布记载的优先权之中，或者没有写明在先申请号时报告。进入国家阶段不允许提出新的优先权要求。

    """
    claims = case.bibliographic.priority_claims
    if not claims:
        inapplicable("没有要求优先权", "No priority is claimed")
    for index, claim in enumerate(claims):
        if not (claim.application_number or "").strip():
            yield absent(
                f"/bibliographic/priority_claims/{index}/application_number",
                zh=f"第{index + 1}项优先权没有写明在先申请号，请在进入声明中写明。",
                en=f"Priority {index + 1} has no earlier number: state it on entry.",
            )
    record = publication(case).details
    if not record.states("priorities"):
        unknown("国际公布的优先权", "the priorities of the international publication")
    for index, claim in enumerate(claims):
        number = claim.application_number or ""
        if not _recorded(record.priorities or (), number, claim.filing_date):
            yield placed(
                case.field(f"/bibliographic/priority_claims/{index}/application_number", number),
                zh="该项优先权不在国际公布的记载之中，进入国家阶段不允许提出新的优先权要求，请删除。",
                en="The international publication has no such priority: none can be added on entry.",
            )


def _recorded(recorded: Iterable[StatedPriority], number: str, day: object) -> bool:
    for priority in recorded:
        if priority.application_number and number:
            if number_key(priority.application_number) == number_key(number):
                return True
        elif priority.filing_date is not None and priority.filing_date == day:
            return True
    return False


RULES = (
    priority_fee_on_entry,
    restoration_on_entry,
    new_priority,
)

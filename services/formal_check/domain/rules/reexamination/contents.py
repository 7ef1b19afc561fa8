"""Reasons, fee, amendments and power in reexamination (CN-REX-004 … 007; Rules 65 and 66)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import fee_in_time, procedure_rule
from services.formal_check.domain.proceeding_powers import powers_for
from services.formal_check.domain.rules.reexamination.reading import in_request, requests, term_of
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind
from shared.model.facts.powers import Procedure
from shared.model.facts.reexamination import ReexaminationFiled, ReexaminationRequest


@procedure_rule(
    "CN-REX-004",
    zh="复审应提交复审请求书并说明理由",
    en="Reexamination needs the request form and reasons",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[rules(65, 1)],
)
def reasons_missing(case: Case) -> Drafts:
    """Report a request without reasons, and one made without the request form.

    Why:
        Without reasons there is nothing to examine.

    Example:
        复审理由：（空）
    Use instead:
        复审理由：权利要求1相对于对比文件1具备创造性……
    中文:
        提出了复审请求而没有复审请求书，或者复审请求书没有说明理由时报告。

    """
    found = facts.papers(case, ReexaminationRequest)
    if not found:
        filed = facts.events(case, ReexaminationFiled)
        if not filed:
            facts.inapplicable("没有提出复审请求", "No reexamination was requested")
        yield absent(
            "/papers",
            zh=f"{filed[0].occurred_on}提出了复审请求，但没有复审请求书，请提交。",
            en=f"Reexamination was requested on {filed[0].occurred_on} without the request form: "
            "submit it.",
        )
    for request in found:
        if request.details.empty("reasons"):
            yield absent(
                f"{request.pointer}/details/reasons",
                zh="复审请求书没有说明理由，请补充。",
                en="The request for reexamination gives no reasons: add them.",
            )
        else:
            facts.known(request.details.reasons, "复审理由", "the reasons")


@procedure_rule(
    "CN-REX-005",
    zh="复审费应在收到驳回决定之日起三个月内缴纳",
    en="The reexamination fee is paid within three months of receipt of the rejection",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS, Input.FEES],
    basis=[guidelines("4.2.2.5")],
)
def fee_unpaid(case: Case) -> Drafts:
    """Report a request whose fee was not paid in time. While the term runs it is a reminder.

    Why:
        The request is deemed not filed.
    Known problems:
        Whether the amount suffices depends on reductions and on tariffs that are not at hand.

    Example:
        三个月内没有复审费的缴费记录
    Use instead:
        复审费于期限内缴纳
    中文:
        期限内没有缴纳复审费时报告；期限未满的，提示最后一日。缴费数额是否足额不作判断。

    """
    for request in requests(case):
        limit = term_of(case, request)
        yield from fee_in_time(case, FeeKind.REEXAMINATION, limit, "复审费", "reexamination fee")


@procedure_rule(
    "CN-REX-006",
    zh="复审中的修改仅限于消除驳回决定指出的缺陷",
    en="Amendments in reexamination only remove the defects found",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[rules(66, 1), guidelines("4.2.4.2")],
)
def amendments_too_wide(case: Case) -> Drafts:
    """Report more claims than were rejected, claims of another type, and a broader scope.

    Why:
        Such amendments are usually not accepted.
    Known problems:
        The texts are not compared; counts and statements of the request are.

    Example:
        驳回文本8项，修改后12项
    Use instead:
        驳回文本8项，修改后7项
    中文:
        修改后的权利要求多于驳回决定针对的权利要求，或者声明改变了类型、扩大了范围时提示；是否符合规定由审查
        员判断。

    """
    for request in requests(case):
        details, place = request.details, f"{request.pointer}/details"
        before, after = details.rejected_claim_count, details.amended_claim_count
        if before is not None and after is not None and after > before:
            yield placed(
                in_request(f"{place}/amended_claim_count", after),
                zh=f"修改后的权利要求由{before}项增加到{after}项，通常不予接受，请核对。",
                en=f"The claims grew from {before} to {after}, which is usually not accepted: "
                "check the amendment.",
            )
        for field, zh, en in (
            ("claim_type_changed", "改变了权利要求的类型", "changes the type of a claim"),
            ("scope_broadened", "扩大了保护范围", "broadens the scope"),
        ):
            if getattr(details, field):
                yield placed(
                    in_request(f"{place}/{field}", "true"),
                    zh=f"修改{zh}，通常不予接受，请核对。",
                    en=f"The amendment {en}, which is usually not accepted: check it.",
                )
        if after is None and details.claim_type_changed is None and details.scope_broadened is None:
            facts.unknown("复审请求的修改情况", "what the amendment changes")
        if after is not None:
            facts.known(before, "驳回文本的权利要求数", "the number of claims rejected")


@procedure_rule(
    "CN-REX-007",
    zh="复审程序的委托书应写明权限仅限于复审程序",
    en="A power of attorney for reexamination says that it is limited to it",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.PAPERS],
    basis=[guidelines("4.2.2.6")],
)
def power_not_limited(case: Case) -> Drafts:
    """Report a power of attorney for reexamination whose scope does not say so.

    Why:
        Uncorrected, nobody is taken to be appointed.

    Example:
        委托权限：（空）
    Use instead:
        委托权限：仅限于办理复审程序有关事务
    中文:
        在复审程序中委托代理机构的，委托书没有写明权限仅限于复审程序有关事务时报告；期满未补正的，视为未委托。

    """
    powers = powers_for(case, Procedure.REEXAMINATION)
    if not powers:
        facts.inapplicable("没有复审程序的委托书", "No power of attorney is for reexamination")
    for pointer, power in powers:
        if power.limited_to(Procedure.REEXAMINATION):
            continue
        if not power.states("scope"):
            facts.unknown("委托权限", "the scope of the power of attorney")
        yield placed(
            in_request(f"{pointer}/details/scope", power.scope or ""),
            zh="委托书没有写明权限仅限于办理复审程序有关事务，请补正；期满未补正的，视为未委托。",
            en="The power of attorney does not say that it is limited to the reexamination: "
            "correct it, or nobody is taken to be appointed.",
        )


RULES = (
    reasons_missing,
    fee_unpaid,
    amendments_too_wide,
    power_not_limited,
)

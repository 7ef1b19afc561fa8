"""Copies, fee, powers and agents in invalidation (CN-INV-008, 009, 014, 015)."""

from __future__ import annotations

from collections.abc import Sequence

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import fee_in_time, procedure_rule
from services.formal_check.domain.proceeding_powers import powers_for
from services.formal_check.domain.rules.invalidation.reading import (
    at_pointer,
    invalidation_requests,
    month_from,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key
from shared.model.facts.fees import FeeKind
from shared.model.facts.powers import Procedure, ProceedingPower, Side


@procedure_rule(
    "CN-INV-008",
    zh="无效宣告请求书及附件应符合规定格式，一式两份",
    en="Request and annexes are in the prescribed form, in two copies",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.PAPERS],
    basis=[rules(69, 1)],
)
def copies_missing(case: Case) -> Drafts:
    """Report fewer than two copies on paper, and a request that is not in the prescribed form.

    Why:
        Uncorrected, or wrong in the same way after two corrections, the request is deemed not
        filed.
    Known problems:
        That one electronic copy suffices is practice; the article asks for two.

    Example:
        纸件一份
    Use instead:
        纸件两份，或者电子形式一份
    中文:
        以纸件提交而不足两份，或者不符合规定格式时报告；电子形式提交一份即可（实务）。

    """
    for request in invalidation_requests(case):
        details, place = request.details, f"{request.pointer}/details"
        if details.prescribed_form is False:
            yield placed(
                at_pointer(f"{place}/prescribed_form", "false"),
                zh="无效宣告请求书不符合规定格式，请使用规定的表格补正。",
                en="The request is not in the prescribed form: correct it with the form.",
            )
        if details.electronic:
            continue
        copies = facts.known(details.copies, "提交的份数", "the number of copies")
        facts.known(details.electronic, "是否以电子形式提交", "whether it was filed electronically")
        if copies < 2:
            yield placed(
                at_pointer(f"{place}/copies", copies),
                zh=f"无效宣告请求书及附件只有{copies}份，应当一式两份，请补交。",
                en=f"Request and annexes were filed in {copies} copies: two are needed, supply "
                "them.",
            )


@procedure_rule(
    "CN-INV-009",
    zh="无效宣告请求费应自提出请求之日起一个月内缴纳",
    en="The invalidation fee is paid within one month of the request",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.FEES],
    basis=[rules(116, 3), guidelines("4.3.3.5")],
)
def invalidation_fee_unpaid(case: Case) -> Drafts:
    """Report a request whose fee was not paid in time. While the term runs it is a reminder.

    Why:
        The request is deemed not filed.
    Known problems:
        Whether the amount suffices is not judged: the tariffs at hand are secondary.

    Example:
        2026-01-05提出请求，2026-02-09缴费
    Use instead:
        2026-01-05提出请求，2026-01-25缴费
    中文:
        自提出请求之日起一个月内没有缴纳无效宣告请求费时报告；期限未满的，提示最后一日。数额是否足额不作判断。

    """
    for request in invalidation_requests(case):
        limit = month_from(request)
        yield from fee_in_time(
            case, FeeKind.INVALIDATION, limit, "无效宣告请求费", "invalidation fee"
        )


@procedure_rule(
    "CN-INV-014",
    zh="无效程序委托代理机构的，应提交专门的授权委托书",
    en="An agency in invalidation proceedings needs a power of attorney of its own",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("4.3.3.6")],
)
def special_power_missing(case: Case) -> Drafts:
    """Report an agency without power of attorney for the invalidation, or of too wide a scope.

    The patentee's power has to say that it is limited to the invalidation; the requester's has to
    state its scope.

    Why:
        The power for the whole proceeding does not do. Uncorrected, nobody is taken to be
        appointed.

    Example:
        专利权人沿用全程委托书
    Use instead:
        委托权限：仅限于办理无效宣告程序有关事务
    中文:
        请求人或者专利权人在无效程序中委托了代理机构，而没有无效宣告程序授权委托书、没有写明权限，或者专利权
        人没有写明权限仅限于无效宣告程序有关事务时报告；期满未补正的，视为未委托。

    """
    requests = invalidation_requests(case)
    powers = powers_for(case, Procedure.INVALIDATION)
    agents = [
        (side, code)
        for request in requests
        for side, code in (
            (Side.REQUESTER, request.details.requester_agency_code),
            (Side.PATENTEE, request.details.patentee_agency_code),
        )
        if code is not None
    ]
    if not agents and not powers:
        facts.unknown("双方委托的代理机构", "the agencies of the parties")
    for side, code in agents:
        if not any(power.side in (side, None) for _, power in powers):
            zh, en = _SIDES[side]
            yield absent(
                "/papers",
                zh=f"{zh}委托了代理机构（{code}），但没有无效宣告程序授权委托书，请补交。",
                en=f"The {en} has an agency ({code}) but no power of attorney for the "
                "invalidation: submit it.",
            )
    for pointer, power in powers:
        yield from _scope_faults(pointer, power)


_SIDES = {Side.REQUESTER: ("请求人", "requester"), Side.PATENTEE: ("专利权人", "patentee")}


def _scope_faults(pointer: str, power: ProceedingPower) -> Drafts:
    place = at_pointer(f"{pointer}/details/scope", power.scope or "")
    if power.empty("scope"):
        yield placed(
            place,
            zh="无效宣告程序授权委托书没有写明委托权限，请补正；期满未补正的，视为未委托。",
            en="The power of attorney does not state its scope: correct it, or nobody is taken to "
            "be appointed.",
        )
        return
    facts.known(power.scope, "委托权限", "the scope of the power of attorney")
    side = facts.known(power.side, "委托书的委托方", "who gave the power of attorney")
    if side is Side.PATENTEE and not power.limited_to(Procedure.INVALIDATION):
        yield placed(
            place,
            zh="专利权人的委托书没有写明权限仅限于办理无效宣告程序有关事务，请补正。",
            en="The patentee's power of attorney does not say that it is limited to the "
            "invalidation: correct it.",
        )


@procedure_rule(
    "CN-INV-015",
    zh="请求人和专利权人不得委托同一代理机构",
    en="Requester and patentee have different agencies",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("4.3.3.6")],
)
def same_agency(case: Case) -> Drafts:
    """Report one agency for both parties.

    Why:
        Unless it changes, the later appointment is void, or both if made on the same day.

    Example:
        请求人代理机构11000，专利权人代理机构11000
    Use instead:
        请求人代理机构11000，专利权人代理机构44200
    中文:
        双方委托的代理机构代码或者名称相同时报告；未变更的，后委托的视为未委托，同日委托的双方均视为未委托。

    """
    for request in invalidation_requests(case):
        powers = [power for _, power in powers_for(case, Procedure.INVALIDATION)]
        ours = _agencies(request.details.requester_agency_code, powers, Side.REQUESTER)
        theirs = _agencies(request.details.patentee_agency_code, powers, Side.PATENTEE)
        if not ours or not theirs:
            facts.unknown("双方的代理机构", "the agencies of both parties")
        for agency in sorted(ours & theirs):
            yield placed(
                at_pointer(f"{request.pointer}/details/requester_agency_code", agency),
                zh=f"请求人和专利权人委托了同一代理机构（{agency}），请变更委托。",
                en=f"Requester and patentee appointed the same agency ({agency}): change it.",
            )


def _agencies(code: str | None, powers: Sequence[ProceedingPower], side: Side) -> frozenset[str]:
    """Codes and names of one party's agencies."""
    stated = [
        code,
        *(
            name
            for power in powers
            if power.side is side
            for name in (power.agency_code, power.agency_name)
        ),
    ]
    return frozenset(name_key(each) for each in stated if each)


RULES = (
    copies_missing,
    invalidation_fee_unpaid,
    special_power_missing,
    same_agency,
)

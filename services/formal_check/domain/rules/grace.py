"""Disclosures that do not destroy novelty (CN-GRC-001 … 004; Patent Law Art. 24, Rule 33)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING, NATIONAL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.grace import (
    Disclosure,
    GraceDeclaration,
    GraceProof,
    GraceStatement,
    GraceStatements,
    disclosure_of,
    shown,
    undeclared,
)
from shared.model.facts.reading import PaperFact, read_details
from shared.model.facts.stated import MistypedFactError
from shared.model.time_limits import add_months, months_after

EVENTS = frozenset({Disclosure.EXHIBITION, Disclosure.CONFERENCE})
UNWANTED = frozenset({Disclosure.EMERGENCY, Disclosure.LEAK})
DECLARED = "/request/further/grace_period"
_LOSS = ("视为未要求不丧失新颖性宽限期", "the grace period is deemed not claimed")
_NEEDED = {
    Disclosure.EXHIBITION: ("date", "place", "name", "form", "content"),
    Disclosure.CONFERENCE: ("date", "place", "name", "form", "content"),
    Disclosure.LEAK: ("date", "form", "content"),
    Disclosure.EMERGENCY: ("reason", "date", "form", "content"),
}
_ZH = {
    "date": "日期",
    "place": "地点",
    "name": "名称",
    "form": "形式或者方式",
    "content": "内容",
    "reason": "事由",
}

grace_rule = partial(
    rule,
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    consequence=Consequence.DEEMED_NOT_FILED,
)


def declarations(case: Case) -> tuple[GraceStatement, ...] | None:
    """The disclosures that the request declares; ``None`` if it is unknown whether it does."""
    try:
        stated = read_details(GraceStatements, undeclared(case.request.further), "/request/further")
    except MistypedFactError as error:
        unknown(f"可读取的{error.name}", f"a readable {error.name}")
    if stated.grace_period is None and not stated.states("grace_period"):
        return None
    return stated.grace_period or ()


def proofs(case: Case, wanted: frozenset[Disclosure]) -> tuple[PaperFact[GraceProof], ...]:
    """Evidence of these kinds of disclosure, and evidence whose kind is not stated."""
    return tuple(
        paper
        for paper in papers(case, GraceProof)
        if (disclosure_of(paper.details.category) or next(iter(wanted))) in wanted
    )


def _disclosures(case: Case) -> Iterator[tuple[str, date | None]]:
    """Days of disclosure with their places, from request, declarations and evidence."""
    if case.has_request:
        for index, stated in enumerate(declarations(case) or ()):
            yield f"{DECLARED}/{index}/disclosed_on", stated.disclosed_on
    for later in papers(case, GraceDeclaration):
        yield f"{later.pointer}/details/disclosed_on", later.details.disclosed_on
    for proof in papers(case, GraceProof):
        yield f"{proof.pointer}/details/disclosed_on", proof.details.disclosed_on


@grace_rule(
    "CN-GRC-001",
    zh="不丧失新颖性的公开应在申请日（优先权日）前6个月内",
    en="The disclosure lies within six months before the filing or priority date",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[law(24, 1), guidelines("1.1.6.3")],
)
def disclosed_too_early(case: Case) -> Drafts:
    """Report a disclosure more than six months before the earliest priority or filing date.

    A filing that is in time only because the last day was a rest day is a warning: whether Rule 5
    extends this term is not settled in the texts at hand.

    Why:
        The grace period is not available, and the disclosure is prior art.

    Example:
        2025-06-10展出，2026-02-15申请
    Use instead:
        2025-10-10展出，2026-02-15申请
    中文:
        公开日早于申请日（有优先权的，指优先权日）6个月以上时报告，不能适用宽限期。仅因届满日为休息日才未超期的，作提示。

    """
    days = list(_disclosures(case))
    if not days:
        inapplicable("没有要求不丧失新颖性宽限期", "No grace period is claimed")
    data = case.bibliographic
    dates = [claim.filing_date for claim in data.priority_claims if claim.filing_date]
    reference = min(dates) if dates else case.filing_date
    for pointer, day in days:
        if day is None or day >= add_months(reference, -6):
            continue
        limit = months_after(day, 6)
        if not missed(limit, reference) and reference <= limit.nominal_end:
            continue
        doubtful = not missed(limit, reference)
        yield placed(
            case.field(pointer, day.isoformat()),
            zh=f"公开日{day}距{reference}超过6个月，不能适用不丧失新颖性宽限期，请核对"
            f"{'（届满日为休息日，请人工判断）' if doubtful else ''}。",
            en=f"The disclosure of {day} lies more than six months before {reference}: no grace period "
            f"applies{'; the last day was a rest day, a person has to judge' if doubtful else ''}.",
            severity=Severity.WARNING if doubtful else None,
        )
    if all(day is None for _, day in days):
        unknown("公开日期", "the day of disclosure")


@grace_rule(
    "CN-GRC-002",
    zh="展览会、会议公开：申请时声明，自申请日起2个月内提交证明",
    en="Exhibition, conference: declared on filing, proved within 2 months",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[rules(33, 3)],
)
def exhibition_not_declared(case: Case) -> Drafts:
    """Report evidence without a declaration in the request, and a declaration without evidence.

    Why:
        Without both the grace period does not apply.

    Example:
        请求书未声明，却提交了展出证明
    Use instead:
        请求书声明，并在申请日起2个月内提交证明
    中文:
        展览会或者会议上的公开，请求书没有声明而提交了证明材料，或者声明后没有在申请日起2个月内提交证明材料时报告；期限未满的，提示届满日。

    """
    stated = declarations(case)
    if stated is None:
        unknown("不丧失新颖性宽限期声明", "whether a grace period is declared")
    declared = [s for s in stated if disclosure_of(s.category) in EVENTS]
    evidence = proofs(case, EVENTS)
    if not declared and not evidence:
        inapplicable("没有展览会或者会议公开", "No exhibition or conference is declared")
    if not declared:
        yield absent(
            DECLARED,
            zh="提交了不丧失新颖性的证明材料，但请求书没有声明，不能适用宽限期。",
            en="Evidence was filed, but the request declares no such disclosure: the grace period "
            "does not apply.",
        )
        return
    duty = Duty(
        months_after(case.filing_date, 2),
        DECLARED,
        "提交不丧失新颖性的证明材料",
        "the evidence of the disclosure",
        *_LOSS,
    )
    yield from owed(case, duty, received(evidence))


@grace_rule(
    "CN-GRC-003",
    zh="泄露、紧急状态公开：申请日前已知的在请求书声明，后知的2个月内提出",
    en="Leak, emergency: declared in the request if known, else within 2 months",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.6.3.4")],
)
def leak_declared_late(case: Case) -> Drafts:
    """Report a leak or emergency that was declared later than it had to be.

    Known by the filing date: it belongs in the request, the evidence follows within two months.
    Learnt later: declaration within two months of learning.

    Why:
        A late declaration is deemed not made.
    Known problems:
        What the applicant learnt only from the office's notice follows that notice's own term.

    Example:
        2026-03-01得知泄露，2026-06-10声明
    Use instead:
        2026-03-01得知泄露，2026-04-20声明
    中文:
        他人泄露或者紧急状态下的公开：申请日前已知而未在请求书声明的，或者申请日后得知、超过2个月才声明的，予以提示。

    """
    filed = case.filing_date
    stated = declarations(case) if case.has_request else None
    declared = [s for s in stated or () if disclosure_of(s.category) in UNWANTED]
    later = [
        paper
        for paper in papers(case, GraceDeclaration)
        if disclosure_of(paper.details.category) in UNWANTED
    ]
    if not declared and not later:
        inapplicable("没有他人泄露或者紧急状态下的公开", "No leak or emergency is declared")
    for paper in later:
        learnt = known(paper.details.known_on, "得知公开的日期", "the day of learning")
        day = known(paper.received_on, "声明提交日", "the day of the declaration")
        pointer = f"{paper.pointer}/received_on"
        if learnt < filed and not declared:
            yield placed(
                case.field(pointer, day.isoformat()),
                zh=f"公开在申请日前（{learnt}）已获知，应在请求书中声明，事后声明不符合规定。",
                en=f"The disclosure was known on {learnt}, before filing: it had to be declared in the "
                "request.",
            )
        elif learnt >= filed and missed(limit := months_after(learnt, 2), day):
            yield placed(
                case.field(pointer, day.isoformat()),
                zh=f"得知公开后的声明期限于{limit.end}届满，{_LOSS[0]}。",
                en=f"The term for the declaration after learning of it ended on {limit.end}: {_LOSS[1]}.",
            )
    if declared:
        duty = Duty(
            months_after(filed, 2),
            DECLARED,
            "提交不丧失新颖性的证明材料",
            "the evidence of the disclosure",
            *_LOSS,
        )
        yield from owed(case, duty, received(proofs(case, UNWANTED)))


@grace_rule(
    "CN-GRC-004",
    zh="证明材料应注明日期、地点、名称、形式和内容并签章",
    en="The evidence states date, place, name, form and content, and is sealed",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    basis=[guidelines("1.1.6.3.2")],
)
def evidence_incomplete(case: Case) -> Drafts:
    """Report what evidence of a disclosure does not state, as far as somebody noted what it does.

    Why:
        Incomplete evidence does not support the grace period.
    Known problems:
        What the paper shows is taken from the case file; the paper itself is not read. For a leak
        place and name are not asked, for an emergency its reason is.

    Example:
        展出证明没有公章
    Use instead:
        展出证明注明展出日期、地点、展览会名称、形式和内容，并加盖公章
    中文:
        不丧失新颖性的证明材料缺少应当注明的事项（日期、地点、名称、形式、内容，紧急状态的事由）或者没有签章时提示。

    """
    evidence = papers(case, GraceProof)
    if not evidence:
        inapplicable("没有不丧失新颖性的证明材料", "There is no evidence of a disclosure")
    looked = False
    for paper in evidence:
        details = paper.details
        case_of = disclosure_of(details.category)
        if details.sealed is False:
            yield placed(
                case.field(f"{paper.pointer}/details/sealed", ""),
                zh="证明材料没有签字或者盖章，请补交签章的证明材料。",
                en="The evidence is neither signed nor sealed: file it with signature or seal.",
            )
        if details.sealed is not None:
            looked = True
        if case_of is None or not details.states("shows"):
            continue
        looked = True
        has = shown(details.shows or ())
        lacking = [item for item in _NEEDED[case_of] if item not in has]
        if lacking:
            yield placed(
                case.field(f"{paper.pointer}/details/shows", "、".join(details.shows or ())),
                zh=f"证明材料没有注明{'、'.join(_ZH[item] for item in lacking)}，请补充。",
                en=f"The evidence does not state its {', '.join(lacking)}: complete it.",
            )
    if not looked:
        unknown("证明材料的记载事项", "what the evidence states")


RULES = (
    disclosed_too_early,
    exhibition_not_declared,
    leak_declared_late,
    evidence_incomplete,
)

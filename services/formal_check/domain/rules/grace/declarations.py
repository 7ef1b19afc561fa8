"""Disclosures are declared in time (CN-GRC-002, 003; Rule 33)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.grace.reading import (
    DECLARED,
    EVENTS,
    UNWANTED,
    declarations,
    grace_rule,
    proofs,
)
from shared.contracts.formal_check import Severity
from shared.model.facts.grace import GraceDeclaration, disclosure_of
from shared.model.time_limits import months_after

_LOSS = ("视为未要求不丧失新颖性宽限期", "the grace period is deemed not claimed")


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


RULES = (
    exhibition_not_declared,
    leak_declared_late,
)

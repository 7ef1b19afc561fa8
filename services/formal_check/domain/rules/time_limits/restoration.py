"""Rights that are restored (CN-DDL-007, 008, CN-REX-009; Rule 6)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import inapplicable, known, missed, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.time_limits.restoration_requests import (
    restoration_requests,
    restoration_term,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.procedure import Ground, MissedTerm, RestorationRequest
from shared.model.facts.reading import PaperFact
from shared.model.time_limits import months_after, years_after


def _act(case: Case, request: PaperFact[RestorationRequest]) -> Drafts:
    if request.details.omitted_act_done is False:
        yield placed(
            case.field(f"{request.pointer}/details/omitted_act_done", "false"),
            zh="请求恢复权利的同时应当办理权利丧失前应当办理的手续，请一并办理。",
            en="What was omitted has to be done together with the request: do it.",
        )


@procedure_rule(
    "CN-DDL-007",
    zh="以正当理由请求恢复权利的，自收到通知之日起2个月内提出，并办理应办手续",
    en="Restoration for good reasons is asked for within 2 months of the notice",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[rules(6, 2, before=False), rules(6, 3, before=False)],
)
def justified_restoration(case: Case) -> Drafts:
    """Report such a request made too late, or without the act that was omitted.

    Where the term for re-examination was missed see CN-REX-009; for the fee see CN-FEE-010.

    Why:
        After two months the loss of rights is final.

    Example:
        2026-01-05收到视为撤回通知书，2026-04-06请求恢复
    Use instead:
        2026-03-02请求恢复，同时补办手续
    中文:
        以正当理由请求恢复权利，自收到权利丧失通知之日起2个月届满后提出，或者没有同时办理应办手续时报告。

    """
    for request in restoration_requests(case, Ground.JUSTIFIED):
        yield from _act(case, request)
        if request.details.missed_term is MissedTerm.REEXAMINATION:
            continue
        received = known(request.received_on, "请求的提交日", "the day of the request")
        limit = restoration_term(case, request)
        if limit.missed(received):
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"恢复权利的请求最迟应在{limit.end}提出，{received}提出已逾期。",
                en=f"Restoration could be asked for until {limit.end}: {received} is too late.",
            )


@procedure_rule(
    "CN-DDL-008",
    zh="因不可抗拒的事由请求恢复权利的，自障碍消除之日起2个月内且自期限届满之日起2年内提出",
    en="After force majeure: within 2 months of its end and 2 years of the term's end",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS],
    basis=[rules(6, 1)],
)
def force_majeure_restoration(case: Case) -> Drafts:
    """Report such a request beyond either of its two terms, or without evidence (a warning).

    Why:
        Both terms have to be kept.

    Example:
        期限2023-01-05届满，2026-02-05请求恢复
    Use instead:
        障碍消除后1个月、期限届满后1年内请求恢复并附证明
    中文:
        以不可抗拒的事由请求恢复权利，超过障碍消除之日起2个月或者期限届满之日起2年时报告；没有附具证明的作提示。

    """
    for request in restoration_requests(case, Ground.FORCE_MAJEURE):
        details = request.details
        yield from _act(case, request)
        if details.evidence is False:
            yield placed(
                case.field(f"{request.pointer}/details/evidence", "false"),
                zh="因不可抗拒的事由请求恢复权利的，必要时应当附具证明文件，请核对。",
                en="Force majeure is proved by papers where needed: none is attached.",
                severity=Severity.WARNING,
            )
        received = known(request.received_on, "请求的提交日", "the day of the request")
        limits = []
        if details.obstacle_removed_on is not None:
            limits.append(months_after(details.obstacle_removed_on, 2))
        if details.term_due_on is not None:
            limits.append(years_after(details.term_due_on, 2))
        late = next((limit for limit in limits if missed(limit, received)), None)
        if late is not None:
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"恢复权利的请求最迟应在{late.end}提出，{received}提出已逾期。",
                en=f"Restoration could be asked for until {late.end}: {received} is too late.",
            )
        elif len(limits) < 2:
            unknown("障碍消除日或者期限届满日", "the end of the obstacle or of the term")


@procedure_rule(
    "CN-REX-009",
    zh="延误复审请求期限的，自该期限届满之日起2个月内请求恢复",
    en="A missed term for re-examination is restored within 2 months of its end",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[rules(6, 2, before=False)],
    introduced=True,
)
def reexamination_restoration(case: Case) -> Drafts:
    """Report such a request made later, or a last day that was counted from a notice.

    Why:
        Since 2024 the two months begin when the term for re-examination ends, not with a notice.

    Example:
        复审请求期限2026-01-05届满，请求期限自收到通知起计算至2026-05-06
    Use instead:
        请求期限至2026-03-05
    中文:
        延误复审请求期限而请求恢复权利，自复审请求期限届满之日起2个月后才提出，或者所记的请求期限届满日有误时报告。

    """
    chosen = [
        request
        for request in restoration_requests(case)
        if request.details.missed_term is MissedTerm.REEXAMINATION
    ]
    if not chosen:
        if any(request.details.missed_term is None for request in restoration_requests(case)):
            unknown("所延误的期限", "the term that was missed")
        inapplicable("恢复的不是复审请求期限", "The missed term is not that for re-examination")
    for request in chosen:
        limit = restoration_term(case, request)
        stated = request.details.due_on
        if stated is not None and stated not in (limit.earliest.end, limit.end):
            yield placed(
                case.field(f"{request.pointer}/details/due_on", stated.isoformat()),
                zh=f"应自复审请求期限届满之日起算，最迟{limit.end}可以请求恢复，所记{stated}有误。",
                en=f"Counted from the end of the term for re-examination the request is possible "
                f"until {limit.end}, not {stated}.",
            )
        received = known(request.received_on, "请求的提交日", "the day of the request")
        if limit.missed(received):
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"恢复权利的请求应自复审请求期限届满之日起2个月内（最迟{limit.end}）提出，{received}已逾期。",
                en=f"Restoration could be asked for until {limit.end}, two months after the term "
                f"for re-examination: {received} is too late.",
            )


RULES = (
    justified_restoration,
    force_majeure_restoration,
    reexamination_restoration,
)

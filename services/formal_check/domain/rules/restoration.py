"""Terms extended and rights restored (CN-DDL-006 … 010, CN-REX-009; Rule 6)."""

from __future__ import annotations

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import TECHNICAL
from services.formal_check.domain.rules.fee_terms import restoration_term
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.procedure import (
    ExtensionRequest,
    Ground,
    MissedTerm,
    RestorationRequest,
)
from shared.model.facts.reading import PaperFact
from shared.model.time_limits import months_after, years_after

_MOST_MONTHS = 2


@procedure_rule(
    "CN-DDL-006",
    zh="延长期限只限于指定期限，届满前请求并说明理由，不超过2个月，一般一次；无效程序中不得延长",
    en="Only designated terms are extended, on request before their end, by two months at most",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(6, 4, before=False), guidelines("5.7.4.2"), rules(75, 1)],
)
def extension_request(case: Case) -> Drafts:
    """Report a request for extension that cannot be granted.

    The term is a statutory one or one of invalidation, the request came after its end, asks for
    more than two months, gives no reason, or is the second for the same notice (a warning).

    Why:
        The request is refused and the term is missed.

    Example:
        无效宣告程序中请求延长答复期限
    Use instead:
        初审补正期限届满前请求延长1个月并说明理由
    中文:
        请求延长法定期限或者无效宣告程序中的期限、期限届满后才请求、请求延长超过2个月、没有说明理由时报告；对同一通知
        再次请求延长的作提示。

    """
    requests = papers(case, ExtensionRequest)
    if not requests:
        inapplicable("没有请求延长期限", "No extension was requested")
    seen: set[str] = set()
    left_out = False
    for request in requests:
        details = request.details
        place = f"{request.pointer}/details"
        if details.invalidation:
            yield placed(
                case.field(f"{place}/invalidation", "true"),
                zh="无效宣告程序中指定的期限不得延长，请按期办理。",
                en="Terms of the invalidation procedure are not extended: act in time.",
            )
        if details.statutory:
            yield placed(
                case.field(f"{place}/statutory", "true"),
                zh="法定期限不能请求延长，请按期办理。",
                en="A statutory term cannot be extended: act in time.",
            )
        if details.months is not None and details.months > _MOST_MONTHS:
            yield placed(
                case.field(f"{place}/months", str(details.months)),
                zh=f"延长的期限不得超过2个月，请求了{details.months}个月，请更正。",
                en=f"A term is extended by two months at most; {details.months} are asked for.",
            )
        if details.empty("reason"):
            yield absent(
                f"{place}/reason",
                zh="延长期限请求没有说明理由，请补充。",
                en="The request for extension gives no reason: add it.",
            )
        due, received = details.term_due_on, request.received_on
        if due is None or received is None or details.months is None:
            left_out = True
        if due is not None and received is not None and received > due:
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"期限已于{due}届满，{received}不能再请求延长。",
                en=f"The term ended on {due}: on {received} it can no longer be extended.",
            )
        if details.notice and details.notice in seen:
            yield placed(
                case.field(f"{place}/notice", details.notice),
                zh="对同一通知书指定的期限一般只允许延长一次，请核对。",
                en="A term set by one notice is usually extended only once: check it.",
                severity=Severity.WARNING,
            )
        seen.update([details.notice] if details.notice else [])
    if left_out:
        unknown(
            "延长期限请求的提交日、月数或者原届满日", "the day, months or term of the extension"
        )


def _requests(case: Case, ground: Ground | None = None) -> list[PaperFact[RestorationRequest]]:
    found = papers(case, RestorationRequest)
    if not found:
        inapplicable("没有请求恢复权利", "No restoration was requested")
    if ground is None:
        return list(found)
    unstated = any(request.details.ground is None for request in found)
    chosen = [request for request in found if request.details.ground is ground]
    if not chosen and unstated:
        unknown("请求恢复权利的事由", "the ground of the restoration")
    if not chosen:
        inapplicable("没有以该事由请求恢复权利", "No restoration was requested on that ground")
    return chosen


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
    for request in _requests(case, Ground.JUSTIFIED):
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
    for request in _requests(case, Ground.FORCE_MAJEURE):
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


_NEVER = {
    MissedTerm.NOVELTY_GRACE: ("不丧失新颖性的宽限期", "the grace period"),
    MissedTerm.PRIORITY: ("优先权期限", "the priority term"),
    MissedTerm.PATENT_TERM: ("专利权期限", "the term of the patent"),
    MissedTerm.LIMITATION: ("诉讼时效", "the limitation of actions"),
}
_NOT_BY_RULE_6 = {
    MissedTerm.PRIORITY_RESTORATION: ("细则第36条的恢复优先权期限", "the term of Rule 36"),
    MissedTerm.PRIORITY_CORRECTION: ("细则第37条的增加或者改正优先权期限", "the term of Rule 37"),
    MissedTerm.INCORPORATION: ("细则第45条的援引加入期限", "the term of Rule 45"),
    MissedTerm.PCT_PRIORITY_RESTORATION: ("细则第128条的期限", "the term of Rule 128"),
}


def _excluded(
    case: Case, excluded: dict[MissedTerm, tuple[str, str]], note_zh: str, note_en: str
) -> Drafts:
    left_out = False
    for request in _requests(case):
        term = request.details.missed_term
        if term is None:
            left_out = True
        elif term in excluded:
            zh, en = excluded[term]
            yield placed(
                case.field(f"{request.pointer}/details/missed_term", ""),
                zh=f"{zh}被延误的，不能依照细则第6条请求恢复{note_zh}。",
                en=f"Rule 6 does not restore what was lost by missing {en}{note_en}.",
            )
    if left_out:
        unknown("所延误的期限", "the term that was missed")


@procedure_rule(
    "CN-DDL-009",
    zh="宽限期、优先权期限、专利权期限和诉讼时效不能请求恢复",
    en="Grace period, priority, patent term and limitation are not restored",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(6, 5, before=False)],
)
def never_restored(case: Case) -> Drafts:
    """Report a request to restore what Rule 6 excepts.

    Why:
        It cannot be granted. A priority missed by up to two months has a way of its own (Rule 36).

    Example:
        对12个月优先权期限依照细则第6条请求恢复
    Use instead:
        依照细则第36条请求恢复优先权
    中文:
        就不丧失新颖性的宽限期、优先权期限、专利权期限、诉讼时效请求恢复权利时报告；优先权可以依照细则第36条恢复。

    """
    note_zh, note_en = "；优先权可以依照细则第36条请求恢复", "; for priority see Rule 36"
    yield from _excluded(case, _NEVER, note_zh, note_en)


@procedure_rule(
    "CN-DDL-010",
    zh="细则第36、37、45、128条规定的期限不适用细则第6条的恢复",
    en="The terms of Rules 36, 37, 45 and 128 are not restored under Rule 6",
    severity=Severity.WARNING,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    kinds=TECHNICAL,
    basis=[guidelines("1.1.6.2.6.2", before=False), guidelines("1.1.4.7.3", before=False)],
)
def remedies_not_restored(case: Case) -> Drafts:
    """Warn of a request to restore a term that itself mends an earlier omission.

    Why:
        Those terms are remedies already; missing them is final.
    Known problems:
        For Rules 37 and 128 the exception was not read in the Guidelines' text.

    Example:
        对援引加入的2个月期限请求恢复
    Use instead:
        在2个月内援引加入
    中文:
        就恢复优先权、增加或者改正优先权、援引加入等期限依照细则第6条请求恢复时提示。

    """
    yield from _excluded(case, _NOT_BY_RULE_6, "", "")


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
        for request in _requests(case)
        if request.details.missed_term is MissedTerm.REEXAMINATION
    ]
    if not chosen:
        if any(request.details.missed_term is None for request in _requests(case)):
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
    extension_request,
    justified_restoration,
    force_majeure_restoration,
    never_restored,
    remedies_not_restored,
    reexamination_restoration,
)

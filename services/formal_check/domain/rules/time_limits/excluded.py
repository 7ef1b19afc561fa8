"""Terms that are never restored (CN-DDL-009, 010; Rule 6)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import TECHNICAL
from services.formal_check.domain.rules.time_limits.restoration_requests import restoration_requests
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.procedure import MissedTerm

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
    for request in restoration_requests(case):
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


RULES = (
    never_restored,
    remedies_not_restored,
)

"""What a request for invalidation states: evidence, scope (CN-INV-004, 005; Rule 69)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.invalidation.reading import (
    StatedGround,
    at_pointer,
    claim_numbers,
    evidence_key,
    invalidation_requests,
    stated_grounds,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.provision import Statute
from shared.model.identification import ApplicationKind

_BY_COMPARISON = frozenset({(Statute.LAW, 9), (Statute.LAW, 22), (Statute.LAW, 23)})
"""Grounds that rest on evidence: earlier patents, designs and rights."""


@procedure_rule(
    "CN-INV-004",
    zh="每项理由应指明所依据的证据，提交的证据均应结合说明",
    en="Every ground names its evidence, and all evidence is used",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[rules(69, 1)],
)
def grounds_and_evidence(case: Case) -> Drafts:
    """Report grounds without explanation or evidence, and evidence that no ground uses.

    Grounds that compare with what was earlier need evidence; others need it only if they name any.

    Why:
        A request that does not tie its evidence to its grounds is not accepted.
    Known problems:
        Whether the explanation suffices is for a person to judge.

    Example:
        证据3未被任何理由引用
    Use instead:
        理由1（法22.3）：证据1、2；理由2（法22.2）：证据3
    中文:
        理由没有具体说明、新颖性或者创造性等理由没有指明证据、理由引用了不存在的证据，或者提交的证据没有被任
        何理由引用时报告。说明是否充分由人判断。

    """
    for request in invalidation_requests(case):
        grounds = stated_grounds(request)
        evidence = facts.known(request.details.evidence, "证据清单", "the list of evidence")
        numbers = {evidence_key(each.number or "") for each in evidence}
        used: set[str] = set()
        for stated in grounds:
            yield from _ground_faults(stated, numbers)
            used |= {evidence_key(name) for name in stated.ground.evidence or ()}
        for index, each in enumerate(evidence):
            if evidence_key(each.number or "") not in used:
                yield placed(
                    at_pointer(f"{request.pointer}/details/evidence/{index}", each.number or ""),
                    zh=f"证据“{each.number or index + 1}”没有被任何无效宣告理由引用，"
                    "请结合该证据说明理由或者撤回该证据。",
                    en=f"No ground uses evidence “{each.number or index + 1}”: explain a ground "
                    "with it, or withdraw it.",
                )


def _ground_faults(stated: StatedGround, numbers: set[str]) -> Drafts:
    ground, found = stated.ground, stated.provision
    if ground.explained is False:
        yield placed(
            stated.place("explained", ""),
            zh=f"无效宣告理由“{stated.text}”没有具体说明，请补充。",
            en=f"The ground “{stated.text}” is not explained: add the explanation.",
        )
    compares = found is not None and (found.statute, found.article) in _BY_COMPARISON
    if compares and not ground.evidence:
        yield placed(
            stated.place("evidence", ""),
            zh=f"无效宣告理由“{stated.text}”没有指明所依据的证据，请指明。",
            en=f"The ground “{stated.text}” names no evidence: name it.",
        )
    for name in ground.evidence or ():
        if evidence_key(name) not in numbers:
            yield placed(
                stated.place("evidence", name),
                zh=f"无效宣告理由引用的“{name}”不在证据清单中，请核对。",
                en=f"The ground rests on “{name}”, which is not in the list of evidence: check it.",
            )


@procedure_rule(
    "CN-INV-005",
    zh="应明确无效宣告请求的范围，权利要求应存在于授权文本",
    en="The request states its scope in claims of the patent as granted",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.CLAIMS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("4.3.3.3")],
)
def scope_unclear(case: Case) -> Drafts:
    """Report a missing scope, and claims in scope or grounds that the granted patent has not.

    Why:
        Uncorrected, the request is deemed not filed.
    Known problems:
        Claim numbers are compared where the granted claims, or their number, are known.

    Example:
        请求宣告权利要求15无效（授权文本仅10项）
    Use instead:
        请求宣告权利要求1-10无效
    中文:
        没有写明请求范围，或者范围、理由所涉及的权利要求在授权文本中不存在时报告；期满未补正的，视为未提出。

    """
    for request in invalidation_requests(case):
        details, place = request.details, f"{request.pointer}/details"
        if details.empty("scope"):
            yield absent(
                f"{place}/scope",
                zh="无效宣告请求书没有写明请求范围，请补正；期满未补正的，视为未提出。",
                en="The request does not state its scope: correct it, or it is deemed not filed.",
            )
            continue
        scope = facts.known(details.scope, "无效宣告请求范围", "the scope")
        named = [(at_pointer(f"{place}/scope", scope), scope)]
        if details.grounds is not None:
            named += [
                (stated.place("claims", text), text)
                for stated in stated_grounds(request)
                for text in stated.ground.claims or ()
            ]
        if case.profile.kind is ApplicationKind.DESIGN:
            continue
        last = _granted_claims(case, details.granted_claim_count)
        for location, text in named:
            wrong = sorted({number for number in claim_numbers(text) if not 1 <= number <= last})
            if wrong:
                yield placed(
                    location,
                    zh=f"授权文本只有{last}项权利要求，没有权利要求{wrong[0]}，请核对请求范围。",
                    en=f"The granted patent has {last} claims and no claim {wrong[0]}: check the "
                    "scope.",
                )


def _granted_claims(case: Case, stated: int | None) -> int:
    """How many claims were granted: as stated, or counted in the granted publication."""
    if stated is not None:
        return stated
    if case.bibliographic.grant is None:
        facts.unknown("授权文本的权利要求", "the claims as granted")
    return max(claim.number or 0 for claim in case.claims)


RULES = (
    grounds_and_evidence,
    scope_unclear,
)

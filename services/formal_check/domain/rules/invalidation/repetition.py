"""Requests for invalidation that repeat a decided one (CN-INV-007; Rule 70)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.invalidation.reading import (
    StatedGround,
    claim_numbers,
    documents_of,
    grounds_at,
    invalidation_requests,
    stated_grounds,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.invalidation import InvalidationDecision
from shared.model.facts.provision import CitedProvision

_WIDER_SINCE = GUIDELINES_CHANGED
"""From this day a request that is substantially the same is not accepted either."""


def _repeated(case: Case, *, substantially: bool) -> Drafts:
    requests = invalidation_requests(case)
    decisions = [
        decision
        for decision in facts.events(case, InvalidationDecision)
        if decision.details.revoked is not True
    ]
    if not decisions:
        facts.inapplicable(
            "该专利没有在先的无效宣告请求审查决定", "No earlier decision concerns this patent"
        )
    judged: set[tuple[CitedProvision, frozenset[str], frozenset[int]]] = set()
    for decision in decisions:
        grounds = facts.known(
            decision.details.grounds, "在先决定的理由", "the grounds of the earlier decision"
        )
        for stated in grounds_at(grounds, decision.pointer):
            if stated.provision is not None and stated.ground.not_considered is not True:
                judged.add(
                    _identity(stated, documents_of(stated.ground, decision.details.evidence))
                )
    without_claims = {(provision, documents) for provision, documents, _ in judged}
    for request in requests:
        for stated in stated_grounds(request):
            if stated.provision is None:
                continue
            key = _identity(stated, documents_of(stated.ground, request.details.evidence))
            if key in judged or (substantially and key[:2] in without_claims):
                also_zh = "或者实质相同" if substantially else ""
                also_en = " or substantially the same" if substantially else ""
                yield placed(
                    stated.place(),
                    zh=f"在先的无效宣告决定已对相同{also_zh}的理由和证据（{stated.text}）作出审查，"
                    "再次提出的不予受理；请核对。",
                    en=f"An earlier decision dealt with the same{also_en} ground and evidence "
                    f"({stated.text}): a request repeating them is not accepted. Check it.",
                )


def _identity(
    stated: StatedGround, documents: frozenset[str]
) -> tuple[CitedProvision, frozenset[str], frozenset[int]]:
    """What makes two grounds the same: provision, documents, claims."""
    assert stated.provision is not None  # noqa: S101 - callers have looked
    claims = frozenset(n for text in stated.ground.claims or () for n in claim_numbers(text))
    return stated.provision, documents, claims


@procedure_rule(
    "CN-INV-007",
    zh="不得以同样的理由和证据再次请求无效宣告（一事不再理）",
    en="The same grounds and evidence are not judged twice",
    severity=Severity.WARNING,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS, Input.EVENTS],
    effective_to=date(2025, 12, 31),
    basis=[rules(70, 2)],
)
def request_repeated(case: Case) -> Drafts:
    """Report a ground that an earlier decision judged for the same claims on the same evidence.

    Why:
        A repeated request is not accepted. What the earlier decision left aside as late may come
        again.
    Known problems:
        Documents are compared by the names given in the lists of evidence.

    Example:
        在先决定：法22.3，证据CN1；再次请求：法22.3，证据CN1
    Use instead:
        再次请求：法22.3，证据CN2
    中文:
        在先决定已对相同的权利要求、理由和证据作出审查，又以其提出请求时提示；在先决定未予考虑的除外。

    """
    yield from _repeated(case, substantially=False)


@procedure_rule(
    "CN-INV-007",
    zh="不得以相同或者实质相同的理由和证据再次请求无效宣告",
    en="Grounds and evidence that are substantially the same are not judged twice",
    severity=Severity.WARNING,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS, Input.EVENTS],
    effective_from=_WIDER_SINCE,
    basis=[guidelines("4.3.2.1", since=_WIDER_SINCE), rules(70, 2)],
)
def request_substantially_repeated(case: Case) -> Drafts:
    """Report a ground that an earlier decision judged on the same evidence, for whatever claims.

    Why:
        Since 2026 a request that is substantially the same is not accepted either.
    Known problems:
        What is substantially the same beyond provision and evidence is for a person to judge.

    Example:
        在先决定：法22.3，证据CN1，权利要求1；再次请求：法22.3，证据CN1，权利要求1-3
    Use instead:
        再次请求：法22.3，证据CN2
    中文:
        自2026年起，以相同或者实质相同的理由和证据再次提出请求的不予受理。条款和证据与在先决定相同时提示，是
        否实质相同由人判断。

    """
    yield from _repeated(case, substantially=True)


RULES = (
    request_repeated,
    request_substantially_repeated,
)

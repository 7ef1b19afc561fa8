"""Invalidation of a design for an earlier right (CN-INV-006; Rule 70)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import DESIGN
from services.formal_check.domain.rules.invalidation.reading import (
    at_pointer,
    evidence_key,
    invalidation_requests,
    stated_grounds,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.provision import Statute


@procedure_rule(
    "CN-INV-006",
    zh="以权利冲突请求无效的，应提交证据并证明是在先权利人或者利害关系人",
    en="Conflict with an earlier right needs evidence of it and standing",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    kinds=DESIGN,
    basis=[rules(70, 3), guidelines("4.3.3.2")],
)
def conflict_unproved(case: Case) -> Drafts:
    """Report Art. 23(3) as a ground without evidence of the conflict, or without standing.

    Why:
        Such a request is not accepted.

    Example:
        法23.3，未提交著作权登记证书
    Use instead:
        法23.3，证据1：作品登记证书（请求人为著作权人）
    中文:
        以外观设计与在先权利相冲突为理由，而没有证明权利冲突的证据，或者请求人不能证明是在先权利人或者利害关
        系人时报告。

    """
    concerned = False
    for request in invalidation_requests(case):
        for stated in stated_grounds(request):
            found = stated.provision
            if found is None or (found.statute, found.article, found.paragraph) != (
                Statute.LAW,
                23,
                3,
            ):
                continue
            concerned = True
            evidence = facts.known(request.details.evidence, "证据清单", "the list of evidence")
            cited = {evidence_key(name) for name in stated.ground.evidence or ()}
            proofs = [each for each in evidence if evidence_key(each.number or "") in cited]
            if all(each.proves_conflict is False for each in proofs):
                yield placed(
                    stated.place(),
                    zh="以权利冲突为理由，但没有证明权利冲突的证据，不予受理；请提交。",
                    en="The ground is a conflict of rights, but no evidence proves it: the request "
                    "is not accepted. Submit evidence.",
                )
            for index, requester in enumerate(request.details.requesters or ()):
                if requester.prior_right_holder is False:
                    yield placed(
                        at_pointer(
                            f"{request.pointer}/details/requesters/{index}", requester.name or ""
                        ),
                        zh="请求人不能证明是在先权利人或者利害关系人，不予受理；请提交证明。",
                        en="The requester is not shown to hold the earlier right or to be an "
                        "interested party: the request is not accepted. Submit proof.",
                    )
            who = request.details.requesters
            if not who or any(each.prior_right_holder is None for each in who):
                facts.unknown(
                    "请求人与在先权利的关系", "what the requester has to do with the right"
                )
            if proofs and not any(each.proves_conflict for each in proofs):
                facts.unknown("证据是否证明权利冲突", "whether the evidence proves the conflict")
    if not concerned:
        facts.inapplicable("没有以权利冲突为理由", "No conflict of rights is a ground")


RULES = (conflict_unproved,)

"""Grounds, evidence and scope of a request for invalidation (CN-INV-002 … 007, 018)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules, rules_2010
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.invalidation_case import (
    StatedGround,
    at_pointer,
    claim_numbers,
    documents_of,
    evidence_key,
    grounds_at,
    invalidation_requests,
    stated_grounds,
)
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import DESIGN, GoverningDate
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.invalidation import InvalidationDecision
from shared.model.facts.provision import CitedProvision, Statute
from shared.model.identification import ApplicationKind

_WIDER_SINCE = date(2026, 1, 1)
"""From this day a request that is substantially the same is not accepted either."""

Place = tuple[Statute, int, int | None]
"""Statute, article and paragraph; ``None`` allows every paragraph."""

_BOTH_VERSIONS: frozenset[Place] = frozenset(
    {
        *((Statute.LAW, article, None) for article in (2, 5, 9, 22, 23, 25, 33)),
        (Statute.LAW, 26, 3),
        (Statute.LAW, 26, 4),
        (Statute.LAW, 27, 2),
    }
)
GROUNDS_2023: frozenset[Place] = _BOTH_VERSIONS | {
    (Statute.LAW, 19, 1),
    (Statute.RULES, 11, None),
    (Statute.RULES, 23, 2),
    (Statute.RULES, 49, 1),
}
"""Grounds of Rule 69(2) of 2023."""
GROUNDS_2010: frozenset[Place] = _BOTH_VERSIONS | {
    (Statute.LAW, 20, 1),
    (Statute.RULES, 20, 2),
    (Statute.RULES, 43, 1),
}
"""Grounds of Rule 65(2) of 2010."""

_WITH_PARAGRAPHS = frozenset(
    {
        *((Statute.LAW, article) for article in (2, 5, 9, 19, 20, 22, 23, 25, 26, 27)),
        *((Statute.RULES, article) for article in (20, 23, 43, 49)),
    }
)
"""Articles among the grounds that have several paragraphs."""
_BY_COMPARISON = frozenset({(Statute.LAW, 9), (Statute.LAW, 22), (Statute.LAW, 23)})
"""Grounds that rest on evidence: earlier patents, designs and rights."""
_NOT_FOR_DESIGNS = frozenset({(Statute.LAW, 22, None), (Statute.LAW, 26, 3), (Statute.LAW, 26, 4)})
_DESIGNS_ONLY = frozenset({(Statute.LAW, 23, None), (Statute.LAW, 27, 2)})
_PARTLY_FOREIGN = (26, 27)
"""Only some paragraphs of these concern another type: without one, nothing is said."""


def _among(provision: CitedProvision, places: frozenset[Place]) -> bool:
    """Whether a provision is one of ``places``; one without paragraph counts by its article."""
    return any(
        (provision.statute, provision.article) == place[:2]
        and (place[2] is None or provision.paragraph in (None, place[2]))
        for place in places
    )


def _outside(case: Case, allowed: frozenset[Place], rule_zh: str, rule_en: str) -> Drafts:
    unread = False
    for request in invalidation_requests(case):
        for stated in stated_grounds(request):
            if stated.provision is None:
                unread = True
            elif not _among(stated.provision, allowed):
                yield placed(
                    stated.place(),
                    zh=f"{stated.provision.zh}不是{rule_zh}规定的无效宣告理由，"
                    "以此提出的请求不予受理；请删除或者更换。",
                    en=f"{stated.provision.en} is no ground of {rule_en}: a request on it is not "
                    "accepted. Delete or replace it.",
                )
    if unread:
        facts.unknown("可识别的无效宣告理由条款", "a provision that can be read for each ground")


@procedure_rule(
    "CN-INV-002",
    zh="无效宣告理由限于细则第69条第2款所列",
    en="Grounds for invalidation are those of Rule 69(2)",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    governed_by=GoverningDate.FILING,
    effective_from=date(2024, 1, 20),
    basis=[rules(69, 2)],
)
def ground_not_listed(case: Case) -> Drafts:
    """Report a ground that Rule 69(2) does not list.

    Why:
        Only listed grounds are examined; unity or form are none.
    Known problems:
        The version is chosen by the filing date; the transitional provisions are not at hand.

    Example:
        理由：专利法第三十一条第一款
    Use instead:
        理由：专利法第二十二条第三款
    中文:
        无效宣告理由不属于细则第69条第2款所列条款时报告。版本按申请日确定；过渡办法未收录，请人工核对。

    """
    yield from _outside(case, GROUNDS_2023, "细则第69条第2款", "Rule 69(2)")


@procedure_rule(
    "CN-INV-002",
    zh="无效宣告理由限于2010年细则第65条第2款所列",
    en="Grounds for invalidation are those of Rule 65(2) of 2010",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    governed_by=GoverningDate.FILING,
    effective_to=date(2024, 1, 19),
    basis=[rules_2010(65, 2)],
)
def ground_not_listed_2010(case: Case) -> Drafts:
    """Report a ground that Rule 65(2) of 2010 does not list.

    Why:
        Patents on applications filed before 2024-01-20 were granted under these Rules; good faith
        was no ground in them.
    Known problems:
        The version is chosen by the filing date; the transitional provisions are not at hand.

    Example:
        理由：实施细则第十一条
    Use instead:
        理由：实施细则第四十三条第一款
    中文:
        申请日在2024年1月20日以前的，无效宣告理由不属于2010年细则第65条第2款所列条款时报告。过渡办法未收
        录，请人工核对。

    """
    yield from _outside(case, GROUNDS_2010, "2010年细则第65条第2款", "Rule 65(2) of 2010")


@procedure_rule(
    "CN-INV-003",
    zh="无效宣告理由应以条、款、项分别提出",
    en="Each ground names article, paragraph and item",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("4.3.3.3")],
)
def ground_without_paragraph(case: Case) -> Drafts:
    """Report a ground that names an article of several paragraphs without paragraph, or no article.

    Why:
        Novelty and inventive step are different grounds in one article; each stands alone.

    Example:
        不符合专利法第二十二条
    Use instead:
        不符合专利法第二十二条第三款
    中文:
        无效宣告理由没有写明条款，或者所写的条有多款而没有写明款时报告；每项理由应当单独提出。

    """
    for request in invalidation_requests(case):
        for stated in stated_grounds(request):
            found = stated.provision
            if found is None:
                yield placed(
                    stated.place(),
                    zh="该项无效宣告理由没有写明一个条款，请按条、款、项分别提出。",
                    en="This ground names no single provision: state article, paragraph and item.",
                )
            elif found.paragraph is None and (found.statute, found.article) in _WITH_PARAGRAPHS:
                yield placed(
                    stated.place(),
                    zh=f"无效宣告理由只写明{found.zh}，没有写明款，请补充。",
                    en=f"The ground {found.en} names no paragraph: add it.",
                )


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


@procedure_rule(
    "CN-INV-018",
    zh="无效宣告理由应与专利类型相配",
    en="Grounds fit the type of the patent",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.PAPERS],
    basis=[law(22, 1), law(23, 1)],
)
def ground_of_another_type(case: Case) -> Drafts:
    """Report grounds for inventions against a design, and grounds for designs against others.

    Why:
        Art. 22 concerns inventions and utility models, Art. 23 designs.

    Example:
        对外观设计以法22.3为理由
    Use instead:
        对外观设计以法23.2为理由
    中文:
        对外观设计专利提出创造性等理由，或者对发明、实用新型专利提出专利法第二十三条等理由时提示。

    """
    requests = invalidation_requests(case)
    kind = facts.known(case.profile.kind, "专利类型", "the type of the patent")
    design = kind is ApplicationKind.DESIGN
    foreign = _NOT_FOR_DESIGNS if design else _DESIGNS_ONLY
    for request in requests:
        for stated in stated_grounds(request):
            found = stated.provision
            if found is None or not _among(found, foreign):
                continue
            if found.paragraph is None and found.article in _PARTLY_FOREIGN:
                continue
            own_zh = "外观设计" if design else "发明或者实用新型"
            own_en = "a design" if design else "an invention or utility model"
            yield placed(
                stated.place(),
                zh=f"{found.zh}不适用于{own_zh}专利，请更换无效宣告理由。",
                en=f"{found.en} does not concern {own_en}: choose the ground that fits.",
            )


RULES = (
    ground_not_listed,
    ground_not_listed_2010,
    ground_without_paragraph,
    grounds_and_evidence,
    scope_unclear,
    conflict_unproved,
    request_repeated,
    request_substantially_repeated,
    ground_of_another_type,
)

"""Grounds of a request for invalidation (CN-INV-002, 003, 018; Rule 69)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import (
    RULES_2010,
    RULES_2023,
    guidelines,
    law,
    rules,
    rules_2010,
)
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import GoverningDate
from services.formal_check.domain.rules.invalidation.reading import (
    invalidation_requests,
    stated_grounds,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.provision import CitedProvision, Statute
from shared.model.identification import ApplicationKind

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
    effective_from=RULES_2023.effective_from,
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
    effective_to=RULES_2010.effective_to,
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
    ground_of_another_type,
)

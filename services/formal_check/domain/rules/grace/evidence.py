"""Disclosures are proved (CN-GRC-004)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.grace.reading import grace_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.grace import Disclosure, GraceProof, disclosure_of, shown

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
    evidence = filed(
        case, GraceProof, "没有不丧失新颖性的证明材料", "There is no evidence of a disclosure"
    )
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


RULES = (evidence_incomplete,)

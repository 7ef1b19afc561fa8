"""Passages of an amendment that the papers as filed do not show (CN-AMD-005; Patent Law Art. 33)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import law
from services.formal_check.domain.correction.disclosure import Disclosure
from services.formal_check.domain.correction.passage_tokens import clauses
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import TECHNICAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import DesignAmendment

_LONGEST = 100_000
"""Code points of an amended text that are aligned."""
_SHOWN = 60


@procedure_rule(
    "CN-AMD-005",
    zh="修改不得超出原说明书和权利要求书记载的范围（提示新增的数值和内容）",
    en="An amendment stays within the papers as filed (shows new values and passages)",
    severity=Severity.NOTICE,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS, Input.CLAIMS, Input.DESCRIPTION, Input.TITLE],
    kinds=TECHNICAL,
    basis=[law(33, 1)],
)
def new_matter_hint(case: Case) -> Drafts:
    """Show passages of an amended text with words or values that the papers as filed lack.

    Each clause is aligned with the claims and description as filed; values count as wholes, with
    their units and ranges. The nearest passage of the original stands beside the finding.

    Why:
        Whether the content goes beyond the original is for a person to judge; these are the places
        to look at first.
    Known problems:
        Content that follows directly from the original is shown, too, if it is worded anew;
        content put together from the original's own words is not (`zhishen correct` shows it).
        Drawings are not read.

    Example:
        修改文本新增“温度为10～50℃”，原申请文件没有记载
    Use instead:
        仅使用原说明书和权利要求书记载的内容
    中文:
        修改文本的语句中出现原权利要求书和说明书没有的用语、带单位的数值或者数值范围时提示，并指出最接近的原文；是否
        超出原记载的范围由人判断。不识别附图中的内容；用原文词语重新组合的内容见zhishen correct。

    """
    amended = filed(case, DesignAmendment, "没有修改", "Nothing was amended")
    texts = [
        (f"{amendment.pointer}/details/texts", text)
        for amendment in amended
        for text in amendment.details.texts or ()
    ]
    if not texts:
        unknown("修改文本", "the amended text")
    original = case.shared(_filed)
    for pointer, text in texts:
        seen: set[str] = set()
        for clause in clauses(text[:_LONGEST]):
            support = original.support(clause)
            passage = text[clause[0].start : clause[-1].end]
            if not support.missing or passage in seen:
                continue
            seen.add(passage)
            stretches = "”“".join(
                text[clause[start].start : clause[end - 1].end] for start, end in support.missing
            )
            yield placed(
                case.field(pointer, passage[:_SHOWN]),
                zh=f"原权利要求书和说明书中未见“{stretches[:_SHOWN]}”，请核对是否超出原记载的范围。",
                en="The claims and description as filed do not show all of this: judge whether it "
                "goes beyond them.",
                related=() if support.nearest is None else (support.nearest,),
            )


def _filed(case: Case) -> Disclosure:
    if not case.has_claims and not case.has_description:
        unknown("原权利要求书和说明书", "the claims and description as filed")
    units = list(case.titles)
    if case.has_claims:
        units += [claim.unit for claim in case.claims]
    if case.has_description:
        units += [paragraph.unit for paragraph in case.paragraphs]
    return Disclosure(units)


RULES = (new_matter_hint,)

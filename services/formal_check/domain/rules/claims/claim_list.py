"""Claims as a list: an independent one, no headings, as many as declared (CN-CLM-001, 036, 039)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, placed, replacing, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import opening
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claims import ClaimType

_HEADING_IN_CLAIM = re.compile(r"权利要求书\s{0,4}[:：]?\s{0,4}(?=\S)")


@rule(
    "CN-CLM-001",
    zh="权利要求书应当有独立权利要求",
    en="There is at least one independent claim",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(23, 1)],
)
def independent_claim_missing(case: Case) -> Drafts:
    """Report claims all of which depend on others.

    Why:
        An independent claim states the whole technical solution; dependent claims only add to it.

    Example:
        1. 根据权利要求2所述的水杯，……
    Use instead:
        1. 一种水杯，……
    中文:
        全部权利要求均为从属权利要求时报告。独立权利要求应当从整体上反映技术方案，从属权利要求只作进一步限定。

    """
    claims = case.claims
    if all(claim.claim_type is ClaimType.DEPENDENT for claim in claims):
        yield whole(
            claims[0].unit,
            zh="权利要求书中没有独立权利要求，请至少写明一项不引用其他权利要求的独立权利要求。",
            en="All claims depend on others: add at least one independent claim.",
        )


@rule(
    "CN-CLM-036",
    zh="权利要求书不得加标题",
    en="The claims of a utility model have no heading",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[guidelines("1.2.7.4")],
)
def heading_above_claims(case: Case) -> Drafts:
    """Find a heading above the claims, such as 权利要求书.

    Why:
        The form already says what the paper is; the text begins with claim 1.

    Example:
        权利要求书：
    Use instead:
        1. 一种水杯，……
    中文:
        查找权利要求之前的标题（如“权利要求书”）。权利要求书直接从第1项权利要求写起，不加标题。

    """
    heading = case.claims_heading
    first = case.claims[0].unit if case.claims else None
    if first is not None and (found := _HEADING_IN_CLAIM.match(first.text)):
        yield at(
            first,
            *found.span(),
            zh="权利要求书不得加标题，请删除。",
            en="The claims begin with a heading: delete it.",
        )
    if heading is None or not heading.text.strip():
        return
    yield whole(
        heading,
        zh="权利要求书不得加标题，请删除。",
        en="The claims document has a heading: delete it.",
        fixes=(
            replacing(
                heading,
                0,
                len(heading.text),
                "",
                safety=FixSafety.SAFE,
                zh="删除标题。",
                en="Delete the heading.",
            ),
        ),
    )


@rule(
    "CN-CLM-039",
    zh="请求书声明的项数与权利要求书一致",
    en="The number of claims stated in the request is right",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.REQUEST],
    basis=[guidelines("5.3.2.3.1")],
)
def declared_count(case: Case) -> Drafts:
    """Compare the number of claims stated in the request with the claims.

    Why:
        The office checks the papers received against the list in the request; fees for extra
        claims depend on the number.

    Example:
        请求书：权利要求项数 10；权利要求书：12项
    Use instead:
        请求书：权利要求项数 12
    中文:
        比较请求书声明的权利要求项数与实际项数。受理时按请求书核对文件数量，附加费也按项数计算。

    """
    declared = case.request.declared_claim_count
    if declared is None:
        raise NotChecked(
            "请求书未写明权利要求项数，未检查。",
            "Not checked: the request does not state the number of claims.",
        )
    actual = len(case.claims)
    if declared != actual:
        yield placed(
            case.field("/request/declared_claim_count", str(declared)),
            zh=f"请求书声明权利要求{declared}项，实为{actual}项，请更正请求书。",
            en=f"The request states {declared} claims, there are {actual}: correct the request.",
            related=(opening(case.claims[-1]),),
        )


RULES = (
    independent_claim_missing,
    heading_above_claims,
    declared_count,
)

"""European claims as a set (Rules 43 and 45 EPC; EP-CLM-001, 002, 007, 008)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.foreign_citations import epc_rule
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.claims.reading import claim_set, name_of, opening
from services.formal_check.domain.rules.english_claims.reading import (
    ep_rule,
    faulty_references,
    numbering_breaks,
)
from shared.contracts.formal_check import Severity
from shared.model.claims import ClaimType

MOST_CLAIMS = 15
"""Claims beyond this number cost a fee (Rule 45(1))."""
_METHOD = re.compile(r"\b(?:method|process|procedure)\b", re.IGNORECASE)
_USE = re.compile(r"\s*(?:the\s+)?use\b", re.IGNORECASE)


@ep_rule(
    "EP-CLM-001",
    zh="权利要求用阿拉伯数字连续编号（欧洲）",
    en="Claims are numbered consecutively in Arabic numerals (EP)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[epc_rule("43(5)")],
)
def numbering(case: Case) -> Drafts:
    """Check that the claims are numbered 1, 2, 3 ….

    Why:
        References between claims use the numbers.

    Example:
        1. A cup … 3. Cup according to claim 1 …
    Use instead:
        1. A cup … 2. Cup according to claim 1 …
    中文:
        检查权利要求是否从1起用阿拉伯数字连续编号。

    """
    yield from numbering_breaks(case)


@ep_rule(
    "EP-CLM-002",
    zh="从属权利要求引用在前且存在的权利要求（欧洲）",
    en="A dependent claim refers to a previous claim that exists (EP)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[epc_rule("43(4)")],
)
def reference(case: Case) -> Drafts:
    """Find references to absent claims, and of dependent claims to themselves or to later ones.

    Why:
        A dependent claim includes all features of a previous claim.
    Known problems:
        Of an excerpt, claims after the last one at hand are unknown and not reported.

    Example:
        2. Cup according to claim 5, … (3 claims)
    Use instead:
        2. Cup according to claim 1, …
    中文:
        查找对不存在的权利要求的引用，以及从属权利要求对自身或者在后权利要求的引用。

    """
    yield from faulty_references(case)


@ep_rule(
    "EP-CLM-007",
    zh="同一类型一般只有一项独立权利要求（欧洲）",
    en="Normally one independent claim in a category (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[epc_rule("43(2)")],
)
def one_in_a_category(case: Case) -> Drafts:
    """Note a second independent claim to a product, a process, or a use.

    Why:
        More than one is allowed only for interrelated products, different uses, and alternative
        solutions.
    Known problems:
        Products and apparatus are not told apart. Whether an exception applies, a person judges.

    Example:
        1. A cup … 7. A jug …
    Use instead:
        1. A vessel …
    中文:
        同一类型（产品、方法、用途）有第二项独立权利要求时提示；相互关联的产品、不同用途、替代方案除外。

    """
    claims = case.shared(claim_set)
    first: dict[str, int] = {}
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        subject = structure.subject
        if claim.claim_type is not ClaimType.INDEPENDENT or subject is None:
            continue
        earlier = first.setdefault(_category(structure.subject_name), index)
        if earlier != index:
            other = claims.claims[earlier]
            yield at(
                claim.unit,
                subject.start,
                subject.end,
                zh=f"权利要求{name_of(claim)}与权利要求{name_of(other)}属于同一类型的独立权利要求，请确认符合例外情形。",
                en=f"Claim {name_of(claim)} is independent in the same category as claim {name_of(other)}: "
                "make sure that an exception applies.",
                related=(opening(other),),
            )


def _category(name: str) -> str:
    if _USE.match(name):
        return "use"
    head = re.split(r"\b(?:for|of|to|in|with|having|that|which|using|by)\b", name)[0]
    return "process" if _METHOD.search(head) else "product"


@ep_rule(
    "EP-CLM-008",
    zh="超过15项的权利要求需缴费（欧洲）",
    en="Claims beyond the fifteenth cost a fee (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[epc_rule("45(1)")],
)
def many_claims(case: Case) -> Drafts:
    """Note the sixteenth claim.

    Why:
        Without the fee the claims are deemed to be abandoned.

    Example:
        20 claims
    Use instead:
        15 claims
    中文:
        权利要求超过15项时提示：超过部分应当缴纳权利要求费，否则视为放弃。

    """
    claims = case.claims
    if len(claims) > MOST_CLAIMS:
        place = opening(claims[MOST_CLAIMS])
        yield at(
            claims[MOST_CLAIMS].unit,
            place.unit_start or 0,
            place.unit_end or 0,
            zh=f"共{len(claims)}项权利要求，超过{MOST_CLAIMS}项的部分需缴纳权利要求费。",
            en=f"There are {len(claims)} claims: a fee is due for each beyond the fifteenth.",
        )


RULES = (
    numbering,
    reference,
    one_in_a_category,
    many_claims,
)

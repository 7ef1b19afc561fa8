"""US claims: numbers and references (37 CFR 1.75, MPEP 608.01; US-CLM-001 … 004)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Drafts
from services.formal_check.domain.foreign_citations import cfr, mpep
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.english_claims.reading import (
    cumulative_references,
    faulty_references,
    multiple_on_multiple,
    numbering_breaks,
    us_rule,
)
from shared.contracts.formal_check import Severity


@us_rule(
    "US-CLM-001",
    zh="权利要求用阿拉伯数字连续编号（美国）",
    en="Claims are numbered consecutively in Arabic numerals (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[cfr("1.75(f)")],
)
def numbering(case: Case) -> Drafts:
    """Check that the claims are numbered 1, 2, 3 ….

    In a publication only repeated and falling numbers are reported: cancelled claims leave gaps.

    Why:
        References between claims use the numbers.

    Example:
        1. A cup … 3. The cup of claim 1 …
    Use instead:
        1. A cup … 2. The cup of claim 1 …
    中文:
        检查权利要求是否从1起用阿拉伯数字连续编号。公布文本中权利要求可能已被删除，仅报告重号和倒序。

    """
    yield from numbering_breaks(case)


@us_rule(
    "US-CLM-002",
    zh="从属权利要求引用在前且存在的权利要求（美国）",
    en="A dependent claim refers to a preceding claim that exists (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[cfr("1.75(c)"), mpep("608.01(n)")],
)
def reference(case: Case) -> Drafts:
    """Find references to absent claims, and of dependent claims to themselves or to later ones.

    Why:
        A dependent claim includes the limitations of a claim that the reader already knows.
    Known problems:
        Of an excerpt, claims after the last one at hand are unknown and not reported.

    Example:
        2. The cup of claim 5, wherein … (3 claims)
    Use instead:
        2. The cup of claim 1, wherein …
    中文:
        查找对不存在的权利要求的引用，以及从属权利要求对自身或者在后权利要求的引用。

    """
    yield from faulty_references(case)


@us_rule(
    "US-CLM-003",
    zh="多项从属权利要求只能择一引用（美国）",
    en="A multiple dependent claim refers in the alternative only (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[cfr("1.75(c)")],
)
def alternative(case: Case) -> Drafts:
    """Find dependent claims that refer to several claims at once.

    Why:
        Each combination has to be one subject.

    Example:
        3. The cup of claims 1 and 2, wherein …
    Use instead:
        3. The cup of claim 1 or 2, wherein …
    中文:
        查找同时引用多项权利要求而未择一引用的从属权利要求。

    """
    yield from cumulative_references(case)


@us_rule(
    "US-CLM-004",
    zh="多项从属权利要求不得作为另一项多项从属权利要求的基础（美国）",
    en="A multiple dependent claim is no basis for another one (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[cfr("1.75(c)")],
)
def multiple(case: Case) -> Drafts:
    """Find multiple dependent claims that refer to another multiple dependent claim.

    Why:
        Combinations of combinations multiply beyond what anyone can follow.

    Example:
        3. The cup of claim 1 or 2 … 4. The cup of any one of claims 1 to 3 …
    Use instead:
        4. The cup of claim 1 or 2 …
    中文:
        查找直接引用另一项多项从属权利要求的多项从属权利要求。

    """
    yield from multiple_on_multiple(case)


RULES = (
    numbering,
    reference,
    alternative,
    multiple,
)

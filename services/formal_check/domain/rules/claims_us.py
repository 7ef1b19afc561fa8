"""Claims of applications in the United States (37 CFR 1.75, MPEP 608.01 and 2173.05).

A second office beside the Chinese one: office, kind, language and date choose these rules, and no
Chinese rule knows of them. Publications were let pass or wait for examination: there a finding is a
warning at most.
"""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.findings import Drafts
from services.formal_check.domain.foreign_citations import cfr, mpep
from services.formal_check.domain.profile import INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules import english_claims
from shared.contracts.formal_check import Severity

ENGLISH = ("en",)
_EXAMPLE = re.compile(
    r"\bfor\s+(?:example|instance)\b|\be\.\s?g\.|\bsuch\s+as\b|\bpreferabl[ey]\b|\bor\s+the\s+like\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:relatively|superior|similar(?!\s+to\b)|desirable|suitable|appropriate|sufficiently|hardly)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\b(?:means|mechanism|step)\s+for\s+(?:\w+ly\s+)?\w+ing\b|\bmeans\s+to\s+\w+", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\bas\s+(?:substantially\s+|herein(?:before)?\s+)?(?:shown|illustrated|depicted|described|set\s+forth)"
    r"\s+(?:herein|in\s+(?:the\s+)?(?:accompanying\s+)?(?:drawings?|specification|description|fig(?:ure)?s?\b))"
    r"|\b(?:shown|illustrated|depicted)\s+in\s+fig(?:ure)?s?\b|\bsubstantially\s+as\s+(?:herein\s+)?described\b",
    re.IGNORECASE,
)
_USE = re.compile(r"\s*(?:the\s+)?use\s+of\b", re.IGNORECASE)


@rule(
    "US-CLM-001",
    zh="权利要求用阿拉伯数字连续编号（美国）",
    en="Claims are numbered consecutively in Arabic numerals (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
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
    yield from english_claims.numbering_breaks(case)


@rule(
    "US-CLM-002",
    zh="从属权利要求引用在前且存在的权利要求（美国）",
    en="A dependent claim refers to a preceding claim that exists (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
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
    yield from english_claims.faulty_references(case)


@rule(
    "US-CLM-003",
    zh="多项从属权利要求只能择一引用（美国）",
    en="A multiple dependent claim refers in the alternative only (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
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
    yield from english_claims.cumulative_references(case)


@rule(
    "US-CLM-004",
    zh="多项从属权利要求不得作为另一项多项从属权利要求的基础（美国）",
    en="A multiple dependent claim is no basis for another one (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
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
    yield from english_claims.multiple_on_multiple(case)


@rule(
    "US-CLM-005",
    zh="每项权利要求为一句，以大写字母开头，以句点结尾（美国）",
    en="A claim is one sentence, from a capital letter to a period (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("608.01(m)")],
)
def one_sentence(case: Case) -> Drafts:
    """Find claims without final period, and warn of periods within and of a small first letter.

    Why:
        What stands behind a period is not clearly part of the claim.
    Known problems:
        A claim that ends with a formula or table may lack the period. Within a claim, a period
        counts only between a word of three letters and a capitalised one.

    Example:
        1. A cup comprising a body. The body has a lid
    Use instead:
        1. A cup comprising a body and a lid on the body.
    中文:
        查找结尾没有句点的权利要求；中间有句点或者开头为小写字母的作警告。以公式、表格结尾的不要求句点。

    """
    yield from english_claims.sentences(case)


@rule(
    "US-CLM-006",
    zh="“the X”“said X”应当有引用基础（美国）",
    en="“The X” and “said X” have an antecedent (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2173.05(e)")],
)
def antecedent(case: Case) -> Drafts:
    """Find definite terms that nothing before introduces, on any path of references.

    Why:
        A reference to something that was not named leaves the scope open.
    Known problems:
        What is inherent in a named part (the surface, the length) counts as known, and so does a
        term that shares its first or last two words, or its stems, with a named one.

    Example:
        1. A cup comprising a body, wherein the spring is made of steel.
    Use instead:
        1. A cup comprising a body and a spring, wherein the spring is made of steel.
    中文:
        查找“the X”“said X”中X在本权利要求此前文字及各引用路径上均未引入的情形。固有的特征（表面、长度等）除外。

    """
    yield from english_claims.missing_terms(case)


@rule(
    "US-CLM-007",
    zh="避免“for example”“such as”等举例用语（美国）",
    en="No exemplary wording such as “for example” (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2173.05(d)")],
)
def exemplary(case: Case) -> Drafts:
    """Find for example, e.g., such as, preferably, or the like.

    Why:
        It is unclear whether the example limits the claim.
    Known problems:
        Whether the scope is really open, a person has to judge.

    Example:
        a metal, such as copper
    Use instead:
        copper
    中文:
        查找举例或者优选用语。此类用语使人不清楚例子是否构成限定，由审查员判断。

    """
    yield from english_claims.phrases(
        case,
        _EXAMPLE,
        "权利要求{claim}中的“{phrase}”使保护范围不清楚，请删除，或将其后的内容另写一项从属权利要求。",
        "“{phrase}” in claim {claim} leaves the scope open: delete it, or put what follows into a "
        "dependent claim.",
    )


@rule(
    "US-CLM-008",
    zh="慎用含义相对的用语（美国）",
    en="Relative terms need a standard to measure them by (US)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2173.05(b)")],
)
def relative(case: Case) -> Drafts:
    """Note relatively, similar, suitable, sufficiently and the like.

    Why:
        Without a standard in the description nobody can tell what is covered.
    Known problems:
        The description may give the standard; it is not looked at.

    Example:
        a relatively soft lid
    Use instead:
        a lid of silicone rubber
    中文:
        提示“relatively”“similar”“suitable”“sufficiently”等相对用语。说明书给出判断标准的，可以使用。

    """
    yield from english_claims.phrases(
        case,
        _RELATIVE,
        "权利要求{claim}中的“{phrase}”含义相对，请写明判断标准或者具体数值。",
        "“{phrase}” in claim {claim} is relative: state a standard or a value.",
    )


@rule(
    "US-CLM-009",
    zh="功能性限定可能按35 U.S.C. 112(f)解释（美国）",
    en="A limitation by function may be read under 35 U.S.C. 112(f) (US)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2181")],
)
def means_plus_function(case: Case) -> Drafts:
    """Note means for …ing, mechanism for …ing, step for …ing.

    Why:
        Such a limitation covers what the description gives for it, and equivalents: the
        description has to have the structure.

    Example:
        means for closing the cup
    Use instead:
        a lid hinged to the cup
    中文:
        提示“means for …ing”等功能性限定：可能按美国法典第35编第112条(f)款解释，说明书应当写明相应结构。

    """
    yield from english_claims.phrases(
        case,
        _MEANS,
        "权利要求{claim}中的“{phrase}”为功能性限定，请确认说明书写明了相应的结构或者动作。",
        "“{phrase}” in claim {claim} is a limitation by function: make sure that the description "
        "gives the structure or acts for it.",
    )


@rule(
    "US-CLM-010",
    zh="权利要求不以说明书、附图代替特征（美国）",
    en="A claim does not point to description or drawings for its features (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2173.05(s)"), mpep("2173.05(r)")],
)
def points_elsewhere(case: Case) -> Drafts:
    """Find as shown in FIG. 1, substantially as described and the like.

    Why:
        A claim is complete in itself.
    Known problems:
        Where words cannot define the matter, a reference is allowed.

    Example:
        A cup as shown in FIG. 1.
    Use instead:
        A cup comprising a body and a lid.
    中文:
        查找“as shown in FIG. 1”“substantially as described”等以说明书、附图代替特征的用语。

    """
    yield from english_claims.phrases(
        case,
        _ELSEWHERE,
        "权利要求{claim}中的“{phrase}”引用了说明书或者附图，请直接写明特征。",
        "“{phrase}” in claim {claim} points to description or drawings: state the feature itself.",
    )


@rule(
    "US-CLM-011",
    zh="权利要求之间应当有实质区别（美国）",
    en="Claims differ substantially from each other (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[cfr("1.75(b)")],
)
def duplicate(case: Case) -> Drafts:
    """Find claims with the same words as an earlier claim, punctuation aside.

    Why:
        The second one adds nothing.
    Known problems:
        Only equal wording is found.

    Example:
        3. The cup of claim 1, having a lid. (as claim 2)
    Use instead:
        (delete claim 3)
    中文:
        查找与在前权利要求文字相同（标点、大小写不计）的权利要求。

    """
    yield from english_claims.duplicates(case)


@rule(
    "US-CLM-012",
    zh="用途权利要求应当写明步骤（美国）",
    en="A use is claimed as a method with steps (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="US",
    basis=[mpep("2173.05(q)")],
)
def use_claim(case: Case) -> Drafts:
    """Find claims that begin with “Use of”.

    Why:
        A use without steps is neither a process nor a product.

    Example:
        5. Use of a cup for keeping tea warm.
    Use instead:
        5. A method of keeping tea warm, comprising filling the tea into a cup …
    中文:
        查找以“Use of”开头的权利要求：没有步骤的用途既非方法也非产品，请改写为写明步骤的方法。

    """
    for claim in case.claims:
        if found := _USE.match(claim.unit.text):
            yield english_claims.phrase_at(
                claim,
                found.end() - len(found.group().lstrip()),
                found.end(),
                "权利要求{claim}为用途权利要求，请改写为写明步骤的方法。",
                "Claim {claim} claims a use: rewrite it as a method with steps.",
            )


RULES = (
    numbering,
    reference,
    alternative,
    multiple,
    one_sentence,
    antecedent,
    exemplary,
    relative,
    means_plus_function,
    points_elsewhere,
    duplicate,
    use_claim,
)

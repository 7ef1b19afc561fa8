"""US claims: form and antecedents (37 CFR 1.75, MPEP 2173.05; US-CLM-005, 006, 010 … 012)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Drafts
from services.formal_check.domain.foreign_citations import cfr, mpep
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.english_claims.reading import (
    duplicates,
    missing_terms,
    phrase_at,
    phrases,
    sentences,
    us_rule,
)
from shared.contracts.formal_check import Severity

_ELSEWHERE = re.compile(
    r"\bas\s+(?:substantially\s+|herein(?:before)?\s+)?(?:shown|illustrated|depicted|described|set\s+forth)"
    r"\s+(?:herein|in\s+(?:the\s+)?(?:accompanying\s+)?(?:drawings?|specification|description|fig(?:ure)?s?\b))"
    r"|\b(?:shown|illustrated|depicted)\s+in\s+fig(?:ure)?s?\b|\bsubstantially\s+as\s+(?:herein\s+)?described\b",
    re.IGNORECASE,
)
_USE = re.compile(r"\s*(?:the\s+)?use\s+of\b", re.IGNORECASE)


@us_rule(
    "US-CLM-005",
    zh="每项权利要求为一句，以大写字母开头，以句点结尾（美国）",
    en="A claim is one sentence, from a capital letter to a period (US)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
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
    yield from sentences(case)


@us_rule(
    "US-CLM-006",
    zh="“the X”“said X”应当有引用基础（美国）",
    en="“The X” and “said X” have an antecedent (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
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
    yield from missing_terms(case)


@us_rule(
    "US-CLM-010",
    zh="权利要求不以说明书、附图代替特征（美国）",
    en="A claim does not point to description or drawings for its features (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
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
    yield from phrases(
        case,
        _ELSEWHERE,
        "权利要求{claim}中的“{phrase}”引用了说明书或者附图，请直接写明特征。",
        "“{phrase}” in claim {claim} points to description or drawings: state the feature itself.",
    )


@us_rule(
    "US-CLM-011",
    zh="权利要求之间应当有实质区别（美国）",
    en="Claims differ substantially from each other (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
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
    yield from duplicates(case)


@us_rule(
    "US-CLM-012",
    zh="用途权利要求应当写明步骤（美国）",
    en="A use is claimed as a method with steps (US)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
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
            yield phrase_at(
                claim,
                found.end() - len(found.group().lstrip()),
                found.end(),
                "权利要求{claim}为用途权利要求，请改写为写明步骤的方法。",
                "Claim {claim} claims a use: rewrite it as a method with steps.",
            )


RULES = (
    one_sentence,
    antecedent,
    points_elsewhere,
    duplicate,
    use_claim,
)

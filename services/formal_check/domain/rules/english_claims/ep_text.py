"""The text of European claims (Rule 43, Article 84 EPC; EP-CLM-003 … 006, 009)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.foreign_citations import epc_article, epc_rule
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.claims.reading import claim_set, name_of, opening
from services.formal_check.domain.rules.english_claims.reading import (
    ep_rule,
    missing_terms,
    phrases,
)
from shared.contracts.formal_check import Severity

_CHARACTERISED = re.compile(r"\bcharacteri[sz]ed\s+(?:in|by)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\bas\s+(?:described|illustrated|shown)\s+in\s+(?:the\s+|part\s|fig(?:ure)?s?\b)(?:description|drawings?|fig(?:ure)?s?)?"
    r"|\b(?:shown|illustrated)\s+in\s+fig(?:ure)?s?\b|\bsubstantially\s+as\s+(?:herein\s+)?described\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\bpreferabl[ey]\b|\bfor\s+(?:example|instance)\b|\bsuch\s+as\b|\bmore\s+particularly\b|\be\.\s?g\.",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\((?:[A-Za-z]{0,2}\d{1,4}[a-z]?'{0,2}(?:\s?[,;\-]\s?)?){1,8}\)")


@ep_rule(
    "EP-CLM-003",
    zh="适当时采用“characterised in that”的两段式（欧洲）",
    en="Two-part form with “characterised in that” where appropriate (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[epc_rule("43(1)")],
)
def two_part_form(case: Case) -> Drafts:
    """Note independent claims without “characterised in that” or “characterised by”.

    Why:
        The two parts tell the known from the new, wherever appropriate.

    Example:
        1. A cup comprising a body and a lid.
    Use instead:
        1. A cup comprising a body, characterised in that it has a lid.
    中文:
        独立权利要求没有“characterised in that/by”时提示；不适于两段式的，可以采用其他形式。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        if claim.references or structure.subject is None:
            continue
        if _CHARACTERISED.search(structure.folded) is None:
            yield at(
                claim.unit,
                structure.subject.start,
                structure.subject.end,
                zh=f"独立权利要求{name_of(claim)}没有采用两段式，如适用请写明“characterised in that”。",
                en=f"Independent claim {name_of(claim)} has no characterising portion: use the two-part "
                "form where it suits the invention.",
            )


@ep_rule(
    "EP-CLM-004",
    zh="权利要求不引用说明书或者附图（欧洲）",
    en="A claim does not rely on references to description or drawings (EP)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[epc_rule("43(6)")],
)
def points_elsewhere(case: Case) -> Drafts:
    """Find as described in …, as illustrated in figure … and the like.

    Why:
        A claim may rely on them only where it is absolutely necessary.

    Example:
        a lid as illustrated in figure 2
    Use instead:
        a lid hinged to the body
    中文:
        查找“as described in…”“as illustrated in figure…”等引用说明书或者附图的用语。

    """
    yield from phrases(
        case,
        _ELSEWHERE,
        "权利要求{claim}中的“{phrase}”引用了说明书或者附图，除绝对必要外请直接写明特征。",
        "“{phrase}” in claim {claim} relies on description or drawings: state the feature unless it "
        "is absolutely necessary.",
    )


@ep_rule(
    "EP-CLM-005",
    zh="有附图的，特征之后应有括号内的附图标记（欧洲）",
    en="With drawings, features are followed by reference signs in parentheses (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS, Input.DRAWINGS],
    basis=[epc_rule("43(7)")],
)
def reference_signs(case: Case) -> Drafts:
    """Note claims none of which has a reference sign although there are drawings.

    Why:
        Signs make the claims easier to understand; they do not limit them.
    Known problems:
        Whether the drawings have signs at all is not looked at.

    Example:
        a lid hinged to the body (two figures)
    Use instead:
        a lid (2) hinged to the body (1)
    中文:
        申请有附图而全部权利要求都没有附图标记时提示。附图标记不限制保护范围。

    """
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    claims = case.claims
    if not any(_SIGN.search(claim.unit.text) for claim in claims):
        place = opening(claims[0])
        yield at(
            claims[0].unit,
            place.unit_start or 0,
            place.unit_end or 0,
            zh="申请有附图，而权利要求没有附图标记，如有助于理解请在特征之后的括号内写明。",
            en="There are drawings, but the claims have no reference signs: put them in parentheses "
            "after the features if that helps to understand them.",
        )


@ep_rule(
    "EP-CLM-006",
    zh="“the X”“said X”应当有引用基础（欧洲）",
    en="“The X” and “said X” have an antecedent (EP)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[epc_article("84")],
)
def antecedent(case: Case) -> Drafts:
    """Find definite terms that nothing before introduces, on any path of references.

    Why:
        The claims have to be clear.
    Known problems:
        What is inherent in a named part (the surface, the length) counts as known, and so does a
        term that shares its first or last two words, or its stems, with a named one.

    Example:
        1. A cup having a body, wherein the spring is made of steel.
    Use instead:
        1. A cup having a body and a spring, wherein the spring is made of steel.
    中文:
        查找“the X”“said X”中X在本权利要求此前文字及各引用路径上均未引入的情形。固有的特征（表面、长度等）除外。

    """
    yield from missing_terms(case)


@ep_rule(
    "EP-CLM-009",
    zh="“preferably”“such as”等引出的特征为可选特征（欧洲）",
    en="What follows “preferably” or “such as” is optional (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[epc_article("84")],
)
def optional_feature(case: Case) -> Drafts:
    """Note preferably, for example, such as, more particularly.

    Why:
        The feature that follows does not limit the claim; it must not make it ambiguous.

    Example:
        a metal, preferably copper
    Use instead:
        a metal; in a dependent claim: copper
    中文:
        提示“preferably”“for example”“such as”等用语：其后的特征不起限定作用，不得引起歧义。

    """
    yield from phrases(
        case,
        _OPTIONAL,
        "权利要求{claim}中“{phrase}”之后的特征不起限定作用，请确认不引起歧义。",
        "What follows “{phrase}” in claim {claim} does not limit it: make sure that it leaves no "
        "ambiguity.",
    )


RULES = (
    two_part_form,
    points_elsewhere,
    reference_signs,
    antecedent,
    optional_feature,
)

"""Claims of European patent applications in English (Rules 43 and 45 EPC, Article 84 EPC)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.foreign_citations import epc_article, epc_rule
from services.formal_check.domain.profile import INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules import english_claims
from services.formal_check.domain.rules.claims_reading import claim_set, name_of, opening
from shared.contracts.formal_check import Severity
from shared.model.claims import ClaimType

ENGLISH = ("en",)
MOST_CLAIMS = 15
"""Claims beyond this number cost a fee (Rule 45(1))."""
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
_METHOD = re.compile(r"\b(?:method|process|procedure)\b", re.IGNORECASE)
_USE = re.compile(r"\s*(?:the\s+)?use\b", re.IGNORECASE)


@rule(
    "EP-CLM-001",
    zh="权利要求用阿拉伯数字连续编号（欧洲）",
    en="Claims are numbered consecutively in Arabic numerals (EP)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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
    yield from english_claims.numbering_breaks(case)


@rule(
    "EP-CLM-002",
    zh="从属权利要求引用在前且存在的权利要求（欧洲）",
    en="A dependent claim refers to a previous claim that exists (EP)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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
    yield from english_claims.faulty_references(case)


@rule(
    "EP-CLM-003",
    zh="适当时采用“characterised in that”的两段式（欧洲）",
    en="Two-part form with “characterised in that” where appropriate (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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


@rule(
    "EP-CLM-004",
    zh="权利要求不引用说明书或者附图（欧洲）",
    en="A claim does not rely on references to description or drawings (EP)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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
    yield from english_claims.phrases(
        case,
        _ELSEWHERE,
        "权利要求{claim}中的“{phrase}”引用了说明书或者附图，除绝对必要外请直接写明特征。",
        "“{phrase}” in claim {claim} relies on description or drawings: state the feature unless it "
        "is absolutely necessary.",
    )


@rule(
    "EP-CLM-005",
    zh="有附图的，特征之后应有括号内的附图标记（欧洲）",
    en="With drawings, features are followed by reference signs in parentheses (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS, Input.DRAWINGS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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


@rule(
    "EP-CLM-006",
    zh="“the X”“said X”应当有引用基础（欧洲）",
    en="“The X” and “said X” have an antecedent (EP)",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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
    yield from english_claims.missing_terms(case)


@rule(
    "EP-CLM-007",
    zh="同一类型一般只有一项独立权利要求（欧洲）",
    en="Normally one independent claim in a category (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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


@rule(
    "EP-CLM-008",
    zh="超过15项的权利要求需缴费（欧洲）",
    en="Claims beyond the fifteenth cost a fee (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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


@rule(
    "EP-CLM-009",
    zh="“preferably”“such as”等引出的特征为可选特征（欧洲）",
    en="What follows “preferably” or “such as” is optional (EP)",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    languages=ENGLISH,
    office_code="EP",
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
    yield from english_claims.phrases(
        case,
        _OPTIONAL,
        "权利要求{claim}中“{phrase}”之后的特征不起限定作用，请确认不引起歧义。",
        "What follows “{phrase}” in claim {claim} does not limit it: make sure that it leaves no "
        "ambiguity.",
    )


RULES = (
    numbering,
    reference,
    two_part_form,
    points_elsewhere,
    reference_signs,
    antecedent,
    one_in_a_category,
    many_claims,
    optional_feature,
)

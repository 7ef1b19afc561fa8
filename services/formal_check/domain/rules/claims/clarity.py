"""Words that make a claim unclear: asides, indefinite and approximate terms (CN-CLM-021 … 024)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import milder_when_published, name_of, words
from services.formal_check.domain.script import HAN
from services.formal_check.domain.wording import ALTERNATIVE_SCOPES, APPROXIMATE, INDEFINITE
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold

_BRACKET = re.compile(r"\((?P<inside>[^()\n]{1,80})\)")
_CHEMICAL = re.compile(
    r"[基酸酯酰苯氯氟溴碘氧氢氮硫磷硅醇醚酮醛胺烯烷炔酐盐唑啶嗪][\d,，'\-]*$|^[\d,'\-]*(?:甲|乙|丙|丁|戊|己|苯|环|二|三|四|聚)[^,]{0,8}$"
)
_HARD = re.compile(r"例如|最好|尤其|必要|比如|譬如|诸如")
_LIST_BEFORE = re.compile(r"、[^,;。:\n]{1,40}$")


@rule(
    "CN-CLM-021",
    zh="权利要求中尽量不用括号",
    en="Claims avoid parentheses other than reference signs and formulae",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.2")],
)
def parentheses(case: Case) -> Drafts:
    """Note bracketed Chinese words in claims.

    Reference signs, formulae, abbreviations in Latin letters, list markers and chemical names are
    left out.

    Why:
        It is unclear whether words in brackets limit the claim.

    Example:
        （混凝土）模制砖
    Use instead:
        混凝土模制砖
    中文:
        提示权利要求中括号内的中文词语。附图标记、公式、外文缩写、序号和化学名称除外。括号内的内容是否构成限定不清楚。

    """
    for claim in case.claims:
        folded = fold(claim.unit.text)
        for found in words(case, claim.unit, _BRACKET):
            inside = found["inside"]
            beside = (
                folded[found.start() - 1 : found.start()] + folded[found.end() : found.end() + 1]
            )
            if not HAN.search(inside) or "-" in beside or _CHEMICAL.search(inside):
                continue
            if re.fullmatch(r"[一二三四五六七八九十]{1,3}", inside):
                continue
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}的括号内有文字“{inside}”，请删去括号，把必要的内容写成限定。",
                en=f"Claim {name_of(claim)} has words in brackets (“{inside}”): remove the brackets and "
                "state what is necessary as a feature.",
            )


@rule(
    "CN-CLM-022",
    zh="不得使用含义不确定的用语",
    en="No indefinite terms such as thick, thin, strong, high temperature",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.2"), law(26, 4)],
)
def indefinite_term(case: Case) -> Drafts:
    """Find 厚, 薄, 强, 弱, 高温, 高压, 很宽范围 and the like where no accepted meaning is likely.

    Why:
        Such words leave the limits of the claim open.
    Known problems:
        Words within names of parts (高压气体缓冲罐, 高温合金) are left out; in some fields a word may
        have an accepted meaning all the same.

    Example:
        在高温下加热
    Use instead:
        在800℃～900℃下加热
    中文:
        查找“厚”“薄”“强”“弱”“高温”“高压”“很宽范围”等含义不确定的用语。构成部件名称的（如“高压气体缓冲罐”）不报告；在特定领域有公认含义的除外。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, case.words(INDEFINITE)):
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}中的“{found.group()}”含义不确定，请写明具体数值或范围。",
                en=f"“{found.group()}” in claim {name_of(claim)} is indefinite: state a value or range.",
            )


@rule(
    "CN-CLM-023",
    zh="不得出现“例如”“最好是”“尤其是”“必要时”等用语",
    en="No “for example”, “preferably”, “especially”, “if necessary”",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.2")],
)
def example_within_claim(case: Case) -> Drafts:
    """Find words that put a narrower scope beside a wider one in the same claim.

    例如, 最好, 尤其 and 必要时 are errors; 优选, 特别是, 可选地 and (如…) are warnings.

    Why:
        One claim with several scopes protects none of them clearly.
    Known problems:
        In a publication all of them are warnings: only substantive examination can take them up.

    Example:
        金属，例如铜
    Use instead:
        铜
    中文:
        查找“例如”“最好是”“尤其是”“必要时”等在同一权利要求中限定出不同保护范围的用语；“优选”“特别是”“可选地”等仅作警告。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, case.words(ALTERNATIVE_SCOPES)):
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}中的“{found.group()}”使一项权利要求出现不同的保护范围，请删除，或将其后的内容另写一项从属权利要求。",
                en=f"“{found.group()}” in claim {name_of(claim)} gives one claim several scopes: delete it, or "
                "put what follows into a dependent claim.",
                severity=milder_when_published(case)
                if _HARD.search(found.group())
                else Severity.WARNING,
            )


@rule(
    "CN-CLM-024",
    zh="一般不得使用“约”“接近”“等”“或类似物”",
    en="Normally no “about”, “close to”, “etc.”, “or the like”",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.2.2")],
)
def approximate_term(case: Case) -> Drafts:
    """Find 约 and 接近 before numbers, 等 after a list, 左右 after numbers, 或类似物.

    Why:
        These words usually leave the scope unclear.

    Example:
        约50℃
    Use instead:
        50℃
    中文:
        查找数值前的“约”“接近”、数值后的“左右”、列举后的“等”以及“或类似物”。这类用语通常使保护范围不清楚。

    """
    for claim in case.claims:
        folded = fold(claim.unit.text)
        for found in words(case, claim.unit, case.words(APPROXIMATE)):
            text = found.group()
            if text.startswith("等") and not _LIST_BEFORE.search(
                folded[max(0, found.start() - 42) : found.start()]
            ):
                continue
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}中的“{text}”使保护范围不清楚，请删除或改为确定的表述。",
                en=f"“{text}” in claim {name_of(claim)} leaves the scope unclear: delete it or be definite.",
            )


RULES = (
    parentheses,
    indefinite_term,
    example_within_claim,
    approximate_term,
)

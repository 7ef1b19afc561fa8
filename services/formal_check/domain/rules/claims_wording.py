"""Words that make a claim unclear, and words that do not belong (CN-CLM-021 … 024, 027, 028, 037, 038)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims_reading import milder_when_published, name_of, words
from services.formal_check.domain.script import HAN
from services.formal_check.domain.wording import (
    ALTERNATIVE_SCOPES,
    APPROXIMATE,
    COMMERCIAL,
    DISPARAGING,
    INDEFINITE,
    UNRELATED,
)
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold

_BRACKET = re.compile(r"\((?P<inside>[^()\n]{1,80})\)")
_CHEMICAL = re.compile(
    r"[基酸酯酰苯氯氟溴碘氧氢氮硫磷硅醇醚酮醛胺烯烷炔酐盐唑啶嗪][\d,，'\-]*$|^[\d,'\-]*(?:甲|乙|丙|丁|戊|己|苯|环|二|三|四|聚)[^,]{0,8}$"
)
_HARD = re.compile(r"例如|最好|尤其|必要|比如|譬如|诸如")
_LIST_BEFORE = re.compile(r"、[^,;。:\n]{1,40}$")
_SPECIES = {
    "金属": "铜 铝 铁 钢 不锈钢 锌 金 银 镍 钛 镁 锡 铅 钨 铬 锰 合金",
    "塑料": "聚乙烯 聚丙烯 聚氯乙烯 聚苯乙烯 聚碳酸酯 尼龙",
    "惰性气体": "氩气 氦气 氖气 氮气",
    "卤素": "氟 氯 溴 碘",
    "碱金属": "锂 钠 钾",
    "无机酸": "盐酸 硫酸 硝酸 磷酸",
    "有机溶剂": "乙醇 甲醇 丙酮 甲苯 乙酸乙酯",
    "稀有气体": "氩气 氦气 氖气",
}
_GENERIC = "|".join(sorted(_SPECIES, key=len, reverse=True))
_KINDS = "|".join(
    sorted({word for line in _SPECIES.values() for word in line.split()}, key=len, reverse=True)
)
_GENERIC_OR_SPECIES = re.compile(
    rf"(?<![非半])(?:(?P<g>{_GENERIC})(?:或者?|或者是)(?P<s>{_KINDS})|(?P<s2>{_KINDS})(?:或者?)(?P<g2>{_GENERIC}))"
    r"(?=[,;。、)\s]|制成|材质|材料|$)"
)
_MODIFIED = re.compile(
    r"(?:^|[,;:。、为是用])(?P<g>[\u3400-\u9fff]{2,5})(?:或者|或)(?P<m>[\u3400-\u9fff]{1,4})(?P=g)(?=[,;。、)]|$)"
)
_OPEN_RANGE = re.compile(
    r"(?P<number>\d{1,9}(?:\.\d{1,9})?)\s{0,2}(?P<unit>℃|°C|%|[numkcμ]?m|[kmμ]?g|m?L|[kM]?Pa|[kMG]?Hz|k?V|m?A|k?W|min|h|s|rpm|度|毫米|厘米|微米|纳米|米|克|千克|分钟|小时|秒)"
    r"(?:的)?(?P<word>以上|以下|以内|之上|之下)"
    r"|[一二三四五六七八九十百千]{1,6}(?:摄氏度|度|毫米|厘米|米|克|千克|公斤|分钟|小时|秒|伏|安|瓦|帕)(?:的)?(?:以上|以下|以内)"
)
_SIGNS = {"以上": "≥", "之上": "≥", "以下": "≤", "以内": "≤", "之下": "≤"}


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


@rule(
    "CN-CLM-027",
    zh="不得使用商业性宣传用语或贬低他人的词句",
    en="No promotional or disparaging wording",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("1.1.7.8")],
)
def promotion(case: Case) -> Drafts:
    """Find advertising, and wording against others or their products, in claims.

    Why:
        A claim defines a technical solution.
    Known problems:
        A word list cannot know the sense; advertising words are warnings.

    Example:
        性能国际领先的水杯
    Use instead:
        （删除）
    中文:
        查找权利要求中的商业性宣传用语和贬低他人或他人产品的词句。词表无法判断语义，宣传用语仅作警告。

    """
    for claim in case.claims:
        for one, severity in ((COMMERCIAL, Severity.WARNING), (DISPARAGING, None)):
            for found in words(case, claim.unit, case.words(one)):
                yield at(
                    claim.unit,
                    *found.span(),
                    zh=f"权利要求{name_of(claim)}含有宣传或贬低性用语“{found.group()}”，请删除。",
                    en=f"Claim {name_of(claim)} holds promotional or disparaging words "
                    f"(“{found.group()}”): delete them.",
                    severity=severity,
                )


@rule(
    "CN-CLM-028",
    zh="不得写与技术方案无关的词句",
    en="No wording unrelated to the technical solution",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("1.1.7.8")],
)
def unrelated_wording(case: Case) -> Drafts:
    """Find statements about rights, ownership or infringement in claims.

    Why:
        A claim defines a technical solution, not what its owner may do.

    Example:
        请求保护该产品的生产、销售权
    Use instead:
        （删除）
    中文:
        查找权利要求中关于权利、归属或侵权的语句，例如“请求保护该专利的生产、销售权”。此类内容与技术方案无关。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, case.words(UNRELATED)):
            yield at(
                claim.unit,
                *found.span(),
                zh=f"权利要求{name_of(claim)}中的“{found.group()}”与技术方案无关，请删除。",
                en=f"“{found.group()}” in claim {name_of(claim)} is no technical feature: delete it.",
            )


@rule(
    "CN-CLM-037",
    zh="不得将上位概念用“或者”与其下位概念并列",
    en="No generic term in the alternative with its own species",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3")],
)
def generic_or_species(case: Case) -> Drafts:
    """Note a generic term joined by “or” with one of its own species.

    Why:
        The species adds nothing, so the scope is unclear.
    Known problems:
        Knows a short list of terms, and words such as 电机或步进电机 that share their end.

    Example:
        由金属或铜制成
    Use instead:
        由铜或铝制成
    中文:
        提示用“或者”并列的上位概念与其下位概念（如“金属或铜”“电机或步进电机”）。仅覆盖常见词语。

    """
    for claim in case.claims:
        spans: list[tuple[int, int, str]] = []
        for found in words(case, claim.unit, _GENERIC_OR_SPECIES):
            generic, species = found["g"] or found["g2"], found["s"] or found["s2"]
            if species in _SPECIES[generic].split():
                spans.append((*found.span(), f"{generic}、{species}"))
        for found in words(case, claim.unit, _MODIFIED):
            spans.append((found.start("g"), found.end(), f"{found['g']}、{found['m']}{found['g']}"))
        for start, end, both in spans:
            yield at(
                claim.unit,
                start,
                end,
                zh=f"权利要求{name_of(claim)}将上位概念与其下位概念（{both}）用“或”并列，请只保留其一。",
                en=f"Claim {name_of(claim)} offers a term and its own species ({both}) as alternatives: "
                "keep one of them.",
            )


@rule(
    "CN-CLM-038",
    zh="数值范围尽量以数学方式表达",
    en="Numeric ranges are preferably mathematical",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3")],
)
def range_in_words(case: Case) -> Drafts:
    """Note 以上, 以下 and 以内 after a number with a unit, and ranges in Chinese numerals.

    Why:
        “≥50℃” leaves no doubt whether the limit belongs to the range.

    Example:
        50℃以上
    Use instead:
        ≥50℃
    中文:
        提示数值及单位之后的“以上”“以下”“以内”，以及用汉字数字写的范围。数值范围尽量用数学方式表达。

    """
    for claim in case.claims:
        for found in words(case, claim.unit, _OPEN_RANGE):
            start, end = found.span()
            fixes: tuple[Fix, ...] = ()
            if found["number"]:
                stated = claim.unit.text[start : found.end("unit")]
                fixes = (
                    replacing(
                        claim.unit,
                        start,
                        end,
                        _SIGNS[found["word"]] + stated,
                        safety=FixSafety.SUGGESTED,
                        zh="改为数学表达方式。",
                        en="Write the range mathematically.",
                    ),
                )
            yield at(
                claim.unit,
                start,
                end,
                zh=f"权利要求{name_of(claim)}中的“{claim.unit.text[start:end]}”宜改为数学方式，例如“≥50℃”。",
                en=f"“{claim.unit.text[start:end]}” in claim {name_of(claim)}: preferably write the range "
                "mathematically, e.g. ≥50℃.",
                fixes=fixes,
            )


RULES = (
    parentheses,
    indefinite_term,
    example_within_claim,
    approximate_term,
    promotion,
    unrelated_wording,
    generic_or_species,
    range_in_words,
)

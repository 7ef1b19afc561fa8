"""Alternatives and ranges of a claim that contradict themselves (CN-CLM-037, 038)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import name_of, words
from shared.contracts.formal_check import Fix, FixSafety, Severity

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
    generic_or_species,
    range_in_words,
)

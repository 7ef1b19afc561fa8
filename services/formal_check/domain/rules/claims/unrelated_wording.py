"""Words that do not belong into a claim: promotion, reasons (CN-CLM-027, 028)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import name_of, words
from services.formal_check.domain.wording import COMMERCIAL, DISPARAGING, UNRELATED
from shared.contracts.formal_check import Severity


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


RULES = (
    promotion,
    unrelated_wording,
)

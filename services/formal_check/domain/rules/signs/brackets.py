"""Where signs stand in brackets, and where not (CN-CLM-019, CN-DSC-011, CN-ABS-009)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import name_of, object_spans
from services.formal_check.domain.rules.signs.reading import (
    NUMERAL,
    SETTLED,
    agree,
    claimed_signs,
    described_terms,
)
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claims import Claim
from shared.model.description import DescriptionSection
from shared.model.reference_signs import SignUse, bare_signs, claim_signs

_COUNTED = re.compile(
    r"(?:模块|单元|子模块|节点|参数|层|样本|时刻|状态|用户|变量|类|阶段|类型|维度|方式|型号|标准|取代基|基团|残基|其中|式中|所述)$"
)
_PLAIN = re.compile(r"[A-Za-z]?\d.*")
"""Two letters before the digits are more often a quantity (IC50) than a sign without brackets."""
_LETTERED = re.compile(r"[A-Za-z]")
"""R1 is a resistor in one claim and a substituent in another: the description has to say so."""


@rule(
    "CN-CLM-019",
    zh="附图标记放在相应技术特征后的括号内",
    en="Reference signs stand in parentheses after the feature",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(22, 4)],
)
def sign_without_brackets(case: Case) -> Drafts:
    """Find bare reference signs in claims (支架3).

    A number counts as a sign if the same word carries it in the description, in brackets elsewhere in
    the claims, or again without brackets in the claims; one with a letter (R1), which may be a
    substituent or a variable, only in the first two cases.

    Why:
        Brackets show that the sign does not limit the claim.
    Known problems:
        Counted parts such as 模块1 are left out.

    Example:
        支架3与底座4相连
    Use instead:
        支架(3)与底座(4)相连
    中文:
        查找权利要求中未加括号的附图标记（如“支架3”）。同一词语在说明书、权利要求其他括号中或者重复带有该数字的，认定为附图标记；带字母的（如R1）可能是取代基或者变量，
        仅在前两种情形认定。

    """
    known: dict[str, list[str]] = defaultdict(list)
    if case.has_description:
        for sign, terms in case.shared(described_terms).items():
            known[sign].extend(terms)
    for use in case.shared(claimed_signs):
        known[use.sign].append(use.term)
    candidates = [
        (claim, use) for claim in case.claims for use in case.per_unit(bare_signs, claim.unit)
    ]
    repeated = Counter((use.sign, use.term[-2:]) for _, use in candidates)
    for claim, use in candidates:
        if (
            not _PLAIN.fullmatch(use.sign)
            or len(use.term) < 2
            or _COUNTED.search(use.term)
            or _in_object(claim, use)
        ):
            continue
        lettered = _LETTERED.match(use.sign) is not None
        if (lettered or repeated[use.sign, use.term[-2:]] < SETTLED) and not any(
            agree(use.term, term) for term in known[use.sign]
        ):
            continue
        yield at(
            claim.unit,
            use.start,
            use.end,
            zh=f"权利要求{name_of(claim)}中的附图标记“{use.sign}”应当置于括号内，请写成“({use.sign})”。",
            en=f"The reference sign {use.sign} in claim {name_of(claim)} stands without brackets: write "
            f"({use.sign}).",
            fixes=(
                replacing(
                    claim.unit,
                    use.start,
                    use.end,
                    f"({claim.unit.text[use.start : use.end]})",
                    safety=FixSafety.SUGGESTED if lettered else FixSafety.SAFE,
                    zh="加括号。",
                    en="Add brackets.",
                ),
            ),
        )


def _in_object(claim: Claim, use: SignUse) -> bool:
    return any(start < use.end and use.start < end for start, end in object_spans(claim.unit))


@rule(
    "CN-DSC-011",
    zh="说明书具体实施方式中的附图标记不加括号",
    en="In the embodiments signs follow the term without parentheses",
    severity=Severity.NOTICE,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("2.2.2.2.6")],
)
def sign_in_brackets(case: Case) -> Drafts:
    """Note bracketed signs in the embodiments, once for each paragraph.

    Why:
        Parentheses are for the claims; the Guidelines want the sign right after the term.
    Known problems:
        Common in practice and rarely objected to: a notice.

    Example:
        电阻（3）与电容（4）串联
    Use instead:
        电阻3与电容4串联
    中文:
        具体实施方式中附图标记加了括号时提示，每段提示一次。

    """
    for paragraph in case.section(DescriptionSection.EMBODIMENTS):
        found = [use for use in claim_signs(paragraph.unit) if NUMERAL.fullmatch(use.sign)]
        if not found:
            continue
        first = found[0]
        yield at(
            paragraph.unit,
            first.start,
            first.end,
            zh=f"说明书中的附图标记{first.sign}应放在技术名称之后，不加括号，请删去括号。",
            en=f"In the description a sign stands after its term: write {first.sign} without the "
            "parentheses.",
        )


_NUMBERED = frozenset(
    [
        "模块",
        "单元",
        "子模块",
        "节点",
        "参数",
        "步骤",
        "阶段",
        "类型",
        "方案",
        "方式",
        "状态",
        "样本",
        "型号",
        "部分",
    ]
)
"""What is numbered rather than marked: 模块1 is the first module."""


@rule(
    "CN-ABS-009",
    zh="摘要文字中的附图标记应加括号",
    en="Reference signs in the abstract stand in parentheses",
    severity=Severity.WARNING,
    reads=[Input.ABSTRACT, Input.DESCRIPTION, Input.CLAIMS],
    basis=[guidelines("2.2.2.4")],
)
def abstract_sign_without_brackets(case: Case) -> Drafts:
    """Find signs without brackets in the abstract.

    A number counts as a sign when claims or description use it after the same term.

    Why:
        In running text a bare number is easily misread.
    Known problems:
        Without claims and description there is nothing to compare with: no finding.

    Example:
        支架3与底座4连接
    Use instead:
        支架(3)与底座(4)连接
    中文:
        摘要中的附图标记没有加括号时报告；以权利要求书、说明书中同一名称后使用的标记为准。

    """
    known: dict[str, set[str]] = defaultdict(set)
    if case.has_description:
        for sign, described in case.shared(described_terms).items():
            known[sign].update(described)
    if case.has_claims:
        for claim in case.claims:
            for use in case.per_unit(claim_signs, claim.unit):
                known[use.sign].add(use.term)
    for unit in case.abstract.units:
        for use in bare_signs(unit):
            terms = known.get(use.sign, set())
            if (
                len(use.term) < 2
                or use.term in _NUMBERED
                or not any(len(t) >= 2 and agree(use.term, t) for t in terms)
            ):
                continue
            yield at(
                unit,
                use.start,
                use.end,
                zh=f"摘要中的附图标记{use.sign}应加括号，写作“（{use.sign}）”。",
                en=f"The sign {use.sign} in the abstract should stand in parentheses.",
                fixes=(
                    replacing(
                        unit,
                        use.start,
                        use.end,
                        f"（{unit.text[use.start : use.end]}）",
                        safety=FixSafety.SUGGESTED,
                        zh="加括号。",
                        en="Put it in parentheses.",
                    ),
                ),
            )


RULES = (
    sign_without_brackets,
    sign_in_brackets,
    abstract_sign_without_brackets,
)

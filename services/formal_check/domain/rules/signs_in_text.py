"""Reference signs in description, abstract and drawings (CN-DSC-009 … 011, CN-ABS-009)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, at, replacing
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.reference_signs import described_numbers, described_signs
from shared.contracts.common import Message
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.description import DescriptionSection
from shared.model.reference_signs import SignUse, bare_signs, claim_signs
from shared.model.source import Location, TextUnit

_SEEN_SCORE = 0.9
"""A sign read with less certainty than this says nothing about the text."""
_SETTLED = 2
"""Uses of a sign with a term that make the pair certain."""
_NUMERAL = re.compile(r"\d{1,4}[a-z]?'{0,3}")
"""Other shapes are as often quantities, steps or formulae (IC50, S31, pH8)."""
_NAME = re.compile(r"[\u3400-\u9fff]{2,}(?<![的有间中为在于])")
"""A term that can name a part."""
_COUNTED = frozenset(
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


def _text_terms(case: Case) -> dict[str, set[str]]:
    """Settled terms of each sign in the description. Use through ``case.shared``."""
    terms: dict[str, set[str]] = defaultdict(set)
    for use in case.shared(described_signs):
        terms[use.sign].add(use.term)
    return terms


def _units(case: Case) -> dict[str, TextUnit]:
    return {p.unit.id: p.unit for p in case.paragraphs}


@rule(
    "CN-DSC-009",
    zh="说明书未提及的附图标记不得在附图中出现，反之亦然",
    en="Signs of the drawings are those of the description, and the other way round",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION, Input.RECOGNISED_SIGNS],
    basis=[rules(21, 2)],
)
def signs_of_text_and_drawings(case: Case) -> Drafts:
    """Compare signs that recognition read in the drawings with those of the description.

    A sign read with a score of 0.9 or more that stands nowhere in the description is a warning; a
    sign of the description that was read in no drawing is a notice, since recognition misses some.

    Why:
        A reader follows a sign from the text into the figure and back.
    Known problems:
        Recognition reads about 95 of 100 signs; digits of scales and tables in a drawing may be
        taken for signs.

    Example:
        附图中有12，说明书没有提到12
    Use instead:
        说明书写明“弹簧12”
    中文:
        将附图中识别出的附图标记与说明书比较：识别可信度较高而说明书没有提到的，作警示；说明书提到而附图中
        没有识别到的，作提示，因为识别可能遗漏。没有识别结果的，不检查。

    """
    recognised = case.recognised_signs
    if not recognised:
        raise NotApplicable("附图中没有识别到标记。", "No sign was read in the drawings.")
    mentioned = case.shared(described_numbers)
    reported: set[str] = set()
    for sign in recognised:
        text = fold(sign.sign)
        if sign.score < _SEEN_SCORE or text in mentioned or text in reported:
            continue
        reported.add(text)
        figure = f"图{sign.figure_number}" if sign.figure_number is not None else "附图"
        message = Message(
            zh=f"{figure}中有附图标记{sign.sign}，说明书没有提到，请补充说明或者删除该标记。",
            en=f"The drawings show the sign {sign.sign}, which the description does not mention: "
            "explain it or delete it.",
        )
        place = Location(file=sign.file, text=sign.sign, element="drawings")
        yield Draft(message, place, from_recognition=True)
    seen = {fold(sign.sign) for sign in recognised}
    units = _units(case)
    for use in case.shared(described_signs):
        if use.sign in seen:
            continue
        seen.add(use.sign)
        message = Message(
            zh=f"说明书提到附图标记{use.sign}（{use.term}），附图中没有识别到，请核对附图。",
            en=f"The sign {use.sign} was not read in any drawing: check the drawings.",
        )
        place = units[use.unit].locate(use.start, use.end)
        yield Draft(message, place, severity=Severity.NOTICE, from_recognition=True)


def _agree(term: str, other: str) -> bool:
    return term[-2:] == other[-2:] or term in other or other in term


@rule(
    "CN-DSC-010",
    zh="同一附图标记不得表示不同的组成部分",
    en="One reference sign does not denote two parts",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    basis=[rules(21, 2)],
)
def sign_of_two_parts(case: Case) -> Drafts:
    """Find a sign that stands after two different terms, each at least twice or in a legend.

    The place is the first use of the rarer term.

    Why:
        The same part has the same sign everywhere, and a sign stands for one part.
    Known problems:
        Terms are told by their last two characters: synonyms look like two parts. A typing error
        that occurs once is not reported outside legends.

    Example:
        支架3与立柱相连……底座3固定在地面上
    Use instead:
        支架3与立柱相连……底座4固定在地面上
    中文:
        同一附图标记先后跟在两个不同的部件名称之后（各出现两次以上或者见于标记说明）时报告，位置为较少使用的
        名称第一次出现之处。

    """
    if not case.figures:
        raise NotApplicable("没有附图。", "There are no drawings.")
    uses: dict[str, dict[str, list[SignUse]]] = defaultdict(lambda: defaultdict(list))
    for use in case.shared(described_signs):
        if _NUMERAL.fullmatch(use.sign) and _NAME.fullmatch(use.term):
            uses[use.sign][use.term[-2:]].append(use)
    units = _units(case)
    for sign, by_term in uses.items():
        certain = {
            term: found
            for term, found in by_term.items()
            if len(found) >= _SETTLED or any(use.legend for use in found)
        }
        if len(certain) < 2:
            continue
        count = Counter({term: len(found) for term, found in certain.items()})
        (main, _), *others = count.most_common()
        for term, _ in others:
            first, usual = certain[term][0], certain[main][0]
            if any(_agree(a.term, b.term) for a in certain[term] for b in certain[main]):
                continue
            unit = units[first.unit]
            yield at(
                unit,
                first.start,
                first.end,
                zh=f"附图标记{sign}在此表示“{first.term}”，在别处表示“{usual.term}”，请统一。",
                en=f"The sign {sign} denotes two different parts: give each its own.",
                related=(units[usual.unit].locate(usual.start, usual.end),),
            )


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
        found = [use for use in claim_signs(paragraph.unit) if _NUMERAL.fullmatch(use.sign)]
        if not found:
            continue
        first = found[0]
        yield at(
            paragraph.unit,
            first.start,
            first.end,
            zh=f"说明书中的附图标记{first.sign}放在技术名称之后，不加括号。",
            en=f"In the description the sign {first.sign} follows its term without parentheses.",
        )


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
        for sign, described in case.shared(_text_terms).items():
            known[sign] |= described
    if case.has_claims:
        for claim in case.claims:
            for use in case.per_unit(claim_signs, claim.unit):
                known[use.sign].add(use.term)
    for unit in case.abstract.units:
        for use in bare_signs(unit):
            terms = known.get(use.sign, set())
            if (
                len(use.term) < 2
                or use.term in _COUNTED
                or not any(len(t) >= 2 and _agree(use.term, t) for t in terms)
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
    signs_of_text_and_drawings,
    sign_of_two_parts,
    sign_in_brackets,
    abstract_sign_without_brackets,
)

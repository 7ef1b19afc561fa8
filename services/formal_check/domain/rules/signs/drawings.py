"""Reference signs of the description, against drawings and each other (CN-DSC-009, 010)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.findings import Draft, Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.signs.reading import (
    NUMERAL,
    SETTLED,
    agree,
    described_numbers,
    described_signs,
)
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.reference_signs import SignUse
from shared.model.source import Location, TextUnit

_SEEN_SCORE = 0.9
"""A sign read with less certainty than this says nothing about the text."""
_NAME = re.compile(r"[\u3400-\u9fff]{2,}(?<![的有间中为在于])")
"""A term that can name a part."""


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
        if NUMERAL.fullmatch(use.sign) and _NAME.fullmatch(use.term):
            uses[use.sign][use.term[-2:]].append(use)
    units = _units(case)
    for sign, by_term in uses.items():
        certain = {
            term: found
            for term, found in by_term.items()
            if len(found) >= SETTLED or any(use.legend for use in found)
        }
        if len(certain) < 2:
            continue
        count = Counter({term: len(found) for term, found in certain.items()})
        (main, _), *others = count.most_common()
        for term, _ in others:
            first, usual = certain[term][0], certain[main][0]
            if any(agree(a.term, b.term) for a in certain[term] for b in certain[main]):
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


RULES = (
    signs_of_text_and_drawings,
    sign_of_two_parts,
)

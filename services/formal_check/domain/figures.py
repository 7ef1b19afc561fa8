"""Figure numbers: as the drawings carry them and as the text mentions them.

Several figures may share a sheet, and markup numbers sheets rather than figures; only a label
(图1) is certain. Rules that compare text and drawings do so for labelled drawings only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case
from shared.model.claim_language.folding import chinese_number, fold
from shared.model.description import DescriptionSection, Paragraph
from shared.model.drawings import Figure
from shared.model.source import TextUnit

_NOT_A_FIGURE = "视程线框意构路谱像截地绘版蓝草略描插例电件序态布流"
"""``流程图1`` or ``对比文件图`` may be a diagram's own number: only 图 that stands free counts."""
_FIRST = re.compile(
    rf"(?<![{_NOT_A_FIGURE}])图\s{{0,2}}(\d{{1,3}})(?![\d.]\d)([a-zA-Z](?![a-zA-Z]))?"
    r"|(?:^|(?<=[附如见,、。;:及和至\s]))图\s{0,2}([一二三四五六七八九十]{1,3})(?=[为是所中示,、。;:及和至\s]|$)"
)
_NEXT = re.compile(
    r"(?:\([a-zA-Z]\))?\s{0,2}(以?及|、|,|和|与|或|至|到|~|-)\s{0,2}((?:附)?图\s{0,2})?"
    r"(\d{1,3})(?!\d|[.]\d|\s?[%°℃个种根次条层片块步组mckgMHV倍])([a-zA-Z](?![a-zA-Z]))?"
)
_ELSEWHERE = re.compile(
    r"(?:(?<![A-Za-z])[A-Z]{2}\s?\d[\d,./-]{4,14}\s?[A-Z]?\d?|文献\s?\d{0,2}|对比文件\s?\d{0,2}|(?<!本)专利|论文|期刊)"
    r"[)》\"”]{0,2}\s?[中内]?的?(?:说明书|公开)?的?附?$"
)
"""What makes the figure one of a cited document: CN201234567U的图5, 专利文献1的图2."""
_CITED = 40
_RANGE_JOINTS = frozenset("至到~-")
MAX_RANGE = 200


@dataclass(frozen=True, slots=True)
class FigureMention:
    """One figure number in a text. In ``图1至图3`` the 2 shares the place of the whole range."""

    number: int
    unit: TextUnit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the mention."""
        return self.unit.text[self.start : self.end]


def figure_mentions(unit: TextUnit) -> tuple[FigureMention, ...]:
    """Every figure number of its own that ``unit`` mentions: 图1, 图 2a, 图3、4, 图5-图7.

    Figures of cited documents are passed over.
    """
    if "图" not in unit.text:
        return ()
    folded = fold(unit.text)
    found: list[FigureMention] = []
    position = 0
    while (first := _FIRST.search(folded, position)) is not None:
        previous = _number(first)
        kept = len(found)
        cited = _ELSEWHERE.search(folded, max(first.start() - _CITED, 0), first.start())
        found.append(FigureMention(previous, unit, first.start(), first.end()))
        position, begin = first.end(), first.start()
        while (following := _NEXT.match(folded, position)) is not None:
            number = int(following.group(3))
            if not following.group(2) and number <= previous:
                break
            if following.group(1) in _RANGE_JOINTS and previous < number <= previous + MAX_RANGE:
                found.extend(
                    FigureMention(between, unit, begin, following.end())
                    for between in range(previous + 1, number)
                )
            begin = following.start(2) if following.group(2) else following.start(3)
            found.append(FigureMention(number, unit, begin, following.end()))
            position, previous = following.end(), number
        if cited is not None:
            del found[kept:]
    return tuple(found)


def _number(found: re.Match[str]) -> int:
    """图3 and, in older papers, 图三."""
    return int(found.group(1)) if found.group(1) else chinese_number(found.group(3)) or 0


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A figure and the numbers of its label."""

    figure: Figure
    numbers: tuple[int, ...]


def drawn_figures(case: Case) -> tuple[DrawnFigure, ...]:
    """The figures of the drawings by label; undecidable if one has no label with a number.

    An empty tuple means that there are no drawings.
    """
    found = []
    for figure in case.figures:
        label = TextUnit(id=figure.id, text=figure.label or "")
        numbers = tuple(mention.number for mention in figure_mentions(label))
        if not numbers:
            raise Undecidable(
                "有附图没有“图N”形式的编号，无法与文字部分对应。",
                "A figure has no number of the form 图N: it cannot be matched with the text.",
            )
        found.append(DrawnFigure(figure, numbers))
    return tuple(found)


def drawn_numbers(case: Case) -> frozenset[int]:
    """The numbers of all figures; undecidable like ``drawn_figures``."""
    return frozenset(n for drawn in case.shared(drawn_figures) for n in drawn.numbers)


_FIGURE_LINE = re.compile(r"\s{0,4}(?:附)?图\s{0,2}(?:\d|[一二三四五六七八九十]{1,3}[为是:])")


def figure_descriptions(case: Case) -> tuple[Paragraph, ...]:
    """Paragraphs that explain the figures: the section, or lines 图N是… where it has no heading."""
    section = tuple(
        p for p in case.section(DescriptionSection.DRAWINGS_DESCRIPTION) if p.opens_section is None
    )
    if any(p.unit.text.strip() for p in section):
        return section
    return tuple(p for p in case.paragraphs if _FIGURE_LINE.match(fold(p.unit.text)))


def described_figures(case: Case) -> tuple[FigureMention, ...]:
    """Figure numbers in the paragraphs that explain the figures."""
    return tuple(
        mention
        for paragraph in case.shared(figure_descriptions)
        for mention in figure_mentions(paragraph.unit)
    )

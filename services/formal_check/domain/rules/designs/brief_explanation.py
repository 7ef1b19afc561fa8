"""The brief explanation of a design, read into the statements that Rule 31 asks for.

Applicants number the items (``2. 本外观设计产品的用途：用于盛水。``) or write sentences; what counts is
the term and what follows it up to the end of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from shared.model.source import TextUnit

_VALUE = r"\s{0,4}(?P<value>[^。；;\n]{1,200})"
_SAYS = r"(?:[:：]|为|是|即|如下[:：]?)"
_NAME = re.compile(rf"产品(?:的)?名称\s{{0,2}}{_SAYS}{_VALUE}")
_USE = re.compile(
    rf"用途\s{{0,2}}{_SAYS}{_VALUE}|(?P<plain>用于|用作|用来)(?P<after>[^。；;\n]{{1,200}})"
)
_POINTS = re.compile(rf"设计要点\s{{0,2}}(?:[:：]|在于|为|是|体现在|主要在于){_VALUE}")
_DESIGNATED = re.compile(
    rf"最能(?:表明|体现|反映)[^。；;\n]{{0,30}}?(?:图片|照片|视图|附图)(?:或者?(?:照片|图片))?\s{{0,2}}{_SAYS}{_VALUE}"
    r"|指定\s{0,2}(?P<named>[^。；;，,\n]{1,40}?)\s{0,2}(?:为|作为)\s{0,2}最能(?:表明|体现|反映)"
)
_COLOUR = re.compile(r"(?:请求|要求)?保护(?:的)?[^。；;\n]{0,20}色彩")
_NO_COLOUR = re.compile(r"(?:不|未|没有|无须|无需)(?:请求|要求|包含|含有)?[^。；;\n]{0,10}色彩")
_BASIC = re.compile(
    r"(?:指定|以)?\s{0,2}设计\s{0,2}\d{1,2}\s{0,2}(?:为|作为|是)\s{0,2}基本设计|基本设计\s{0,2}(?:[:：]|为|是)?\s{0,2}设计\s{0,2}\d{1,2}"
)
_PART = re.compile(
    r"(?:请求|要求)保护的?(?:部分|局部)|(?:请求|要求)保护[^。；;\n]{0,20}(?:部分|局部)|(?:覆盖|着色|虚线)[^。；;\n]{0,20}(?:部分|局部)[^。；;\n]{0,20}保护"
)
_OMITTED = re.compile(r"[^。；;\n]{0,120}?省略[^。；;\n]{0,60}")
_ORTHOGRAPHIC = re.compile(r"(?:[主后左右俯仰]、?和?与?及?){1,6}(?:六面|各)?视图")
_LETTER = {"主": "front", "后": "back", "左": "left", "右": "right", "俯": "top", "仰": "bottom"}


@dataclass(frozen=True)
class Statement:
    """A value in the explanation and its place."""

    unit: TextUnit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the value."""
        return self.unit.text[self.start : self.end]


@dataclass(frozen=True)
class BriefExplanation:
    """What the explanation states; ``None`` where it does not."""

    units: tuple[TextUnit, ...]
    name: Statement | None
    use: Statement | None
    points: Statement | None
    designated: Statement | None
    colour: Statement | None
    basic_design: Statement | None
    claimed_part: Statement | None
    omitted: frozenset[str]
    """Kinds of views (``front`` …) that it says are left out, with the reason it gives."""


def brief_explanation(case: Case) -> BriefExplanation:
    """The explanation of the case. Not checked where the design papers have none."""
    units = tuple(unit for unit in case.design.brief_explanation if unit.text.strip())
    if not units:
        raise NotChecked(
            "未提供简要说明，未检查。", "Not checked: the brief explanation was not given."
        )
    return BriefExplanation(
        units=units,
        name=_first(units, _NAME),
        use=_first(units, _USE),
        points=_first(units, _POINTS),
        designated=_first(units, _DESIGNATED),
        colour=_colour(units),
        basic_design=_first(units, _BASIC),
        claimed_part=_first(units, _PART),
        omitted=frozenset(kind for unit in units for kind in _omitted(unit.text)),
    )


def _first(units: tuple[TextUnit, ...], pattern: re.Pattern[str]) -> Statement | None:
    for unit in units:
        found = pattern.search(unit.text)
        if found is None:
            continue
        group = next((name for name, value in found.groupdict().items() if value), None)
        start, end = found.span() if group is None else found.span(group)
        shown = unit.text[start:end]
        start += len(shown) - len(shown.lstrip())
        end -= len(shown) - len(shown.rstrip(" ,，、\t"))
        return Statement(unit, start, max(start, end))
    return None


def _colour(units: tuple[TextUnit, ...]) -> Statement | None:
    stated = [unit for unit in units if not _NO_COLOUR.search(unit.text)]
    return _first(tuple(stated), _COLOUR)


def _omitted(text: str) -> set[str]:
    kinds: set[str] = set()
    for clause in _OMITTED.finditer(text):
        after = clause.group().rpartition("省略")[2]
        named = _named(after)
        kinds |= named or _named(clause.group())
        if "其他视图" in after or "其它视图" in after or "其余" in after:
            kinds |= set(_LETTER.values())
    return kinds


def _named(text: str) -> set[str]:
    found = "".join(match.group() for match in _ORTHOGRAPHIC.finditer(text))
    return {kind for letter, kind in _LETTER.items() if letter in found}

"""Automatic numbers of a Word document: what a reader sees before a paragraph.

``word/numbering.xml`` defines lists with levels; a paragraph names list and level, directly or
through its style. The numbers are counted here as Word counts them (ECMA-376 Part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shared.formats.xml_text import Element

_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_LEVELS = 9
_CHINESE = "〇一二三四五六七八九"
_CHINESE_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
     "taiwaneseCounting", "taiwaneseCountingThousand"}
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = "%1."


@dataclass
class Numbering:
    """Counts the lists of one document, in document order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbering:
        """The definitions in ``numbering.xml``; an empty counter without that part."""
        made = cls()
        if root is None:
            return made
        for definition in root.elements("abstractNum"):
            made._levels[definition.attributes.get("w:abstractNumId", "")] = {
                _integer(level.attributes.get("w:ilvl"), 0): _Level(
                    start=_integer(_value(level, "start"), 1),
                    number_format=_value(level, "numFmt") or "decimal",
                    text=_value(level, "lvlText") or "",
                )
                for level in definition.elements("lvl")
            }
        for number in root.elements("num"):
            identifier = number.attributes.get("w:numId", "")
            made._abstract[identifier] = _value(number, "abstractNumId") or ""
            made._overrides[identifier] = {
                _integer(each.attributes.get("w:ilvl"), 0): _integer(
                    _value(each, "startOverride"), 1
                )
                for each in number.elements("lvlOverride")
                if each.find("startOverride") is not None
            }
        return made

    def next(self, number_id: str, level: int) -> str:
        """Count one paragraph of a list and give the number shown; empty for bullets."""
        abstract = self._abstract.get(number_id)
        levels = self._levels.get(abstract or "")
        if abstract is None or not levels or not 0 <= level < _MAX_LEVELS:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _MAX_LEVELS)
        if number_id not in self._started:
            self._started.add(number_id)
            for place in self._overrides.get(number_id, {}):
                counts[place] = None
        overrides = self._overrides.get(number_id, {})
        definition = levels.get(level, _Level())
        previous = counts[level]
        start = overrides.get(level, definition.start)
        counts[level] = start if previous is None else previous + 1
        counts[level + 1 :] = [None] * (_MAX_LEVELS - level - 1)
        if definition.number_format in {"bullet", "none"}:
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            at = levels.get(place, _Level())
            count = counts[place]
            return _format(at.start if count is None else count, at.number_format)

        return _PLACEHOLDER.sub(shown, definition.text).strip()


def _format(number: int, number_format: str) -> str:
    if number_format in _CHINESE_FORMATS:
        return _chinese(number)
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if number_format == "lowerLetter" else letter.upper()
    if number_format in {"lowerRoman", "upperRoman"}:
        roman = _roman(number)
        return roman.lower() if number_format == "lowerRoman" else roman
    digits = str(number)
    if number_format == "decimalFullWidth":
        return digits.translate({ord("0") + i: 0xFF10 + i for i in range(10)})
    return digits


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_CHINESE[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones else "")


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    shown = ""
    for value, sign in zip(values, signs, strict=True):
        count, number = divmod(min(number, 4999), value)
        shown += sign * count
    return shown


def _value(element: Element, name: str) -> str | None:
    found = element.find(name)
    return None if found is None else found.attributes.get("w:val")


def _integer(text: str | None, default: int) -> int:
    """A number of the document, kept within what a list can hold."""
    if text is None or not text.isdecimal() or len(text) > 6:
        return default
    return int(text)

"""The number label at the head of a claim: ``1.``, ``1、``, ``权利要求1：``, ``【請求項１】`` …

The label is split off so that ``unit.text`` is the claim itself; the rules on numbering see it in
``Claim.number_label`` exactly as filed (Implementing Rules, Rule 22.2; Guidelines I-1-4.4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.model.claim_language.folding import fold

_HEAD = 200
"""A label lies within this many code points of the beginning."""

_CHINESE = "〇零一二三四五六七八九十百两兩"
_OPENERS = r"(?:一种|一個|一个|根据|按照|依据|依照|如权利|如上|权利要求|用于)"

_UNIT = (
    r"(?:[numkc]?m|k?g|mg|m?[lL]|[kM]?Pa|k?V|m?A|k?W|[kMG]?Hz|m?s|min|h|N)(?![a-zA-Z0-9\-])"
    r"|[%℃°‰]|毫米|厘米|微米|纳米|米|倍"
)

_ZH_PLAIN = re.compile(
    r"\s{0,20}(?:"
    # 1. 1、 1: 1) – but not "1.5mm" and not "2,4-" (a chemical name)
    r"(?P<a>\d{1,5})\s{0,3}(?:[、:)]|[.](?!\d+(?:[.]\d|\s*(?:" + _UNIT + r"|$))))"
    r"|[(](?P<b>\d{1,5})[)]"
    r"|(?P<c>\d{1,5})\s{0,3}(?=" + _OPENERS + r")"
    r"|[(]?(?P<d>[" + _CHINESE + r"]{1,5})\s{0,3}[、.:)]"
    r"|(?P<e>[①-⑳⑴-⒛])\s{0,3}[、.:]?"
    r")\s{0,20}"
)
_ZH_WORD = re.compile(
    r"\s{0,20}[(]?(?:权\s?利\s?要\s?求|权\s?项)\s{0,3}第?\s{0,3}"
    r"(?P<n>\d{1,5}|[" + _CHINESE + r"]{1,5})\s{0,3}项?\s{0,3}"
    r"(?:[.:)]\s{0,3}[.:、]?|、(?!\s{0,3}\d)|\s{0,3}(?=" + _OPENERS + r"))\s{0,20}"
)
_JA = re.compile(
    r"\s{0,20}(?:[(]\s{0,3}請求[項项]\s{0,3}(?P<a>\d{1,5})\s{0,3}[)]"
    r"|請求[項项]\s{0,3}(?P<b>\d{1,5})\s{0,3}[:.](?!\d))\s{0,20}"
)
_EN_HEADING = (
    r"(?:(?:what\s+is\s+claimed(?:\s+as\s+new)?(?:\s+is)?|what\s+we\s+claim\s+is|(?:i|we)\s+claim"
    r"|the\s+(?:invention\s+claimed|claims)\s+(?:is|are)|claims?)\s{0,5}[:.\-]?\s{0,5})?"
)
_EN = re.compile(
    r"\s{0,20}" + _EN_HEADING + r"(?:"
    r"(?P<a>\d{1,5})\s{0,3}[.):](?!\d)"
    r"|[(](?P<b>\d{1,5})[)]"
    r"|claim\s{1,3}(?P<c>\d{1,5})\s{0,3}(?:[.:)]|-)"
    r"|(?P<d>\d{1,5})\s{1,3}(?=(?:A|An|The|In)\s)"
    r")\s{0,20}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberLabel:
    """What stands before a claim."""

    label: str
    """As filed, without white space at its ends."""
    number: int | None
    """The number in Arabic digits; ``None`` for any other numeral."""
    length: int
    """Code points to cut off the text, white space after the label included."""


def split_number_label(text: str, language: str) -> NumberLabel | None:
    """The number label at the beginning of a claim's text; ``None`` if there is none.

    ``language`` is a BCP 47 code. Chinese text that begins with a reference (``权利要求1的…``) or
    a quantity (``1.5mm…``) carries no label.
    """
    head = fold(text[:_HEAD])
    match = _match(head, language)
    if match is None:
        return None
    digits = next((value for value in match.groupdict().values() if value is not None), "")
    number = int(digits) if digits.isascii() and digits.isdigit() else None
    return NumberLabel(text[: match.end()].strip(), number, match.end())


def _match(head: str, language: str) -> re.Match[str] | None:
    primary = language.lower().partition("-")[0]
    if primary == "zh":
        return _ZH_WORD.match(head) or _ZH_PLAIN.match(head)
    if primary == "ja":
        return _JA.match(head) or _ZH_PLAIN.match(head)
    return _EN.match(head)

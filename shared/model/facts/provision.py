"""A provision as parties write it: ``专利法第二十二条第三款``, ``法22.3``, ``实施细则第49条第1款``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_HAN_DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")}
_NUMBER = r"([0-9]{1,3}|[零一二三四五六七八九十百]{1,6})"
_LONG = re.compile(
    rf"(?P<law>[^第]{{0,40}}?)第{_NUMBER}条(?:第?{_NUMBER}款)?(?:第?\(?{_NUMBER}\)?项)?"
)
_SHORT = re.compile(r"(?P<law>\D{0,40}?)([0-9]{1,3})(?:\.([0-9]{1,2}))?(?:[.(]([0-9]{1,2})\)?)?")
_LONGEST = 60


class Statute(StrEnum):
    """The Patent Law or its Implementing Rules."""

    LAW = "law"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """Article, paragraph (款) and item (项)."""

    statute: Statute
    article: int
    paragraph: int | None = None
    item: int | None = None

    @property
    def zh(self) -> str:
        """As an examiner writes it."""
        name = "专利法" if self.statute is Statute.LAW else "专利法实施细则"
        paragraph = "" if self.paragraph is None else f"第{self.paragraph}款"
        item = "" if self.item is None else f"第({self.item})项"
        return f"{name}第{self.article}条{paragraph}{item}"

    @property
    def en(self) -> str:
        """The same in English."""
        name = "Patent Law Art." if self.statute is Statute.LAW else "Rule"
        parts = (self.paragraph, self.item)
        return f"{name} {self.article}" + "".join(f"({n})" for n in parts if n is not None)


def parse_provision(text: str) -> CitedProvision | None:
    """Read one provision; ``None`` for anything else, also for several at once."""
    folded = re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", text[: 2 * _LONGEST]))
    if len(folded) > _LONGEST:
        return None
    found = _LONG.fullmatch(folded.removeprefix("不符合")) or _SHORT.fullmatch(folded)
    if found is None:
        return None
    statute = _statute(found["law"])
    numbers = [None if digits is None else _value(digits) for digits in found.groups()[1:]]
    if statute is None or numbers[0] is None:
        return None
    return CitedProvision(statute, numbers[0], numbers[1], numbers[2])


def _statute(name: str) -> Statute | None:
    folded = name.lower().rstrip(".第 ")
    if "细则" in folded or folded in ("r", "rule"):
        return Statute.RULES
    if folded in ("", "法", "a", "art", "article", "中华人民共和国专利法", "专利法"):
        return Statute.LAW
    return Statute.LAW if folded.endswith("专利法") else None


def _value(digits: str) -> int:
    """``二十二`` and ``22`` are 22; ``一百零三`` is 103."""
    if digits.isdecimal():
        return int(digits)
    total, last = 0, 0
    for han in digits:
        if han == "百":
            total, last = total + max(last, 1) * 100, 0
        elif han == "十":
            total, last = total + max(last, 1) * 10, 0
        else:
            last = _HAN_DIGITS[han]
    return total + last

"""Texts as the tokens that count when a passage is looked for in the original filing.

A token is a Chinese character, a Latin word, or a value with its unit and range as one whole:
``10～50℃`` must not be found in ``10～100℃``. Width, case, white space, brackets, 所述 and 的 do not
count. Every token keeps its place, so that a comparison can point into the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shared.model.claim_language.folding import fold

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,9})?"
_UNIT = (
    r"(?:[kmgμun]?(?:hz|pa|mol|m|g|l|v|a|w|j|n|s|h|min|ev|ω|Ω)(?:/[a-z]{1,4})?(?![a-z])"
    r"|wt%|vol%|%|‰|℃|°c|°|k(?![a-z])"
    r"|毫米|厘米|微米|纳米|米|千克|毫克|克|毫升|升|分钟|小时|秒|摩尔|重量份|质量份|份|度|倍|伏|安|瓦|帕|兆帕)"
)
_RANGE = r"[~\-至到]"
_TOKEN = re.compile(
    rf"(?P<skip>所述的?|所说的|上述|前述|其特征(?:在于|是)|[该的])"
    rf"|(?P<value>{_NUMBER}\s?{_UNIT}?(?:\s?{_RANGE}\s?{_NUMBER}\s?{_UNIT}?)?)"
    r"|(?P<word>[a-zμω][a-z0-9μω]*)"
    r"|(?P<sign>[≤≥<>=±+×%‰℃°])"
    r"|(?P<character>\w)"
)
_BOUNDARY = re.compile(r"[。;!?\n]|(?<!\d)[,:]|[,:](?!\d)|\.(?=\s|$)")
"""Ends of clauses in folded text. Thousands (1,000), ratios (3:1) and decimals stay whole."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its common form, and ``text[start:end]`` of the unit it stands in."""

    form: str
    start: int
    end: int

    @property
    def is_value(self) -> bool:
        """Whether it is a number, with or without unit."""
        return self.form[0].isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it stands for itself: a value or a word, not one character of Chinese."""
        return self.form[0].isascii()


Clause = tuple[Token, ...]


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a text in their order, those without any token left out. Linear time."""
    folded = fold(text).lower()
    if len(folded) != len(text):  # a few letters become two in lower case: places would shift
        folded = "".join(low if len(low := c.lower()) == 1 else c for c in fold(text))
    begin = 0
    for end in [*(found.start() for found in _BOUNDARY.finditer(folded)), len(folded)]:
        tokens = tuple(_tokens(folded, begin, end))
        if tokens:
            yield tokens
        begin = end + 1


def _tokens(folded: str, begin: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(folded, begin, end):
        if found.lastgroup == "skip":
            continue
        form = found.group()
        if found.lastgroup == "value":
            form = _common_value(form)
        yield Token(form, found.start(), found.end())


def _common_value(value: str) -> str:
    """``10 ℃ 至 50℃`` and ``10~50℃`` alike."""
    parts = [part.strip() for part in re.split(_RANGE, value.replace("°c", "℃"), maxsplit=1)]
    if len(parts) == 2:
        digits = re.match(_NUMBER, parts[1])
        unit = parts[1][digits.end() :].strip() if digits else ""
        if unit and parts[0].endswith(unit):
            parts[0] = parts[0][: -len(unit)].strip()
    return "~".join(part.replace(" ", "") for part in parts)

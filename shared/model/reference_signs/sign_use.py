"""What a reference sign looks like, and one place where one stands."""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGN_END = r"(?:[a-zA-Z]\d{0,2})?(?:-\d{1,3})?'{0,3}"
SIGN = r"(?:[A-Za-z]{0,2}\d{1,4}" + _SIGN_END + ")"


def sign_not_after(characters: str) -> str:
    """``(?<![characters])SIGN``, written so that a search leaps to the next letter or digit."""
    return (
        rf"[A-Za-z\d](?<![{characters}].)"
        rf"(?:(?<=\d)\d{{0,3}}|(?<=[A-Za-z])[A-Za-z]?\d{{1,4}}){_SIGN_END}"
    )


UNIT_AFTER = re.compile(
    r"\s{0,2}(?:[numkcμ]?m[²³23]?(?![a-zA-Z])|[kmμ]?g(?![a-zA-Z])|m?[lL](?![a-zA-Z])|[kMG]?(?:Pa|Hz|W|V|A|N|J)(?![a-zA-Z])"
    r"|[%℃°‰×*=+<>≤≥^:/]|~|(?:s|h|min|rpm|mol|wt)(?![a-zA-Z])|[.]\d|-\s?\d|至\d|到\d"
    r"|[个只根条块片次层件种位倍年月日时分秒度份组套路级段行列台页项米克升吨元号代万千百毫厘微纳多余以]|小时|天|类|点\d)"
)
"""What makes a quantity of the number before it."""


class SignUse(NamedTuple):
    """One place where a sign stands after a term."""

    sign: str
    """In common forms: half width, a plain apostrophe for primes."""
    term: str
    """The word it stands after, as far as the text alone tells; may be empty."""
    unit: str
    """Identifier of the text unit."""
    start: int
    """First code point of the sign itself in the unit's text."""
    end: int
    term_start: int
    """First code point of the term; equal to the bracket's or sign's place if there is none."""
    bracketed: bool = False
    legend: bool = False

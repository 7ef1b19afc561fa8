"""Chinese patent application and patent numbers.

Since 2003-10-01: four digits of the year, one of the kind, seven of the series, and a check digit
(``201410408762.5``); before: two, one and five digits and a check digit (``85100001.0``). The kind
is 1 invention, 2 utility model, 3 design, 8 and 9 PCT applications for an invention or a utility
model that entered the national phase. The check digit is the weighted sum (weights 2-9, then 2-5)
modulo 11, ten written ``X``; it was compared with published numbers, the standard ZC 0006-2003
itself is not public.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.model.claim_language.folding import fold
from shared.model.identification import ApplicationKind, FilingRoute

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHARACTERS = "0123456789X"
_KINDS = {
    "1": (ApplicationKind.INVENTION, FilingRoute.NATIONAL),
    "2": (ApplicationKind.UTILITY_MODEL, FilingRoute.NATIONAL),
    "3": (ApplicationKind.DESIGN, FilingRoute.NATIONAL),
    "8": (ApplicationKind.INVENTION, FilingRoute.PCT_NATIONAL_PHASE),
    "9": (ApplicationKind.UTILITY_MODEL, FilingRoute.PCT_NATIONAL_PHASE),
}
_LONGEST = 40
_SHAPE = re.compile(
    r"\s*(?:(?P<prefix>ZL|CN)\s?)?"
    r"(?P<digits>(?:19|20)\d{2}\s?\d\s?\d{7}|\d{2}\s?\d\s?\d{5})"
    r"(?:\s?\.\s?(?P<dotted>[\dXx])|(?P<bare>[\dXx]))?\s*"
)


@dataclass(frozen=True, slots=True)
class CnApplicationNumber:
    """An application number that has the shape of one. Its values may still be wrong."""

    digits: str
    """12 digits, or 8 before 2003-10; without check digit."""
    check_digit: str | None
    """``0``-``9`` or ``X``; ``None`` when not stated."""
    year: int
    kind: ApplicationKind | None
    """``None`` when the kind digit means nothing."""
    route: FilingRoute | None
    valid_check: bool | None
    """Whether the check digit fits; ``None`` when not stated."""

    @property
    def text(self) -> str:
        """The usual form, ``201410408762.5``."""
        return self.digits if self.check_digit is None else f"{self.digits}.{self.check_digit}"


def check_digit(digits: str) -> str:
    """The check digit for 12 (or 8) digits. Raises ``ValueError`` for anything else."""
    if len(digits) not in (8, 12) or not (digits.isascii() and digits.isdigit()):
        raise ValueError("an application number has 12 digits, or 8 before October 2003")
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHARACTERS[total % 11]


def parse_cn_application_number(text: str) -> CnApplicationNumber | None:
    """Read an application number; ``None`` when the text has not its shape.

    Accepts ``ZL`` and ``CN``, full-width digits, spaces and a missing check digit. Publication
    numbers (``CN101985000A``) and numbers of other offices are not application numbers.
    """
    if len(text) > _LONGEST:
        return None
    match = _SHAPE.fullmatch(fold(text).upper())
    if match is None:
        return None
    digits = re.sub(r"\s", "", match["digits"])
    stated = match["dotted"] or match["bare"]
    old = len(digits) == 8
    if old and stated is None and match["prefix"] == "CN":
        return None
    year = _old_year(digits) if old else int(digits[:4])
    kind, route = _KINDS.get(digits[2 if old else 4], (None, None))
    return CnApplicationNumber(
        digits=digits,
        check_digit=stated,
        year=year,
        kind=kind,
        route=route,
        valid_check=None if stated is None else stated == check_digit(digits),
    )


def _old_year(digits: str) -> int:
    """Two digits of a year between 1985 and 2003."""
    short = int(digits[:2])
    return 1900 + short if short >= 85 else 2000 + short

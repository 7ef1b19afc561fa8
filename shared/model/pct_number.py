"""International application numbers (PCT Administrative Instructions, Section 307).

Since 2004: ``PCT/CN2024/012345``; before: two digits of the year and five of the series,
``PCT/CN03/00001``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.model.claim_language.folding import fold

_SHAPE = re.compile(
    r"PCT/(?P<office>[A-Z]{2})(?:(?P<year>(?:20)\d{2})/(?P<serial>\d{6})|(?P<old_year>\d{2})/(?P<old_serial>\d{5}))"
)
_LOOSE = re.compile(
    r"(?:PCT)?[\s/\-_.]*(?P<office>[A-Z]{2})[\s/\-_.]*(?P<year>20\d{2}|\d{2})[\s/\-_.]+(?P<serial>\d{1,6})"
)
_LONGEST = 40
_FIRST_PCT_YEAR = 78


@dataclass(frozen=True, slots=True)
class PctNumber:
    """An international application number in its official form."""

    office_code: str
    """WIPO ST.3 code of the receiving office."""
    year: int
    serial: str

    @property
    def text(self) -> str:
        """The official form."""
        if len(self.serial) == 6:
            return f"PCT/{self.office_code}{self.year}/{self.serial}"
        return f"PCT/{self.office_code}{self.year % 100:02d}/{self.serial}"


def parse_pct_number(text: str) -> PctNumber | None:
    """Read a number in its official form; ``None`` for any other form. White space is ignored."""
    if len(text) > _LONGEST:
        return None
    match = _SHAPE.fullmatch(re.sub(r"\s", "", fold(text)).upper())
    if match is None:
        return None
    if match["year"]:
        return PctNumber(match["office"], int(match["year"]), match["serial"])
    return PctNumber(match["office"], _century(int(match["old_year"])), match["old_serial"])


def suggest_pct_number(text: str) -> PctNumber | None:
    """The number that a differently written one probably means (``PCT-US24-12345``)."""
    if len(text) > _LONGEST or parse_pct_number(text) is not None:
        return None
    match = _LOOSE.fullmatch(fold(text).upper().strip())
    if match is None:
        return None
    year = int(match["year"])
    year = year if year > 1900 else _century(year)
    return PctNumber(match["office"], year, match["serial"].zfill(6 if year >= 2004 else 5))


def _century(short: int) -> int:
    return 1900 + short if short >= _FIRST_PCT_YEAR else 2000 + short

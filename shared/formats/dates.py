"""Dates as patent documents write them."""

from __future__ import annotations

import re
from datetime import date

_YEAR_FIRST = re.compile(
    r"\s*(\d{4})(?:[-./]|\s*年\s*)?(\d{1,2})(?:[-./]|\s*月\s*)?(\d{1,2})(?:\s*日)?\s*"
)


def read_date(text: str | None) -> date | None:
    """A full calendar date: ``20210218``, ``2021-02-18``, ``2021.2.18``, ``2021年2月18日``.

    A date without a day (``19840500``, as in US citations) or outside the calendar gives ``None``.
    """
    if not text:
        return None
    found = _YEAR_FIRST.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None

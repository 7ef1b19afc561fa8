"""Days on which the Chinese office does not work, as far as they have been announced.

``cn_holidays.json`` lists the announced days by year, with its source. A year outside it is
unknown, and whoever asks is told so: weekends are certain, holidays of that year are not.
"""

from __future__ import annotations

import calendar
import json
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

_FILE = "cn_holidays.json"
_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def holidays() -> frozenset[date]:
    """Every announced day off: statutory holidays and days off in exchange for weekends."""
    days: set[date] = set()
    for year, spans in _announced().items():
        for span in spans:
            first, _, last = span.partition("/")
            day = date.fromisoformat(f"{year}-{first}")
            end = date.fromisoformat(f"{year}-{last or first}")
            while day <= end:
                days.add(day)
                day += _DAY
    return frozenset(days)


@lru_cache(maxsize=1)
def known_years() -> frozenset[int]:
    """Years whose holidays are in the file."""
    return frozenset(int(year) for year in _announced())


def is_rest_day(day: date) -> bool:
    """Whether ``day`` is a Saturday, a Sunday or an announced day off.

    A weekend that was made a working day counts as a rest day: a term that would end on it moves to
    Monday all the same (Guidelines V-7-2.3).
    """
    return day.weekday() >= calendar.SATURDAY or day in holidays()


def _announced() -> dict[str, list[str]]:
    text = files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    years: dict[str, list[str]] = json.loads(text)["years"]
    return years

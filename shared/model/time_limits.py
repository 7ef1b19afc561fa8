"""Time limits of the Implementing Rules: when a term begins (Rule 4) and ends (Rule 5).

The day on which a term begins does not count. A term in months or years ends on the corresponding
day of its last month, or on that month's last day; a last day on which the office rests moves to
the next working day. Rule 5 read the same in 2010. A term that begins with a notice begins on the
day of its service, which does not move (Guidelines V-7-2.3).

    limit = months_after(date(2025, 12, 31), 2)
    limit.end                              # 2026-02-28 is a Saturday: 2026-03-02
    limit.missed(date(2026, 3, 3))         # True
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shared.model.holidays import is_rest_day, known_years

POSTAL_DAYS = 15
"""A posted notice is taken to be received when 15 days have passed since its issue (Rule 4.4)."""
ELECTRONIC_AT_ONCE = date(2024, 1, 20)
"""First day of Rule 4.7: before, electronic notices had the 15 days too (secondary sources)."""
_DAY = timedelta(days=1)
_LONGEST_REST = timedelta(days=12)
"""No run of rest days was ever longer: nine days off beside a weekend, with room."""


class Service(StrEnum):
    """How a notice reaches a party (Rule 4.3)."""

    ELECTRONIC = "electronic"
    POST = "post"
    BY_HAND = "by_hand"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A term and its last day."""

    start: date
    """The day from which it is counted, itself not counted."""
    nominal_end: date
    """The corresponding day, before it moves off a rest day."""
    end: date
    """The last day, as far as holidays are known."""
    certain: bool
    """False where ``end`` falls in a year whose holidays are unknown: it may be later."""

    def missed(self, day: date) -> bool | None:
        """Whether an act on ``day`` is too late; ``None`` where an unknown holiday decides."""
        if day <= self.end:
            return False
        if self.certain or day - self.end > _LONGEST_REST:
            return True
        return None


def months_after(start: date, months: int) -> TimeLimit:
    """The term of ``months`` from ``start``; one beyond the year 9999 ends with it."""
    return _limit(start, add_months(start, months))


def years_after(start: date, years: int) -> TimeLimit:
    """The term of ``years`` from ``start``."""
    return months_after(start, 12 * years)


def days_after(start: date, days: int) -> TimeLimit:
    """The term of ``days`` from ``start``."""
    room = (date.max - start).days
    return _limit(start, start + timedelta(days=min(days, room)))


def later(one: TimeLimit, other: TimeLimit) -> TimeLimit:
    """Of two terms that a party may choose between, the one that ends later."""
    return max(one, other, key=lambda limit: (limit.end, limit.nominal_end))


def add_months(start: date, months: int) -> date:
    """The corresponding day ``months`` later (or earlier), or the last day of that month.

    Beyond the calendar it is the calendar's last (or first) day.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def working_day_from(day: date) -> date:
    """``day``, or the first day after it on which the office works."""
    while is_rest_day(day):
        day += _DAY
    return day


def deemed_receipt(issued_on: date, service: Service) -> date:
    """The day on which a notice counts as received, unless another day is proved (Rule 4.4-4.7).

    An electronic notice counts on the day it enters the accepted system; until 2024-01-19 the
    fifteen days of the post were applied to it as well. A publication counts after a month. None
    of these days moves off a holiday.
    """
    if service is Service.POST or (
        service is Service.ELECTRONIC and issued_on < ELECTRONIC_AT_ONCE
    ):
        return issued_on + timedelta(days=min(POSTAL_DAYS, (date.max - issued_on).days))
    if service is Service.PUBLICATION:
        return add_months(issued_on, 1)
    return issued_on


def _limit(start: date, nominal_end: date) -> TimeLimit:
    end = working_day_from(nominal_end)
    known = {nominal_end.year, end.year} <= known_years()
    return TimeLimit(start=start, nominal_end=nominal_end, end=end, certain=known)

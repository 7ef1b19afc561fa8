"""Terms in months and years (Implementing Rules, Rule 5).

The day on which a term begins does not count; it ends on the corresponding day of the last month,
or on that month's last day; a last day that is a rest day moves to the next working day. Weekends
are known here; public holidays are not yet, so ``maybe_in_term`` leaves room for the longest one.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_LONGEST_HOLIDAY = timedelta(days=10)


def add_months(start: date, months: int) -> date:
    """The corresponding day ``months`` later, or the last day of that month."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def end_of_term(start: date, months: int) -> date:
    """Last day of the term, moved off a weekend."""
    end = add_months(start, months)
    while end.weekday() >= calendar.SATURDAY:
        end += timedelta(days=1)
    return end


def maybe_in_term(day: date, end: date) -> bool:
    """Whether ``day``, after ``end``, could still be in time because of a public holiday."""
    return end < day <= end + _LONGEST_HOLIDAY

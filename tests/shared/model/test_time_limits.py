"""Terms: the examples of the Guidelines (V-7-2.3), rest days, and what holds for every term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.holidays import holidays, is_rest_day, known_years
from shared.model.time_limits import (
    Service,
    add_months,
    days_after,
    deemed_receipt,
    later,
    months_after,
    working_day_from,
    years_after,
)


@pytest.mark.parametrize(
    ("start", "months", "nominal"),
    [
        (date(1998, 6, 1), 36, date(2001, 6, 1)),
        (date(2008, 6, 21), 2, date(2008, 8, 21)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_term_ends_on_the_corresponding_day(start: date, months: int, nominal: date) -> None:
    assert months_after(start, months).nominal_end == nominal


@pytest.mark.parametrize(
    ("nominal", "moved"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 1, 2), date(2026, 1, 5)),
        (date(2025, 12, 27), date(2025, 12, 29)),
        (date(2026, 3, 4), date(2026, 3, 4)),
    ],
)
def test_a_last_day_of_rest_moves_to_the_next_working_day(nominal: date, moved: date) -> None:
    assert working_day_from(nominal) == moved


def test_a_weekend_made_a_working_day_still_moves_to_monday() -> None:
    """2026-10-10 is a Saturday on which the notice makes people work."""
    assert working_day_from(date(2026, 10, 10)) == date(2026, 10, 12)


def test_days_and_years() -> None:
    assert days_after(date(2026, 3, 2), 15).end == date(2026, 3, 17)
    assert years_after(date(2023, 10, 1), 3).end == date(2026, 10, 8)
    one, other = months_after(date(2026, 3, 2), 2), days_after(date(2026, 3, 2), 15)
    assert later(one, other) == later(other, one) == one


@pytest.mark.parametrize(
    ("service", "issued", "received"),
    [
        (Service.POST, date(2008, 6, 6), date(2008, 6, 21)),
        (Service.ELECTRONIC, date(2024, 1, 20), date(2024, 1, 20)),
        (Service.ELECTRONIC, date(2024, 1, 19), date(2024, 2, 3)),
        (Service.BY_HAND, date(2026, 3, 2), date(2026, 3, 2)),
        (Service.PUBLICATION, date(2026, 1, 31), date(2026, 2, 28)),
    ],
)
def test_service(service: Service, issued: date, received: date) -> None:
    assert deemed_receipt(issued, service) == received


def test_an_unknown_year_leaves_room_for_holidays() -> None:
    after = max(known_years()) + 1
    limit = months_after(date(after - 1, 12, 30), 2)
    assert not limit.certain
    assert limit.missed(limit.end) is False
    assert limit.missed(limit.end + timedelta(days=1)) is None
    assert limit.missed(limit.end + timedelta(days=13)) is True
    certain = months_after(date(2026, 1, 5), 2)
    assert certain.missed(certain.end + timedelta(days=1)) is True


def test_the_calendar_holds_what_the_notices_say() -> None:
    assert set(range(2010, 2027)) <= known_years()
    assert date(2026, 9, 25) in holidays()
    assert date(2020, 1, 31) in holidays()
    assert not is_rest_day(date(2026, 2, 24))
    for year in known_years():
        weekdays = [day for day in holidays() if day.year == year and day.weekday() < 5]
        assert 15 <= len(weekdays) <= 24, "eleven to thirteen holidays and the exchanged days"


def test_no_run_of_rest_days_is_longer_than_the_room_left() -> None:
    assert all(working_day_from(day) - day <= timedelta(days=12) for day in holidays())


@given(st.dates(date(1985, 4, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_every_term(start: date, months: int) -> None:
    limit = months_after(start, months)
    assert limit.start <= limit.nominal_end <= limit.end
    assert not is_rest_day(limit.end)
    assert limit.nominal_end.day <= start.day
    assert limit.missed(limit.end) is False
    total = (limit.nominal_end.year - start.year) * 12 + limit.nominal_end.month - start.month
    assert total == months


def test_beyond_the_calendar() -> None:
    """Dates that anyone may state must not stop a check."""
    assert add_months(date(9999, 12, 1), 1) == date.max
    assert add_months(date(1, 1, 31), -1) == date.min
    assert days_after(date.max, 15).end == date.max
    assert deemed_receipt(date.max, Service.POST) == date.max
    assert months_after(date(9999, 12, 20), 0).missed(date.max) is None

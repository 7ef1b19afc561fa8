"""Chinese application numbers: shapes, kinds, check digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.application_number import check_digit, parse_cn_application_number
from shared.model.identification import ApplicationKind, FilingRoute


@pytest.mark.parametrize(
    "number",
    [
        "2025108367676",
        "202610516233X",
        "202411792145X",
        "2016102020742",
        "2014105986229",
        "2025115308827",
        "2026106259652",
        "2009102427975",
        "2008101045860",
    ],
)
def test_check_digits_of_published_numbers_are_right(number: str) -> None:
    assert check_digit(number[:-1]) == number[-1]


@pytest.mark.parametrize(
    ("text", "plain", "valid"),
    [
        ("201410408762.5", "201410408762.5", True),
        ("ZL201410408762.5", "201410408762.5", True),
        ("ZL 2014 1 0408762.5", "201410408762.5", True),
        ("CN202411792145X", "202411792145.X", True),
        ("２０２４１１７９２１４５．ｘ", "202411792145.X", True),
        ("202411792145.1", "202411792145.1", False),
        ("201410408762", "201410408762", None),
        ("85100001.0", "85100001.0", True),
        ("85100001.5", "85100001.5", False),
    ],
)
def test_accepted_forms(text: str, plain: str, valid: bool | None) -> None:
    number = parse_cn_application_number(text)
    assert number is not None
    assert number.text == plain
    assert number.valid_check is valid


@pytest.mark.parametrize(
    ("text", "kind", "route", "year"),
    [
        ("201410408762.5", ApplicationKind.INVENTION, FilingRoute.NATIONAL, 2014),
        ("201420408762", ApplicationKind.UTILITY_MODEL, FilingRoute.NATIONAL, 2014),
        ("201430408762", ApplicationKind.DESIGN, FilingRoute.NATIONAL, 2014),
        ("201880013080.0", ApplicationKind.INVENTION, FilingRoute.PCT_NATIONAL_PHASE, 2018),
        ("201890013080", ApplicationKind.UTILITY_MODEL, FilingRoute.PCT_NATIONAL_PHASE, 2018),
        ("202447921450", None, None, 2024),
        ("85100001.0", ApplicationKind.INVENTION, FilingRoute.NATIONAL, 1985),
        ("03100001", ApplicationKind.INVENTION, FilingRoute.NATIONAL, 2003),
    ],
)
def test_kind_route_and_year(
    text: str, kind: ApplicationKind | None, route: FilingRoute | None, year: int
) -> None:
    number = parse_cn_application_number(text)
    assert number is not None
    assert (number.kind, number.route, number.year) == (kind, route, year)


@pytest.mark.parametrize(
    "text", ["", "CN101985000A", "CN85100001", "PCT/US2024/012345", "20241179214", "一二三"]
)
def test_other_numbers_are_not_application_numbers(text: str) -> None:
    assert parse_cn_application_number(text) is None


def test_check_digit_refuses_other_lengths() -> None:
    with pytest.raises(ValueError, match="12 digits"):
        check_digit("123")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    number = parse_cn_application_number(text)
    assert number is None or len(number.digits) in (8, 12)

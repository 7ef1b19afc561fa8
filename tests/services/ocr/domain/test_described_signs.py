"""Signs of a drawing beside those of the description."""

from __future__ import annotations

import pytest

from services.ocr.domain.described_signs import look_alike, settle
from services.ocr.domain.page import SignReading

QUAD = (0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0)


def read(*signs: tuple[str, float]) -> tuple[SignReading, ...]:
    return tuple(SignReading(sign=sign, quad=QUAD, score=score) for sign, score in signs)


def told(signs: tuple[SignReading, ...]) -> list[tuple[str, str | None]]:
    return [(sign.sign, sign.read_as) for sign in signs]


def test_a_badly_read_sign_is_corrected_to_its_only_look_alike_and_says_so() -> None:
    settled = settle(read(("10", 0.99), ("1l", 0.6)), ["10", "11"])
    assert told(settled) == [("10", None), ("11", "1l")]


def test_a_badly_read_sign_that_nothing_describes_is_rejected() -> None:
    assert told(settle(read(("10", 0.99), ("77", 0.6)), ["10", "12"])) == [("10", None)]


def test_a_sign_that_was_read_well_stays_though_nothing_describes_it() -> None:
    settled = settle(read(("10", 0.99), ("11", 0.95)), ["10", "17"])
    assert told(settled) == [("10", None), ("11", None)]


@pytest.mark.parametrize("described", [[], ["98", "99"]])
def test_another_description_changes_nothing(described: list[str]) -> None:
    signs = read(("10", 0.99), ("1l", 0.2))
    assert settle(signs, described) == signs


def test_two_look_alikes_decide_nothing() -> None:
    settled = settle(read(("10", 0.99), ("8", 0.6)), ["10", "B", "3"])
    assert told(settled) == [("10", None)]


def test_look_alikes() -> None:
    assert look_alike("1O", "10")
    assert not look_alike("1", "11")

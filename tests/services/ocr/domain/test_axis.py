"""Numbers of axes are told from reference signs."""

from __future__ import annotations

from services.ocr.domain.axis import axis_numbers
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import SignReading


def signs(*found: tuple[str, float, float]) -> list[SignReading]:
    return [
        SignReading(sign=sign, quad=quad_of_box((x - 20, y - 15, x + 20, y + 15)), score=0.99)
        for sign, x, y in found
    ]


def test_even_numbers_with_zero_in_a_row_or_column_are_an_axis() -> None:
    level = [(str(32 * i), 100 + 80 * i, 900 + i % 2 * 4) for i in range(5)]
    upright = [(str(50 * i), 60.0, 800 - 90 * i) for i in range(4)]
    both = signs(*level, ("12", 300, 400), *upright)
    assert axis_numbers(both) == frozenset({0, 1, 2, 3, 4, 6, 7, 8, 9})


def test_one_left_out_is_an_axis_too() -> None:
    assert len(axis_numbers(signs(*[(str(n), 10.0 * n, 50) for n in (0, 10, 20, 40)]))) == 4


def test_signs_that_stand_evenly_are_none() -> None:
    boxes = signs(*[(str(110 + 10 * i), 300, 100.0 + 90 * i) for i in range(5)])
    assert axis_numbers(boxes) == frozenset()


def test_uneven_numbers_beside_a_zero_are_none() -> None:
    assert axis_numbers(signs(("0", 0, 50), ("3", 90, 50), ("7", 110, 50), ("9", 400, 50))) == set()
    assert axis_numbers(signs(*[("0", 100.0 * i, 50) for i in range(5)])) == frozenset()
    assert axis_numbers(signs(("0", 0, 50), ("10", 100, 50), ("20", 200, 50))) == frozenset()

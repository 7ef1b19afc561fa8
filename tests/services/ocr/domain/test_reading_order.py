"""Rows, columns, headings across columns, forms."""

from __future__ import annotations

import random
from collections.abc import Sequence

from services.ocr.domain.geometry import Box, quad_of_box
from services.ocr.domain.page import ReadLine
from services.ocr.domain.reading_order import in_reading_order


def lines(places: Sequence[tuple[str, Box]]) -> list[ReadLine]:
    return [ReadLine(text=text, quad=quad_of_box(box), score=1.0) for text, box in places]


def order(places: Sequence[tuple[str, Box]]) -> str:
    shuffled = lines(places)
    random.Random(7).shuffle(shuffled)
    ordered = "".join(line.text for line in in_reading_order(shuffled))
    assert ordered == "".join(line.text for line in in_reading_order(lines(places)))
    return ordered


def test_rows_with_skew_are_read_left_to_right() -> None:
    assert order([("b", (200, 14, 300, 34)), ("a", (0, 10, 150, 30)), ("c", (0, 50, 90, 70))]) == (
        "abc"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(chr(97 + i), (0.0, 30.0 * i, 400.0, 30.0 * i + 20)) for i in range(8)]
    right = [(chr(65 + i), (450.0, 30.0 * i, 850.0, 30.0 * i + 20)) for i in range(8)]
    assert order([*left, *right]) == "abcdefghABCDEFGH"


def test_heading_across_columns_comes_first() -> None:
    left = [(chr(97 + i), (0.0, 100 + 30.0 * i, 400.0, 120 + 30.0 * i)) for i in range(8)]
    right = [(chr(65 + i), (450.0, 100 + 30.0 * i, 850.0, 120 + 30.0 * i)) for i in range(8)]
    assert order([("#", (100, 0, 700, 40)), *left, *right]) == "#abcdefghABCDEFGH"


def test_form_of_labels_and_values_is_read_by_rows() -> None:
    widths = [200, 60, 150, 90, 40, 180, 70, 120]
    labels = [(chr(97 + i), (0.0, 60.0 * i, 90.0, 60.0 * i + 30)) for i in range(8)]
    values = [
        (chr(65 + i), (450.0, 60.0 * i, 450.0 + width, 60.0 * i + 30))
        for i, width in enumerate(widths)
    ]
    assert order([*labels, *values]) == "aAbBcCdDeEfFgGhH"


def test_nothing() -> None:
    assert in_reading_order([]) == ()

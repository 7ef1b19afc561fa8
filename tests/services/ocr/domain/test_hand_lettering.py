"""Sheets that a person has to read."""

from __future__ import annotations

import numpy as np
import pytest

from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.hand_lettering import by_person, lettered_by_hand
from services.ocr.domain.orientation import choose
from services.ocr.domain.page import ReadLine, SignReading


def drawing(heights: list[int], score: float) -> tuple[list[SignReading], np.ndarray]:
    ink = np.zeros((100 * len(heights), 100), dtype=np.bool_)
    signs = []
    for i, height in enumerate(heights):
        top = 100 * i + 10
        ink[top : top + height, 20:30] = True
        box = (10, top - 5, 40, top + height + 5)
        signs.append(SignReading(sign=str(i), quad=quad_of_box(box), score=score))
    return signs, ink


@pytest.mark.parametrize(
    ("heights", "score", "hand"),
    [
        ([20, 34, 26, 44, 22, 40, 30, 18, 36, 24], 0.9, True),
        ([30] * 10, 0.9, False),
        ([20, 34, 26, 44, 22, 40, 30, 18, 36, 24], 0.999, False),
        ([20, 44, 30], 0.9, False),
    ],
)
def test_uneven_and_unsure_signs_are_by_hand(heights: list[int], score: float, hand: bool) -> None:
    assert (lettered_by_hand(*drawing(heights, score)) is not None) is hand


@pytest.mark.parametrize(("score", "guess"), [(0.98, False), (0.6, True)])
def test_a_page_of_badly_read_lines_is_a_guess(score: float, guess: bool) -> None:
    lines = [ReadLine(text="一种扫描装置", quad=quad_of_box((0, 0, 9, 9)), score=score)]
    assert (by_person(lines) is not None) is guess


def test_one_character_turns_no_page() -> None:
    assert choose({0: 0.1, 90: 0.59}) == 0
    assert choose({0: 0.1, 90: 1.7}) == 90

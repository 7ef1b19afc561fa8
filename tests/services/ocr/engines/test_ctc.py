"""Decoding of steps into characters."""

from __future__ import annotations

import numpy as np
import pytest

from services.ocr.engines.ctc import decode

ALPHABET = ["blank", "甲", "乙", "丙"]


def steps(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_equal_neighbours_are_one_character_and_blanks_part_them() -> None:
    reading = decode(
        steps(
            (0.9, 0.1, 0, 0), (0.1, 0.8, 0.1, 0), (0, 0.95, 0.05, 0), (1, 0, 0, 0),
            (0.2, 0.8, 0, 0), (0, 0.3, 0.7, 0), (0.75, 0, 0, 0.25), (1, 0, 0, 0),
        ),
        ALPHABET,
    )  # fmt: skip
    assert reading.text == "甲甲乙"
    assert [c.score for c in reading.characters] == pytest.approx([0.95, 0.8, 0.7])
    assert [(c.start, c.end) for c in reading.characters] == [
        (0.125, 0.375),
        (0.5, 0.625),
        (0.625, 0.75),
    ]
    assert [[other.text for other in c.others] for c in reading.characters] == [
        ["乙"],
        [""],
        ["甲"],
    ]
    *_, ghost = reading.ghosts
    assert (ghost.after, ghost.text, ghost.score) == (3, "丙", pytest.approx(0.25))


def test_candidates_are_ranked_and_few() -> None:
    alphabet = ["blank", *"甲乙丙丁戊己"]
    reading = decode(steps((0.03, 0.9, 0.02, 0.01, 0.025, 0.0149, 0.0001)), alphabet)
    others = reading.characters[0].others
    assert [other.text for other in others] == ["", "丁", "乙", "戊"]


def test_nothing_but_blanks_is_nothing() -> None:
    assert decode(steps((1, 0, 0, 0)), ALPHABET).text == ""

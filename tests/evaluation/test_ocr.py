"""How recognition is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evaluation.ocr import comparable, edit_distance, measure_pages, measure_signs
from services.ocr.engines import rapidocr_engine


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("", "", 0),
        ("", "甲乙", 2),
        ("甲乙", "", 2),
        ("甲乙丙", "甲丙", 1),
        ("kitten", "sitting", 3),
    ],
)
def test_edit_distance(a: str, b: str, edits: int) -> None:
    assert edit_distance(a, b) == edits


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_edit_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    distance = edit_distance(a, b)
    assert distance == edit_distance(b, a)
    assert abs(len(a) - len(b)) <= distance <= max(len(a), len(b))
    assert (distance == 0) == (a == b)


def test_widths_and_white_space_do_not_count() -> None:
    assert comparable("Ａ １\n 。") == "A1。"


def test_errors_are_pooled_and_stamps_apart(tmp_path: Path) -> None:
    (tmp_path / "gt").mkdir()
    for name, cond, text in [("a", "c300", "abcd"), ("b", "fax", "ab"), ("c", "stamp", "xy")]:
        Image.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / f"{name}.png")
        truth = {"file": f"{name}.png", "cond": cond, "text": text}
        (tmp_path / "gt" / f"{name}.json").write_text(json.dumps(truth))
    tally = measure_pages(tmp_path, lambda picture: "ab")
    assert tally.pages == 3
    assert tally.errors["no_stamp"].rate() == 2 / 6
    assert tally.errors["stamp"].rate() == 1.0


def test_an_absent_folder_gives_no_figure(tmp_path: Path) -> None:
    assert measure_pages(tmp_path, lambda picture: "").errors == {}
    engine = rapidocr_engine.create()
    assert measure_signs(tmp_path, engine) == {}

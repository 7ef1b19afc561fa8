"""How recognition is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evaluation.ocr import comparable, edit_distance, measure_forms, measure_pages
from evaluation.ocr_doubt import judged, measure_doubt
from evaluation.ocr_rendering import DAMAGES, Layout, RenderedPage, TrueLine, damaged, render
from evaluation.ocr_signs import measure_signs
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import Doubt, DoubtReason, PageKind, PageReading, ReadLine
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
    assert measure_forms(tmp_path, engine) == {}
    assert measure_doubt(tmp_path, engine) == {}


def test_lines_are_judged_by_what_was_read_in_their_box() -> None:
    page = RenderedPage(
        np.zeros((100, 100, 3), np.uint8),
        tuple(
            TrueLine(text, (0, y, 100, y + 20)) for text, y in (("甲", 0), ("乙", 30), ("丙", 60))
        ),
        100,
    )
    doubt = Doubt(probability=0.9, reasons=(DoubtReason.LOW_SCORE,))
    lines = (
        ReadLine(text="甲", quad=quad_of_box((0, 0, 100, 20)), score=0.9),
        ReadLine(text="己", quad=quad_of_box((0, 30, 100, 50)), score=0.9, doubt=doubt),
    )
    reading = PageReading(page=1, kind=PageKind.TEXT, width=100, height=100, lines=lines)
    assert judged(page, reading) == [(False, False), (True, True), (True, False)]


def test_rendered_pages_know_their_lines_and_damage_is_repeatable() -> None:
    page = render(["一种扫描装置，包括壳体。" * 4], Layout(dpi=100, most_lines=3))
    if page is None:
        pytest.skip("the machine has no Noto CJK font")
    assert "".join(line.text for line in page.lines).startswith("一种扫描装置")
    for line in page.lines:
        x0, y0, x1, y1 = (round(value) for value in line.box)
        assert (page.picture[y0:y1, x0:x1] < 128).any()
    for name in DAMAGES:
        first, second = damaged(page, name, 1), damaged(page, name, 1)
        assert (first.picture == second.picture).all()
        assert len(first.lines) == len(page.lines)

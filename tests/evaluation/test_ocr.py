"""How recognition is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evaluation.ocr_doubt import damaged_pages, doubt_figures, judged
from evaluation.ocr_errors import comparable, edit_distance
from evaluation.ocr_layouts import layouts
from evaluation.ocr_pages import (
    EngineOutcome,
    PageOutcome,
    labelled_pages,
    page_figures,
    values_read,
)
from evaluation.ocr_rendering import DAMAGES, Layout, RenderedPage, TrueLine, damaged, render
from evaluation.ocr_signs import sheets_of, sign_figures
from evaluation.ocr_workers import Workers
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import (
    Doubt,
    DoubtReason,
    FieldReading,
    PageKind,
    PageReading,
    ReadLine,
)


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


def test_errors_are_pooled_and_stamps_apart() -> None:
    def page(group: str, source: str, edits: int, characters: int, cpu_s: float) -> PageOutcome:
        engines = {
            "rapidocr_plain": EngineOutcome(edits, characters, 4.0),
            "default": EngineOutcome(edits, characters, cpu_s),
        }
        return PageOutcome(group, source, engines, 1, 2)

    figures = page_figures(
        [
            page("no_stamp", "t0", 2, 4, 1),
            page("no_stamp", "t1", 0, 2, 2),
            page("stamp", "t0", 2, 2, 3),
        ]
    )
    assert figures["default.cer.no_stamp"] == 2 / 6
    assert figures["default.cer.stamp"] == 1.0
    assert figures["default.cer.worst_source"] == 4 / 6
    assert figures["default.cpu_s_per_page"] == 2.0
    assert figures["default.cpu_share_of_rapidocr_plain"] == 0.5
    assert figures["form_values_exact"] == 0.5


def test_pages_need_text_and_a_picture(tmp_path: Path) -> None:
    (tmp_path / "gt").mkdir()
    for name, text in [("a", "abcd"), ("b", " "), ("c", "xy")]:
        truth = {"file": f"{name}.png", "text": text}
        (tmp_path / "gt" / f"{name}.json").write_text(json.dumps(truth))
    for name in ("a", "b"):
        Image.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / f"{name}.png")
    assert [truth["id"] for truth in labelled_pages(tmp_path)] == ["a"]


def test_parts_of_a_value_are_joined_under_its_label() -> None:
    quad = quad_of_box((0, 0, 1, 1))
    fields = [
        FieldReading(label="⑧国籍", value="中国", label_quad=quad, value_quad=quad),
        FieldReading(
            label="证件号码", value="1 2", label_quad=quad, value_quad=quad, within="⑧国籍"
        ),
    ]
    assert values_read(fields) == {"国籍": "中国证件号码12"}


def test_an_absent_folder_gives_no_figure_but_of_the_projects_own_text(tmp_path: Path) -> None:
    assert set(layouts(tmp_path)) <= {"traditional"}
    assert labelled_pages(tmp_path) == sheets_of(tmp_path) == []
    assert page_figures([]) == sign_figures(tmp_path, [], []) == {}
    assert damaged_pages(tmp_path) == []


def test_no_task_is_begun_after_the_time_is_up() -> None:
    with Workers(1, seconds=0) as workers:
        assert list(workers.run("part", len, [("ab",), ("c",)])) == []
        assert workers.left_out == {"part": 2}


def test_results_keep_the_order_of_their_tasks() -> None:
    with Workers(2, seconds=60) as workers:
        assert list(workers.run("part", len, [("abc",), ("",), ("ab",)])) == [3, 0, 2]
        assert workers.left_out == {}


def test_damaged_pages_are_taken_until_enough_are_wrong() -> None:
    page = [(True, True)] * 150 + [(True, False)] * 50 + [(False, True), (False, False)]
    figures = doubt_figures([page, page, page])
    assert figures["doubt.wrong_lines"] == 400
    assert figures["doubt.wrong_flagged"] == 0.75
    assert figures["doubt.right_flagged"] == 0.5


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

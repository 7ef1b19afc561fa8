"""Grids, request-form cells and tables."""

from __future__ import annotations

import numpy as np
import pytest

from services.ocr.domain.form import fill_cells, is_form, read_fields, tables_of
from services.ocr.domain.form_labels import check_value, known_label
from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import Detection, ReadLine
from services.ocr.domain.ruling import find_cells, split_at_cells


def grid(rows: int, edges: tuple[int, ...], height: int = 60, *, cut_off: bool = False) -> Mask:
    ink = np.zeros((rows * height + (60 if not cut_off else 40), 1000), dtype=np.bool_)
    for row in range(rows + 1):
        ink[min(40 + row * height, len(ink) - 1) :][:2, edges[0] : edges[-1]] |= row < rows or not (
            cut_off
        )
    for x in edges:
        ink[40 : 40 + rows * height, x : x + 2] = True
    return ink


def written(text: str, x: float, row: int) -> ReadLine:
    y = 40 + row * 60 + 15
    return ReadLine(text=text, quad=quad_of_box((x, y, x + 20 * len(text), y + 30)), score=0.99)


ROWS = [
    ("⑦ 发明名称", "一种扫描装置"),
    ("⑨ 第一发明人国籍", "中国 居民身份证件号码 11010519491231002X"),
    ("省自治区直辖市", "浙江省"),
    ("邮政编码", "31005"),
]
EDGES = (60, 400, 950)


def form_lines() -> list[ReadLine]:
    return [
        written(text, x, row)
        for row, pair in enumerate(ROWS)
        for text, x in zip(pair, (70, 410), strict=True)
    ]


def test_cells_of_a_form_become_labels_and_values() -> None:
    cells = find_cells(grid(4, EDGES))
    assert len(cells) == 8
    filled = fill_cells(form_lines(), cells)
    assert is_form(filled)
    fields = read_fields(filled)
    assert [(field.label, field.value, field.within) for field in fields] == [
        ("发明名称", "一种扫描装置", None),
        ("第一发明人国籍", "中国", None),
        ("居民身份证件号码", "11010519491231002X", "第一发明人国籍"),
        ("省自治区直辖市", "浙江省", None),
        ("邮政编码", "31005", None),
    ]
    assert [field.fault is None for field in fields] == [True, True, True, True, False]


def test_cells_cut_off_by_the_page_are_cells() -> None:
    assert len(find_cells(grid(3, EDGES, cut_off=True))) == 6


def test_a_frame_alone_is_no_grid() -> None:
    assert find_cells(grid(1, (60, 950))) == ()


def test_a_line_across_cells_is_cut_at_the_rule() -> None:
    cells = find_cells(grid(4, EDGES))
    across = Detection(quad=quad_of_box((70, 55, 700, 85)))
    first, second = split_at_cells([across], cells)
    assert first.quad[2] <= 402 <= second.quad[0] + 2


def test_a_grid_without_labels_is_a_table() -> None:
    cells = find_cells(grid(2, (60, 300, 600, 950)))
    lines = [written(text, x, row) for row in range(2) for text, x in (("温度", 70), ("25", 310))]
    filled = fill_cells(lines, cells)
    assert not is_form(filled)
    (table,) = tables_of(filled)
    assert (table.rows, table.columns) == (2, 3)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells[:3]] == [
        (0, 0, "温度"),
        (0, 1, "25"),
        (0, 2, ""),
    ]


@pytest.mark.parametrize(
    ("label", "right", "wrong"),
    [
        ("申请号", "201410408762.5", "201410408762.4"),
        ("统一社会信用代码", "91350100M000100Y43", "91350100M000100Y44"),
        ("居民身份证件号码", "11010519491231002X", "110105194912310021"),
        ("申请日", "2014年8月19日", "2014年13月19日"),
        ("邮政编码", "100088", "10008"),
        ("电话", "010-62356655", "见附页"),
    ],
)
def test_values_are_checked_and_never_changed(label: str, right: str, wrong: str) -> None:
    assert check_value(label, right) is None
    assert check_value(label, wrong) is not None


def test_labels_are_known_with_numbers_and_without_punctuation() -> None:
    assert known_label("⑩ 申请人1 姓名或名称") == "申请人姓名或名称"
    assert known_label("城区乡街道门牌号") == "城区(乡)、街道、门牌号"
    assert known_label("杭州恒瑞信息技术有限公司") is None

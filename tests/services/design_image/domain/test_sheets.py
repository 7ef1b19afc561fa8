"""Sheets: views apart, captions and text away."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from services.design_image.domain.raster import Gray
from services.design_image.domain.sheets import cut_sheet
from services.design_image.engines.decoding import decode
from tests.services.design_image.drawings import drawing

A4 = (2339, 1654)
"""Pixels at 200 dpi."""


def page() -> Gray:
    return np.full(A4, 255, dtype=np.uint8)


def write(sheet: Gray, text: str, x: int, y: int) -> None:
    cv2.putText(sheet, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3, cv2.LINE_AA)


def place(sheet: Gray, picture: Gray, x: int, y: int) -> None:
    sheet[y : y + picture.shape[0], x : x + picture.shape[1]] = picture


def test_two_views_with_captions_and_a_header() -> None:
    sheet = page()
    write(sheet, "U.S. Patent   Jan. 5, 2021   Sheet 1 of 3", 200, 90)
    place(sheet, drawing(1), 400, 200)
    write(sheet, "FIG. 1", 680, 1020)
    place(sheet, drawing(2), 400, 1250)
    write(sheet, "FIG. 2", 680, 2080)
    views = cut_sheet(sheet, 200)
    assert len(views) == 2
    first, second = (view.box for view in views)
    assert 200 <= first[1] < first[3] <= 900
    assert 1250 <= second[1] < second[3] <= 1950


def test_page_of_text_has_no_view() -> None:
    sheet = page()
    for line in range(25):
        write(sheet, "The ornamental design for a chair, as shown.", 150, 200 + 70 * line)
    assert cut_sheet(sheet, 200) == ()
    assert cut_sheet(page(), 200) == ()


def test_detail_inside_an_outline_belongs_to_it() -> None:
    sheet = page()
    cv2.rectangle(sheet, (300, 300), (1300, 1700), 0, 4)
    cv2.circle(sheet, (800, 1000), 120, 0, 4)
    (view,) = cut_sheet(sheet, 200)
    assert (view.picture[650:760, 400:620] < 128).any()


def test_dashed_outline_is_one_view() -> None:
    sheet = page()
    for angle in range(0, 360, 4):
        cv2.ellipse(sheet, (800, 1000), (500, 700), 0, angle, angle + 2, 0, 4)
    assert len(cut_sheet(sheet, 200)) == 1


EXPECTED_VIEWS = {
    "USD0907292-20210105": [1] * 9,
    "USD0908314-20210126": [1, 1, 2, 2, 2],
    "USD0909824-20210209": [1, 1, 2, 4],
}
"""Views per sheet as counted by eye (D00000 is the front page's drawing)."""


@pytest.mark.parametrize("package", EXPECTED_VIEWS)
def test_real_sheets(data_dir: Path, package: str) -> None:
    sheets = sorted((data_dir / "design/us-packages" / package).glob("*.TIF"))
    found = []
    for sheet in sheets:
        (one,) = decode(sheet.read_bytes())
        found.append(len(cut_sheet(one.picture, one.dpi)))
    assert found == EXPECTED_VIEWS[package]

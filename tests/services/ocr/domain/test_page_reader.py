"""A page through a scripted engine: blankness, stamp, way up, kind, text layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from services.ocr.domain.geometry import bounds, cut_out, quad_of_box, turn_picture
from services.ocr.domain.page import Detection, PageKind, Picture, Quad, Reading, TextLayerLine
from services.ocr.domain.page_reader import read_page
from services.ocr.domain.stamps import separate_red_stamp

SENTENCE = "一种用于识别扫描文件的装置"


class BarEngine:
    """Reads bars that begin black and end grey; a bar the other way round is turned text."""

    name = "bars"

    def __init__(self, text: str = SENTENCE) -> None:
        self._text = text

    def components(self) -> Mapping[str, str]:
        return {}

    def detect(self, picture: Picture, text_height: float | None = None) -> tuple[Detection, ...]:
        import cv2

        dark = (picture[..., 1] < 200).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
        return tuple(
            Detection(quad=quad_of_box((x, y, x + width, y + height)))
            for x, y, width, height, _ in stats[1:].tolist()
            if width * height > 500
        )

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:
        readings = []
        for quad in quads:
            cut = cut_out(picture, quad)
            upright = cut.shape[1] > cut.shape[0] and cut[:, :40].mean() < cut[:, -40:].mean() - 40
            readings.append(
                Reading(text=self._text if upright else "乚", score=0.99 if upright else 0.3)
            )
        return tuple(readings)


def bars(rows: int = 4) -> Picture:
    picture = np.full((400, 600, 3), 255, np.uint8)
    for row in range(rows):
        top = 40 + 60 * row
        picture[top : top + 20, 50:90] = 0
        picture[top : top + 20, 90:500] = 120
    return picture


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_turned_pages_are_read_and_places_mapped_back(degrees: int) -> None:
    stored = turn_picture(bars(), (360 - degrees) % 360)
    reading = read_page(BarEngine(), stored)
    assert reading.rotation == degrees
    assert (reading.height, reading.width) == stored.shape[:2]
    assert [line.text for line in reading.lines] == [SENTENCE] * 4
    for line in reading.lines:
        x0, y0, x1, y1 = (round(value) for value in bounds(line.quad))
        assert (stored[y0:y1, x0:x1] < 200).all()
        start_x, start_y = line.quad[0], line.quad[1]
        across_x, across_y = line.quad[6], line.quad[7]
        end_x, end_y = line.quad[4], line.quad[5]
        # half a bar's height into the text, from its own top left, is the black beginning
        x = (start_x + across_x) / 2 + (end_x - across_x) * 0.05
        y = (start_y + across_y) / 2 + (end_y - across_y) * 0.05
        assert stored[int(y), int(x), 0] == 0


def test_blank_page_with_specks_and_dark_edge() -> None:
    picture = np.full((2000, 1500, 3), 250, np.uint8)
    picture[:, :10] = 0
    picture[700, 800] = 0
    assert read_page(BarEngine(), picture).kind is PageKind.BLANK


def test_one_short_line_is_not_blank() -> None:
    assert read_page(BarEngine(), bars(1)).kind is PageKind.TEXT


def test_lines_outside_text_make_a_drawing() -> None:
    picture = bars(1)
    for x in range(50, 550, 10):
        picture[150:390, x : x + 3] = 0
    assert read_page(BarEngine("12"), picture).kind is PageKind.DRAWING


def test_stamp_is_taken_away_and_text_under_it_stays() -> None:
    picture = bars()
    stamped = picture.copy()
    stamped[60:200, 200:400] = np.where(
        stamped[60:200, 200:400] < 130, stamped[60:200, 200:400], (215, 30, 40)
    )
    stamped[100:120, 50:90] = (70, 5, 5)  # black print under red ink
    cleaned, stamp = separate_red_stamp(stamped)
    assert stamp is not None
    assert (cleaned[150:155, 210:390] == 255).all()
    assert cleaned[110, 70].max() < 100
    reading = read_page(BarEngine(), stamped)
    assert reading.red_stamp
    assert len(reading.lines) == 4


def test_page_without_red_is_left_as_it_is() -> None:
    picture = bars()
    cleaned, stamp = separate_red_stamp(picture)
    assert cleaned is picture
    assert stamp is None


def layer(text: str = SENTENCE, rows: int = 4) -> list[TextLayerLine]:
    return [
        TextLayerLine(text=text, quad=quad_of_box((50, 40 + 60 * row, 500, 60 + 60 * row)))
        for row in range(rows)
    ]


def test_sane_text_layer_is_used() -> None:
    reading = read_page(BarEngine(), bars(), text_layer=layer())
    assert reading.from_text_layer
    assert [line.score for line in reading.lines] == [1.0] * 4


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("too short", layer(rows=1)),
        ("private use", layer("\ue000\ue001一种用于识别扫描文件的装置")),
        ("replacement", layer("\ufffd\ufffd一种用于识别扫描文件的装置")),
        ("another text", layer("根据权利要求一所述的方法")),
        (
            "beside the ink",
            [
                TextLayerLine(
                    text=SENTENCE, quad=quad_of_box((50, 300 + 20 * i, 500, 310 + 20 * i))
                )
                for i in range(4)
            ],
        ),
    ],
)
def test_insane_text_layer_is_not_used(name: str, lines: list[TextLayerLine]) -> None:
    reading = read_page(BarEngine(), bars(), text_layer=lines)
    assert not reading.from_text_layer
    assert [line.text for line in reading.lines] == [SENTENCE] * 4

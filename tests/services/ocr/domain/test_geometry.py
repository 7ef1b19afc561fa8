"""Turning and cutting: places come back where they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ocr.domain.geometry import (
    bounds,
    cut_out,
    overlap_of_smaller,
    quad_of_box,
    sides,
    start_corner_after_turn,
    turn_picture,
    turn_quad,
)

TURNS = (0, 90, 180, 270)
coordinate = st.floats(0, 100, allow_nan=False)


@given(st.tuples(*[coordinate] * 8), st.sampled_from(TURNS))
def test_turn_and_back_is_the_same_place(quad: tuple[float, ...], degrees: int) -> None:
    width, height = 120, 80
    turned = turn_quad(quad, degrees, width, height)  # type: ignore[arg-type]
    if degrees in (90, 270):
        width, height = height, width
    back = turn_quad(turned, (360 - degrees) % 360, width, height)
    assert back == pytest.approx(quad)


@pytest.mark.parametrize("degrees", TURNS)
def test_quad_follows_its_ink(degrees: int) -> None:
    picture = np.full((60, 100, 3), 255, np.uint8)
    picture[10:20, 30:70] = 0
    turned = turn_picture(picture, degrees)
    x0, y0, x1, y1 = bounds(turn_quad(quad_of_box((30, 10, 70, 20)), degrees, 100, 60))
    dark = np.argwhere(turned[..., 0] == 0)
    assert (dark[:, 1].min(), dark[:, 0].min()) == (x0, y0)
    assert (dark[:, 1].max() + 1, dark[:, 0].max() + 1) == (x1, y1)


@pytest.mark.parametrize("degrees", TURNS)
def test_renamed_corners_cut_the_text_upright(degrees: int) -> None:
    upright = np.full((40, 90, 3), 255, np.uint8)
    upright[10:30, 20:30] = 0  # the text begins with a black block
    upright[10:30, 30:70] = 128
    stored = turn_picture(upright, (360 - degrees) % 360)
    place = turn_quad(quad_of_box((20, 10, 70, 30)), (360 - degrees) % 360, 90, 40)
    named_by_detector = quad_of_box(bounds(place))
    cut = cut_out(stored, start_corner_after_turn(named_by_detector, degrees))
    assert cut.shape[:2] == (20, 50)
    assert cut[10, 3, 0] < 20
    assert 100 < cut[10, 45, 0] < 160


def test_sides_and_overlap() -> None:
    assert sides(quad_of_box((0, 0, 30, 10))) == (30, 10)
    assert overlap_of_smaller((0, 0, 10, 10), (5, 0, 10, 10)) == 1
    assert overlap_of_smaller((0, 0, 10, 10), (10, 0, 20, 10)) == 0
    assert overlap_of_smaller((0, 0, 0, 0), (0, 0, 0, 0)) == 0

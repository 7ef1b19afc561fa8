"""What offices do differently to a drawing is gone after preparation."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from services.design_image.domain.descriptors.hog import hog_pyramid
from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.preparation import (
    MARGIN,
    VIEW_SIDE,
    content_box,
    despeckle,
    ink_of,
    normalise,
)
from tests.services.design_image.drawings import drawing


def test_view_is_square_centred_and_full() -> None:
    view = normalise(drawing(1)[:, 100:500])
    assert view.shape == (VIEW_SIDE, VIEW_SIDE)
    box = content_box(255 - view)
    assert box is not None
    left, top, right, bottom = box
    assert abs((left + right) - VIEW_SIDE) <= 2
    assert abs((top + bottom) - VIEW_SIDE) <= 2
    assert max(right - left, bottom - top) >= VIEW_SIDE - 2 * MARGIN - 4


def test_thin_lines_of_a_large_sheet_survive_shrinking() -> None:
    sheet = np.full((6000, 5000), 255, dtype=np.uint8)
    sheet[1000:5000, 800] = 0
    sheet[1000:5000, 4200] = 0
    sheet[1000, 800:4200] = 0
    view = normalise(sheet)
    assert view.min() < 60
    assert (view < 128).sum() > 800


@pytest.mark.parametrize("level", [30, 100, 160])
def test_contrast_does_not_matter(level: int) -> None:
    black = drawing(2)
    pale = (255 - (255 - black.astype(float)) * (255 - level) / 255).astype(np.uint8)
    assert float(hog_pyramid(normalise(black)) @ hog_pyramid(normalise(pale))) > 0.97
    assert normalise(pale).min() < 20


def test_white_lines_on_dark_paper_are_ink() -> None:
    view = normalise(255 - drawing(2))
    assert np.abs(view.astype(int) - normalise(drawing(2)).astype(int)).mean() < 1


def test_lone_specks_go_and_dotted_lines_stay() -> None:
    sheet = np.full((900, 900), 255, dtype=np.uint8)
    sheet[300:600, 300] = 0
    sheet[300:600:6, 600] = 0
    sheet[40, 850] = 0
    ink = despeckle(ink_of(sheet))
    assert ink[40, 850] == 0
    assert (ink[300:600:6, 600] > 0).all()
    assert ink[450, 300] == 255


def test_blank_paper_is_refused() -> None:
    with pytest.raises(EmptyPictureError):
        normalise(np.full((200, 300), 250, dtype=np.uint8))
    speck = np.full((800, 800), 255, dtype=np.uint8)
    speck[10, 10] = 0
    with pytest.raises(EmptyPictureError):
        normalise(speck)


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (2, 2)])
def test_tiny_pictures_do_not_crash(shape: tuple[int, int]) -> None:
    picture = np.full(shape, 255, dtype=np.uint8)
    picture[0, 0] = 0
    with contextlib.suppress(EmptyPictureError):
        assert normalise(picture).shape == (VIEW_SIDE, VIEW_SIDE)

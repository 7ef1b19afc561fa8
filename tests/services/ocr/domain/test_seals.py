"""Seals: found, shaped, unrolled."""

from __future__ import annotations

import cv2
import numpy as np

from services.ocr.domain.page import SealShape
from services.ocr.domain.seals import RADIUS, find_seals, shape_of, unrolled


def drawn() -> np.ndarray:
    mask = np.zeros((800, 600), np.uint8)
    cv2.circle(mask, (150, 200), 90, 1, 5)
    cv2.circle(mask, (150, 200), 25, 1, -1)
    cv2.rectangle(mask, (350, 500), (480, 600), 1, 5)
    cv2.line(mask, (500, 100), (503, 103), 1, 2)  # a tick
    return mask.astype(np.bool_)


def test_seals_are_found_and_have_a_shape() -> None:
    mask = drawn()
    boxes = [tuple(int(value) for value in box) for box in find_seals(mask)]
    assert len(boxes) == 2
    shapes = [shape_of(mask[y0:y1, x0:x1]) for x0, y0, x1, y1 in boxes]
    assert shapes == [SealShape.ROUND, SealShape.RECTANGULAR]


def test_a_ring_is_unrolled_clockwise_from_the_bottom() -> None:
    layer = np.full((400, 400, 3), 255, np.uint8)
    layer[200:, :60] = 0  # ink at the left, just after the bottom
    strip = unrolled(layer)
    assert strip.shape[1] > 4 * RADIUS
    dark = np.flatnonzero((strip < 128).all(axis=2).any(axis=0))
    assert strip.shape[1] * 0.05 < dark.min() < dark.max() < strip.shape[1] * 0.3

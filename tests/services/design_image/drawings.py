"""Line drawings made for the tests: every seed is another object."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from services.design_image.domain.raster import Gray


def drawing(seed: int, *, side: int = 700, stroke: int = 2) -> Gray:
    """A made-up object in black lines on white."""
    random = np.random.default_rng(seed)
    sheet = np.full((side, side), 255, dtype=np.uint8)
    centre, reach = side // 2, int(side * 0.36)
    corners = random.integers(5, 10)
    angles = np.sort(random.uniform(0, 2 * np.pi, corners))
    radii = random.uniform(0.55, 1.0, corners) * reach
    outline = np.stack([centre + radii * np.cos(angles), centre + radii * np.sin(angles)], axis=1)
    cv2.polylines(sheet, [outline.astype(np.int32)], True, 0, stroke, cv2.LINE_AA)
    for _ in range(10):
        x, y = (int(v) for v in random.integers(centre - reach // 2, centre + reach // 2, 2))
        size = int(random.integers(reach // 12, reach // 3))
        shape = random.integers(0, 3)
        if shape == 0:
            cv2.circle(sheet, (x, y), size, 0, stroke, cv2.LINE_AA)
        elif shape == 1:
            cv2.rectangle(sheet, (x, y), (x + size, y + size // 2), 0, stroke, cv2.LINE_AA)
        else:
            axes, turn = (size, size // 2), int(random.integers(0, 180))
            cv2.ellipse(sheet, (x, y), axes, turn, 0, 300, 0, stroke, cv2.LINE_AA)
    for _ in range(6):
        start, end = (tuple(int(v) for v in random.integers(150, side - 150, 2)) for _ in "ab")
        cv2.line(sheet, start, end, 0, stroke, cv2.LINE_AA)
    return sheet


def rotated(picture: Gray, degrees: float) -> Gray:
    """The picture turned about its centre on a larger white sheet."""
    side = int(max(picture.shape) * 1.5)
    sheet = np.full((side, side), 255, dtype=np.uint8)
    top, left = (side - picture.shape[0]) // 2, (side - picture.shape[1]) // 2
    sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(sheet, matrix, (side, side), borderValue=255), dtype=np.uint8)


def noisy(picture: Gray, seed: int = 0) -> Gray:
    """The picture with 0.2 % of its pixels turned and a little blur, as from a fax."""
    random = np.random.default_rng(seed)
    spoiled = picture.copy()
    spots = random.random(picture.shape) < 0.002
    spoiled[spots] = 255 - spoiled[spots]
    return np.asarray(cv2.GaussianBlur(spoiled, (0, 0), 0.7), dtype=np.uint8)


def encoded(picture: Gray, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    buffer = BytesIO()
    Image.fromarray(picture).save(buffer, format=kind, **options)
    return buffer.getvalue()

"""Gradients of a reduced view, shared among directions: what HOG and dense patches begin with."""

from __future__ import annotations

import cv2
import numpy as np

from services.design_image.domain.raster import Floats, Gray

SIDE = 192
"""Side of the reduced view in pixels."""


def gradients(view: Gray) -> tuple[Floats, Floats]:
    """Magnitude and direction (radians, rows count downwards) at each pixel of the reduced view."""
    small = cv2.resize(view, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    picture = cv2.GaussianBlur(small, (0, 0), 1.2)
    dx = cv2.Sobel(picture, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(picture, cv2.CV_32F, 0, 1, ksize=3)
    return np.sqrt(dx * dx + dy * dy), np.arctan2(dy, dx)


def orientation_maps(magnitude: Floats, position: Floats, orientations: int) -> Floats:
    """Magnitude shared between the two nearest bins, (``SIDE``, ``SIDE``, ``orientations``).

    ``position`` is the direction in bins; whole numbers are the bins' centres.
    """
    lower = np.floor(position)
    share = position - lower
    maps = np.zeros((SIDE, SIDE, orientations), dtype=np.float32)
    rows, columns = np.indices((SIDE, SIDE))
    first = np.mod(lower, orientations).astype(np.intp)
    second = np.mod(lower + 1, orientations).astype(np.intp)
    maps[rows, columns, first] += magnitude * (1 - share)
    maps[rows, columns, second] += magnitude * share
    return maps

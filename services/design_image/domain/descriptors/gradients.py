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
    """Magnitude shared between the two nearest bins, (``orientations``, ``SIDE``, ``SIDE``).

    ``position`` is the direction in bins; whole numbers are the bins' centres.
    """
    planes = np.empty((orientations, SIDE, SIDE), dtype=np.float32)
    for orientation in range(orientations):
        apart = np.abs(position - orientation)
        # Distance on the circle of bins; a bin's share falls to nothing one bin away.
        apart = np.minimum(apart, np.abs(orientations - apart))
        planes[orientation] = magnitude * np.maximum(1 - apart, 0)
    return planes

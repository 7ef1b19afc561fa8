"""Geometric check of two views: key points that agree on one similarity transform.

Lowe's ratio test, then RANSAC (Fischler & Bolles 1981) for turn, scale and shift; the mirrored
query is tried too. OpenCV seeds its RANSAC the same way at
every call.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from services.design_image.domain.descriptors.key_points import KeyPoints, root_sift
from services.design_image.domain.raster import Floats

RATIO = 0.85
TOLERANCE_PX = 8.0
_MIN_MATCHES = 4
_SCALES = (0.3, 3.3)


@dataclass(frozen=True)
class GeometricMatch:
    """How well two views agree."""

    inliers: int
    mirrored: bool
    """Whether the query had to be mirrored."""
    share: float
    """Inliers as a share of the key points of the view that has fewer."""
    lines: Floats
    """(inliers, 4): query x, y and gallery x, y in pixels of the normalised views."""


NO_MATCH = GeometricMatch(0, False, 0.0, np.zeros((0, 4), dtype=np.float32))


class GeometricQuery:
    """A query view's key points, prepared once and matched against many gallery views."""

    def __init__(self, points: KeyPoints) -> None:
        self._sides = [
            (side, root_sift(side.descriptors), mirrored)
            for side, mirrored in ((points, False), (points.mirrored(), True))
        ]

    def match(self, gallery: KeyPoints) -> GeometricMatch:
        """The better of the plain and the mirrored match."""
        descriptors = root_sift(gallery.descriptors)
        best = NO_MATCH
        for side, own, mirrored in self._sides:
            lines = _agreeing(side, own, gallery, descriptors)
            if len(lines) > best.inliers:
                share = len(lines) / min(len(side), len(gallery))
                best = GeometricMatch(len(lines), mirrored, share, lines)
        return best


def _agreeing(query: KeyPoints, own: Floats, gallery: KeyPoints, other: Floats) -> Floats:
    if len(own) < _MIN_MATCHES or len(other) < _MIN_MATCHES:
        return NO_MATCH.lines
    cosine = own @ other.T
    nearest = cosine.argmax(axis=1)
    rows = np.arange(len(own))
    best = cosine[rows, nearest]
    cosine[rows, nearest] = -1
    second = cosine.max(axis=1)
    # RootSIFT rows have unit length: squared distance = 2 - 2 cosine.
    good = (1 - best) <= RATIO**2 * (1 - second)
    chosen = np.flatnonzero(good)
    if len(chosen) < _MIN_MATCHES:
        return NO_MATCH.lines
    source, target = query.frames[chosen, :2], gallery.frames[nearest[chosen], :2]
    matrix, mask = cv2.estimateAffinePartial2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE_PX, maxIters=500
    )
    if matrix is None:
        return NO_MATCH.lines
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if not _SCALES[0] <= scale <= _SCALES[1]:
        return NO_MATCH.lines
    kept = mask.reshape(-1).astype(bool)
    lines = np.concatenate([source[kept], target[kept]], axis=1)
    # Many points on one gallery point are no evidence: count each gallery point once.
    _, first = np.unique(nearest[chosen][kept], return_index=True)
    return np.asarray(lines[np.sort(first)], dtype=np.float32)

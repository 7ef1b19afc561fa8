"""SIFT key points: the local features of the VLAD channel and of geometric re-ranking.

Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", IJCV 2004; RootSIFT after
Arandjelović & Zisserman, "Three things everyone should know …", CVPR 2012.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.preparation import VIEW_SIDE
from services.design_image.domain.raster import Floats, Gray

MAX_KEY_POINTS = 400
SIFT_LENGTH = 128
_MIRROR_ORDER = np.array(
    [
        (4 * (3 - row) + column) * 8 + -orientation % 8
        for row in range(4)
        for column in range(4)
        for orientation in range(8)
    ],
    dtype=np.intp,
)
"""Entry order of the same key point seen in a mirror: SIFT is laid out along the point's own
direction, so only what lies across it changes sides."""


@dataclass(frozen=True)
class KeyPoints:
    """Key points of one view, strongest first."""

    frames: Floats
    """(n, 4): x, y in pixels of the normalised view, size in pixels, angle in degrees."""
    descriptors: NDArray[np.uint8]
    """(n, 128) SIFT as OpenCV gives it (0-255)."""

    def mirrored(self) -> KeyPoints:
        """The key points of the view mirrored left to right."""
        frames = self.frames.copy()
        frames[:, 0] = VIEW_SIDE - 1 - frames[:, 0]
        frames[:, 3] = np.mod(180 - frames[:, 3], 360)
        return KeyPoints(frames, self.descriptors[:, _MIRROR_ORDER])

    def __len__(self) -> int:
        return len(self.frames)


def detect(view: Gray, limit: int = MAX_KEY_POINTS) -> KeyPoints:
    """The strongest ``limit`` key points, in an order that does not depend on threads."""
    # OpenCV keeps all points as strong as the last one, so that what is cut is decided below.
    sift = cv2.SIFT.create(nfeatures=limit, contrastThreshold=0.02, edgeThreshold=20, sigma=1.6)
    found, descriptors = sift.detectAndCompute(view, None)
    if descriptors is None or len(found) == 0:
        return KeyPoints(
            np.zeros((0, 4), dtype=np.float32), np.zeros((0, SIFT_LENGTH), dtype=np.uint8)
        )
    frames = np.array([(p.pt[0], p.pt[1], p.size, p.angle) for p in found], dtype=np.float32)
    strength = np.array([p.response for p in found], dtype=np.float32)
    order = np.lexsort((frames[:, 3], frames[:, 2], frames[:, 1], frames[:, 0], -strength))[:limit]
    return KeyPoints(frames[order], np.clip(np.rint(descriptors[order]), 0, 255).astype(np.uint8))


def root_sift(descriptors: NDArray[np.uint8]) -> Floats:
    """Hellinger form: L1-normalised and square-rooted, (n, 128)."""
    values = descriptors.astype(np.float32)
    total = np.maximum(values.sum(axis=1, keepdims=True), 1e-6)
    return np.asarray(np.sqrt(values / total), dtype=np.float32)

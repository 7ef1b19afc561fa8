"""VLAD: what a view's key points add to the words of a codebook.

Jégou et al., "Aggregating local descriptors into a compact image representation", CVPR 2010;
normalised per word (Arandjelović & Zisserman, "All about VLAD", CVPR 2013) and square-rooted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.design_image.domain.descriptors.key_points import KeyPoints, root_sift
from services.design_image.domain.raster import Floats


@dataclass(frozen=True)
class Codebook:
    """Projection of RootSIFT and the words in the projected space."""

    mean: Floats
    """(128,)"""
    projection: Floats
    """(128, d)"""
    words: Floats
    """(k, d)"""

    def project(self, points: KeyPoints) -> Floats:
        """Key points in the space of the words, (n, d)."""
        return np.asarray((root_sift(points.descriptors) - self.mean) @ self.projection)

    def vlad(self, points: KeyPoints) -> Floats:
        """The view's VLAD, k * d values, unit length; zeros without key points."""
        word_count, width = self.words.shape
        total = np.zeros((word_count, width), dtype=np.float32)
        if len(points):
            local = self.project(points)
            distance = (self.words**2).sum(axis=1) - 2 * local @ self.words.T
            nearest = distance.argmin(axis=1)
            np.add.at(total, nearest, local - self.words[nearest])
        norms = np.linalg.norm(total, axis=1, keepdims=True)
        values = np.divide(total, norms, out=np.zeros_like(total), where=norms > 0).reshape(-1)
        values = np.sign(values) * np.sqrt(np.abs(values))
        norm = float(np.linalg.norm(values))
        return np.asarray(values / norm if norm > 0 else values, dtype=np.float32)

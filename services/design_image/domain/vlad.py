"""VLAD: what a view's local features add to the words of a codebook.

Jégou et al., "Aggregating local descriptors into a compact image representation", CVPR 2010;
normalised per word (Arandjelović & Zisserman, "All about VLAD", CVPR 2013) and square-rooted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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

    def vlad(self, features: Floats) -> Floats:
        """VLAD of RootSIFT rows (n, 128): k * d values, unit length; zeros without rows."""
        word_count, width = self.words.shape
        total = np.zeros((word_count, width), dtype=np.float32)
        if len(features):
            local = (features - self.mean) @ self.projection
            distance = (self.words**2).sum(axis=1) - 2 * local @ self.words.T
            nearest = distance.argmin(axis=1)
            members = np.zeros((word_count, len(local)), dtype=np.float32)
            members[nearest, np.arange(len(local))] = 1.0
            total = members @ local - members.sum(axis=1, keepdims=True) * self.words
        return _normalised(total)

    def vlads_without(self, features: Floats, hidden: NDArray[np.bool_]) -> Floats:
        """VLADs of the same rows, each time without some: ``hidden`` (m, n) gives (m, k * d).

        Up to rounding what ``vlad`` gives of the rows left; each row is assigned to a word once.
        """
        local = (features - self.mean) @ self.projection
        nearest = ((self.words**2).sum(axis=1) - 2 * local @ self.words.T).argmin(axis=1)
        residuals = local - self.words[nearest]
        kept = (~hidden).astype(np.float32)
        totals = np.zeros((len(hidden), *self.words.shape), dtype=np.float32)
        for word in np.unique(nearest):
            members = nearest == word
            totals[:, word] = kept[:, members] @ residuals[members]
        return np.stack([_normalised(total) for total in totals])


def _normalised(total: Floats) -> Floats:
    """Sums of residuals (k, d) as one unit row: per word, square-rooted, as a whole."""
    norms = np.linalg.norm(total, axis=1, keepdims=True)
    values = np.divide(total, norms, out=np.zeros_like(total), where=norms > 0).reshape(-1)
    values = np.sign(values) * np.sqrt(np.abs(values))
    norm = float(np.linalg.norm(values))
    return np.asarray(values / norm if norm > 0 else values, dtype=np.float32)

"""Histograms of oriented gradients over a spatial pyramid.

Dalal & Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005; the pyramid
after Bosch, Zisserman & Munoz, "Representing shape with a spatial pyramid kernel", CIVR 2007.
Written in array operations because OpenCV 5 has no ``HOGDescriptor``.
"""

from __future__ import annotations

import cv2
import numpy as np

from services.design_image.domain.dihedral import Order, grid_order, joined
from services.design_image.domain.raster import Floats, Gray

ORIENTATIONS = 8
LEVELS = (2, 4, 8, 12)
"""Cells per side at each level of the pyramid."""
LENGTH = ORIENTATIONS * sum(cells * cells for cells in LEVELS)
_SIDE = 192


def dihedral_order() -> Order:
    """How the eight variants of a picture permute its descriptor, (8, ``LENGTH``)."""
    return joined(*(grid_order(cells, ORIENTATIONS, centred_on_zero=False) for cells in LEVELS))


def hog_pyramid(view: Gray) -> Floats:
    """Unsigned gradient orientations of a normalised view, ``LENGTH`` values, unit length.

    Each level is normalised by itself and square-rooted (Hellinger), so that coarse cells do not
    drown fine ones.
    """
    small = cv2.resize(view, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    picture = cv2.GaussianBlur(small, (0, 0), 1.2)
    dx = cv2.Sobel(picture, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(picture, cv2.CV_32F, 0, 1, ksize=3)
    magnitude = np.sqrt(dx * dx + dy * dy)
    bins = np.mod(np.arctan2(dy, dx), np.pi) * (ORIENTATIONS / np.pi)
    lower = np.floor(bins - 0.5)
    share = bins - 0.5 - lower
    maps = np.zeros((_SIDE, _SIDE, ORIENTATIONS), dtype=np.float32)
    rows, columns = np.indices((_SIDE, _SIDE))
    first = np.mod(lower, ORIENTATIONS).astype(np.intp)
    second = np.mod(lower + 1, ORIENTATIONS).astype(np.intp)
    maps[rows, columns, first] += magnitude * (1 - share)
    maps[rows, columns, second] += magnitude * share
    parts = [_level(maps, cells) for cells in LEVELS]
    stacked = np.concatenate(parts)
    return np.asarray(stacked / np.sqrt(len(LEVELS)), dtype=np.float32)


def _level(maps: Floats, cells: int) -> Floats:
    edge = _SIDE // cells
    blocks = maps.reshape(cells, edge, cells, edge, ORIENTATIONS).sum(axis=(1, 3))
    # Gaussian smoothing over cells makes small shifts cost little.
    smooth = cv2.GaussianBlur(blocks, (0, 0), 0.6, borderType=cv2.BORDER_REPLICATE)
    values = np.sqrt(smooth.reshape(-1))
    norm = float(np.linalg.norm(values))
    return np.asarray(values / norm if norm > 0 else values, dtype=np.float32)

"""Histograms of oriented gradients over a spatial pyramid.

Dalal & Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005; the pyramid
after Bosch, Zisserman & Munoz, "Representing shape with a spatial pyramid kernel", CIVR 2007.
Written in array operations because OpenCV 5 has no ``HOGDescriptor``.
"""

from __future__ import annotations

import cv2
import numpy as np

from services.design_image.domain.descriptors.gradients import SIDE, gradients, orientation_maps
from services.design_image.domain.dihedral import Order, grid_order, joined
from services.design_image.domain.raster import Floats, Gray

ORIENTATIONS = 8
LEVELS = (2, 4, 8, 12)
"""Cells per side at each level of the pyramid."""
_FINEST = 24
"""Cells per side of which those of every level are made."""
LENGTH = ORIENTATIONS * sum(cells * cells for cells in LEVELS)


def dihedral_order() -> Order:
    """How the eight variants of a picture permute its descriptor, (8, ``LENGTH``)."""
    return joined(*(grid_order(cells, ORIENTATIONS, centred_on_zero=False) for cells in LEVELS))


def hog_pyramid(view: Gray) -> Floats:
    """Unsigned gradient orientations of a normalised view, ``LENGTH`` values, unit length.

    Each level is normalised by itself and square-rooted (Hellinger), so that coarse cells do not
    drown fine ones.
    """
    magnitude, direction = gradients(view)
    # Directions without sign; bin 0 begins at zero degrees.
    bins = np.mod(direction, np.pi) * (ORIENTATIONS / np.pi)
    position = np.asarray(bins - 0.5, dtype=np.float32)
    maps = orientation_maps(magnitude, position, ORIENTATIONS)
    finest = maps.reshape(ORIENTATIONS, _FINEST, SIDE // _FINEST, SIDE).sum(axis=2)
    finest = finest.reshape(ORIENTATIONS, _FINEST, _FINEST, SIDE // _FINEST).sum(axis=3)
    parts = [_level(finest, cells) for cells in LEVELS]
    stacked = np.concatenate(parts)
    return np.asarray(stacked / np.sqrt(len(LEVELS)), dtype=np.float32)


def _level(finest: Floats, cells: int) -> Floats:
    edge = _FINEST // cells
    blocks = finest.reshape(ORIENTATIONS, cells, edge, cells, edge).sum(axis=(2, 4))
    blocks = np.ascontiguousarray(np.moveaxis(blocks, 0, -1))
    # Gaussian smoothing over cells makes small shifts cost little.
    smooth = cv2.GaussianBlur(blocks, (0, 0), 0.6, borderType=cv2.BORDER_REPLICATE)
    values = np.sqrt(smooth.reshape(-1))
    norm = float(np.linalg.norm(values))
    return np.asarray(values / norm if norm > 0 else values, dtype=np.float32)

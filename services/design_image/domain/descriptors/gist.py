"""Gabor-GIST: energy of an oriented filter bank on a coarse grid.

Oliva & Torralba, "Modeling the Shape of the Scene", IJCV 2001. Filters act in the Fourier domain
(log-Gabor, Field 1987).
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from scipy import fft

from services.design_image.domain.dihedral import Order, grid_order, joined
from services.design_image.domain.raster import Floats, Gray

SCALES = 4
ORIENTATIONS = 6
GRID = 4
LENGTH = SCALES * ORIENTATIONS * GRID * GRID
_SIDE = 128
_BANDWIDTH = 0.65
_ANGLE_SIGMA = 0.5 * np.pi / ORIENTATIONS


def dihedral_order() -> Order:
    """How the eight variants of a picture permute its descriptor, (8, ``LENGTH``)."""
    return joined(*[grid_order(GRID, ORIENTATIONS, centred_on_zero=True)] * SCALES)


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Transfer functions, shape (SCALES * ORIENTATIONS, side, side / 2 + 1), zero frequency first.

    They are even, so that half of the frequencies hold the whole response, which is real.
    """
    fx, fy = np.meshgrid(fft.rfftfreq(_SIDE), fft.fftfreq(_SIDE))
    radius = np.hypot(fx, fy)
    radius[0, 0] = 1.0
    angle = np.arctan2(fy, fx)
    bank = []
    for scale in range(SCALES):
        centre = 0.25 / 2**scale
        radial = np.exp(-(np.log(radius / centre) ** 2) / (2 * np.log(_BANDWIDTH) ** 2))
        radial[0, 0] = 0.0
        for orientation in range(ORIENTATIONS):
            direction = orientation * np.pi / ORIENTATIONS
            turn = np.angle(np.exp(2j * (angle - direction))) / 2
            bank.append(radial * np.exp(-(turn**2) / (2 * _ANGLE_SIGMA**2)))
    return np.asarray(bank, dtype=np.float32)


def gabor_gist(view: Gray) -> Floats:
    """Mean filter energy per grid cell of a normalised view, ``LENGTH`` values, unit length."""
    picture = cv2.resize(view, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    spectrum = fft.rfft2(1.0 - picture.astype(np.float32) / 255)
    energy = np.abs(fft.irfft2(spectrum[None] * _filters(), s=picture.shape))
    edge = _SIDE // GRID
    cells = energy.reshape(SCALES, ORIENTATIONS, GRID, edge, GRID, edge).mean(axis=(3, 5))
    values = np.sqrt(np.moveaxis(cells, 1, -1).reshape(SCALES, -1))
    values /= np.linalg.norm(values, axis=1, keepdims=True) + 1e-9
    return np.asarray(values.reshape(-1) / np.sqrt(SCALES), dtype=np.float32)

"""Log-polar picture: magnitude of its Fourier transform along the angle.

Rotation becomes a shift of the angle and vanishes in the magnitude; scale is a shift of the
log-radius. Also kept: the coarse log-polar picture itself, which knows what is up.
"""

from __future__ import annotations

import cv2
import numpy as np

from services.design_image.domain.dihedral import Order, joined, ring_order, unmoved
from services.design_image.domain.raster import Floats, Gray

RINGS = 16
SECTORS = 64
HARMONICS = 16
_COARSE_SECTORS = 16
LENGTH = RINGS * HARMONICS + RINGS * _COARSE_SECTORS


def dihedral_order() -> Order:
    """How the eight variants of a picture permute its descriptor, (8, ``LENGTH``)."""
    return joined(unmoved(RINGS * HARMONICS), ring_order(_COARSE_SECTORS, RINGS))


def log_polar(view: Gray) -> Floats:
    """Angular spectrum per ring and the coarse log-polar picture, ``LENGTH`` values, unit length."""
    ink = cv2.GaussianBlur(1.0 - view.astype(np.float32) / 255, (0, 0), 2.0)
    height, width = ink.shape
    centre = ((width - 1) / 2, (height - 1) / 2)
    polar = cv2.warpPolar(
        ink, (4 * RINGS, SECTORS * 4), centre, width / 2, cv2.WARP_POLAR_LOG | cv2.INTER_LINEAR
    )
    cells = cv2.resize(polar, (RINGS, SECTORS), interpolation=cv2.INTER_AREA)
    spectrum = np.abs(np.fft.rfft(cells, axis=0))[:HARMONICS]
    coarse = cells.reshape(_COARSE_SECTORS, SECTORS // _COARSE_SECTORS, RINGS).mean(axis=1)
    parts = [_unit(np.sqrt(spectrum).reshape(-1)), _unit(np.sqrt(coarse).reshape(-1))]
    return np.asarray(np.concatenate(parts) / np.sqrt(2), dtype=np.float32)


def _unit(values: Floats) -> Floats:
    norm = float(np.linalg.norm(values))
    return np.asarray(values / norm if norm > 0 else values, dtype=np.float32)

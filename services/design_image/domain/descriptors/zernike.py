"""Zernike moment magnitudes: the shape of the whole, blind to rotation and mirroring.

Khotanzad & Hong, "Invariant image recognition by Zernike moments", IEEE TPAMI 1990.
"""

from __future__ import annotations

from functools import lru_cache
from math import factorial

import cv2
import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.dihedral import Order, unmoved
from services.design_image.domain.raster import Floats, Gray

DEGREE = 16
_SIDE = 128


def _orders() -> list[tuple[int, int]]:
    return [(n, m) for n in range(DEGREE + 1) for m in range(n + 1) if (n - m) % 2 == 0]


LENGTH = 2 * len(_orders())


def dihedral_order() -> Order:
    """Magnitudes do not change: (8, ``LENGTH``) times the same order."""
    return unmoved(LENGTH)


def _radial(n: int, m: int, radius: NDArray[np.float64]) -> NDArray[np.float64]:
    total = np.zeros_like(radius)
    for k in range((n - m) // 2 + 1):
        weight = (-1) ** k * factorial(n - k)
        weight //= factorial(k) * factorial((n + m) // 2 - k) * factorial((n - m) // 2 - k)
        total += weight * radius ** (n - 2 * k)
    return total


@lru_cache(maxsize=1)
def _basis() -> Floats:
    """Conjugated basis functions on the unit disc, (2 * orders, side * side): real parts, then
    imaginary ones.
    """
    axis = (np.arange(_SIDE) + 0.5) / (_SIDE / 2) - 1
    x, y = np.meshgrid(axis, axis)
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    inside = radius <= 1
    rows = [
        np.where(inside, (n + 1) / np.pi * _radial(n, m, radius) * np.exp(-1j * m * angle), 0)
        for n, m in _orders()
    ]
    functions = np.asarray(rows, dtype=np.complex64).reshape(len(rows), -1)
    return np.concatenate([functions.real, functions.imag])


def zernike_moments(view: Gray) -> Floats:
    """Magnitudes for strokes and for the filled silhouette, ``LENGTH`` values, unit length.

    The disc is centred on the ink's centre of gravity and reaches its farthest ink.
    """
    strokes = np.asarray(1.0 - view / np.float32(255), dtype=np.float32)
    inks = np.stack([_centred(ink).reshape(-1) for ink in (strokes, _silhouette(view))], axis=1)
    real, imaginary = np.split(_basis() @ inks, 2)
    values = np.sqrt(np.hypot(real, imaginary)).T
    norms = np.linalg.norm(values, axis=1, keepdims=True)
    values = np.divide(values, norms, out=np.zeros_like(values), where=norms > 0)
    return np.asarray(values.reshape(-1) / np.sqrt(2), dtype=np.float32)


def _silhouette(view: Gray) -> Floats:
    """The area that paper connected with the border does not reach, 1 inside."""
    side = max(3, view.shape[0] // 64) | 1
    closed = cv2.morphologyEx(
        (view < 200).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)
    )
    padded = cv2.copyMakeBorder(closed, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(padded, None, (0, 0), 2)
    return np.asarray(padded[1:-1, 1:-1] != 2, dtype=np.float32)


def _centred(ink: Floats) -> Floats:
    """Ink resampled so that the unit disc is centred on its centre of gravity."""
    total = float(ink.sum())
    if total <= 0:
        return np.zeros((_SIDE, _SIDE), dtype=np.float32)
    height, width = ink.shape
    centre_x = float(ink.sum(axis=0) @ np.arange(width)) / total
    centre_y = float(ink.sum(axis=1) @ np.arange(height)) / total
    rows, columns = np.nonzero(ink > 0.1)
    reach = float(np.hypot(columns - centre_x, rows - centre_y).max()) if rows.size else 0.0
    scale = (_SIDE / 2) / max(reach, 1.0)
    half = (_SIDE - 1) / 2
    matrix = np.array(
        [[scale, 0, half - scale * centre_x], [0, scale, half - scale * centre_y]], np.float32
    )
    return np.asarray(
        cv2.warpAffine(ink, matrix, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR), dtype=np.float32
    )

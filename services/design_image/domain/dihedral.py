"""The eight ways to lay a picture down: four quarter turns, each plain or mirrored.

Variant ``4 * mirrored + turns`` is the picture, mirrored left to right if so, then turned
counter-clockwise ``turns`` times by 90 degrees. Descriptors on a grid of cells and orientation bins
only have their entries permuted by it, so a picture is described once and its variants are read off
by index: ``order[variant]`` has ``descriptor(variant of picture) == descriptor(picture)[order]``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.raster import Gray

VARIANTS = 8
IDENTITY = 0
Order = NDArray[np.intp]


def is_mirrored(variant: int) -> bool:
    """Whether the variant mirrors the picture."""
    return variant >= 4


def lay(picture: Gray, variant: int) -> Gray:
    """The picture laid down in one of the eight ways."""
    mirrored = picture[:, ::-1] if is_mirrored(variant) else picture
    return np.ascontiguousarray(np.rot90(mirrored, variant % 4))


def grid_order(cells: int, orientations: int, *, centred_on_zero: bool) -> Order:
    """Orders (8, cells * cells * orientations) of a (row, column, orientation) descriptor.

    Orientations are unsigned (0-180 degrees) and even in number; bin 0 is centred on zero degrees
    or begins there.
    """
    entries = np.arange(cells * cells * orientations).reshape(cells, cells, orientations)
    bins = np.arange(orientations)
    mirror = -bins % orientations if centred_on_zero else orientations - 1 - bins
    rows = []
    for variant in range(VARIANTS):
        turns = variant % 4
        laid = entries[:, ::-1, :][:, :, mirror] if is_mirrored(variant) else entries
        laid = np.rot90(laid, turns, axes=(0, 1))
        laid = np.roll(laid, turns * orientations // 2, axis=2)
        rows.append(laid.reshape(-1))
    return np.asarray(rows, dtype=np.intp)


def ring_order(sectors: int, rings: int) -> Order:
    """Orders (8, sectors * rings) of a (sector, ring) descriptor; sectors run clockwise from east."""
    entries = np.arange(sectors * rings).reshape(sectors, rings)
    rows = []
    for variant in range(VARIANTS):
        laid = entries
        if is_mirrored(variant):
            laid = laid[(sectors // 2 - 1 - np.arange(sectors)) % sectors]
        laid = np.roll(laid, -(variant % 4) * sectors // 4, axis=0)
        rows.append(laid.reshape(-1))
    return np.asarray(rows, dtype=np.intp)


def joined(*orders: Order) -> Order:
    """Orders of descriptors that are stored one after the other."""
    parts = []
    offset = 0
    for order in orders:
        parts.append(order + offset)
        offset += order.shape[1]
    return np.concatenate(parts, axis=1)


def unmoved(length: int) -> Order:
    """Orders of a descriptor that no variant changes."""
    return np.tile(np.arange(length, dtype=np.intp), (VARIANTS, 1))

"""Gradient patches on a regular grid: the local features of the ``dense`` channel.

SIFT's layout (4 x 4 cells, 8 signed orientations; Lowe, IJCV 2004) without key points, upright and
large: on line drawings big dense patches tell kinds of objects apart where key points find only
corners (Schneider & Tuytelaars, "Sketch classification and classification-driven analysis using
Fisher vectors", SIGGRAPH Asia 2014). Gradients are binned once for all patches, as in Tola et al.,
"DAISY", PAMI 2010.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.descriptors.gradients import SIDE, gradients, orientation_maps
from services.design_image.domain.dihedral import VARIANTS, Order, is_mirrored
from services.design_image.domain.raster import Floats, Gray

ORIENTATIONS = 8
CELLS = 4
LENGTH = CELLS * CELLS * ORIENTATIONS
CELL_SIDES = (8, 16, 24)
"""Sides of a patch's cells in pixels of the reduced view: patches of 1/6, 1/3 and 1/2 of it."""
_STEP = 12

Patches = NDArray[np.uint8]


def dense_patches(view: Gray) -> Patches:
    """RootSIFT of the patches that hold any stroke, (n, ``LENGTH``), as whole numbers 0-255."""
    magnitude, direction = gradients(view)
    bins = np.mod(direction, 2 * np.pi) * (ORIENTATIONS / (2 * np.pi))
    position = np.asarray(bins, dtype=np.float32)
    maps = orientation_maps(magnitude, position, ORIENTATIONS)
    patches = np.concatenate([_sampled(maps, side) for side in CELL_SIDES])
    total = patches.sum(axis=1, keepdims=True)
    drawn = total[:, 0] > 1.0
    rooted = np.sqrt(patches[drawn] / total[drawn])
    return np.asarray(np.rint(rooted * 255), dtype=np.uint8)


def dihedral_order() -> Order:
    """How the eight variants of a picture permute each patch, (8, ``LENGTH``)."""
    entries = np.arange(LENGTH).reshape(CELLS, CELLS, ORIENTATIONS)
    rows = []
    for variant in range(VARIANTS):
        laid = entries
        if is_mirrored(variant):
            laid = laid[:, ::-1][:, :, (ORIENTATIONS // 2 - np.arange(ORIENTATIONS)) % ORIENTATIONS]
        turns = variant % 4
        laid = np.rot90(laid, turns, axes=(0, 1))
        # Rows count downwards: a quarter turn to the left takes 90 degrees off a direction.
        rows.append(np.roll(laid, -turns * ORIENTATIONS // 4, axis=2).reshape(-1))
    return np.asarray(rows, dtype=np.intp)


def _sampled(maps: Floats, cell: int) -> Floats:
    """Patches of one size at every grid point, (points, ``LENGTH``)."""
    sums = _cell_sums(cell)
    points = len(sums) // CELLS
    # Orientation, grid row, cell row, grid column, cell column.
    cells = (sums @ maps @ sums.T).reshape(ORIENTATIONS, points, CELLS, points, CELLS)
    offsets = _offsets(cell)
    weights = np.exp(-((offsets / (CELLS / 2 * cell)) ** 2) / 2).astype(np.float32)
    patches = np.transpose(cells, (1, 3, 2, 4, 0)) * (weights[:, None] * weights)[:, :, None]
    return np.asarray(patches.reshape(points**2, LENGTH))


@lru_cache(maxsize=len(CELL_SIDES))
def _cell_sums(cell: int) -> Floats:
    """What each pixel of a row gives to each cell, (grid points * ``CELLS``, ``SIDE``).

    Two box filters share a gradient among neighbouring cells by distance, as SIFT does. Grid points
    and cell centres lie between pixels, so that turning and mirroring map the grid on itself.
    """
    box = np.ones(cell - 1) / (cell - 1)
    kernel = np.convolve(np.convolve(box, box), [0.5, 0.5])
    grid = np.arange(_STEP // 2 - 1, SIDE, _STEP)
    centres = (grid[:, None] + _offsets(cell)[None, :]).reshape(-1)
    sums = np.zeros((len(centres), SIDE), dtype=np.float32)
    for row, centre in enumerate(centres):
        first = int(centre) - len(kernel) // 2 + 1
        inside = np.arange(max(first, 0), min(first + len(kernel), SIDE))
        sums[row, inside] = kernel[inside - first]
    return sums


def _offsets(cell: int) -> Floats:
    return np.asarray((np.arange(CELLS) - (CELLS - 1) / 2) * cell, dtype=np.float32)

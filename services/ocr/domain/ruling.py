"""Ruled lines and the cells between them: the grids of forms and tables."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.geometry import Box, bounds, overlap_of_smaller, sides
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import Detection, Quad

SHORTEST_RULE = 40
"""A rule is ink of at least one ``SHORTEST_RULE``-th of the page's longer side without a gap."""
GAP = 5
"""Pixels over which a rule may be broken."""
LEAST_RECTANGULAR = 0.8
"""Share of its box that a cell fills."""
SMALLEST_CELL = 12
"""Shorter side of a cell, pixels."""
LARGEST_CELL = 0.6
"""Share of the page from which a white region is paper."""
EDGE_STRIP = 50
"""A rule that comes within this part of a side is taken to run to the edge."""
LEAST_INSIDE = 0.6
"""Share of a line of text that lies in a cell it belongs to."""


def find_cells(ink: Mask) -> tuple[Box, ...]:
    """The cells of all grids of an upright page, top to bottom, left to right.

    A cell may be open where the page's edge cuts it off. Skew up to two degrees breaks rules into
    steps, which are still longer than ``SHORTEST_RULE`` asks for.
    """
    height, width = ink.shape
    length = max(height, width) // SHORTEST_RULE
    page = ink.astype(np.uint8)
    rules = np.zeros_like(page)
    for across, down in ((length, 1), (1, length)):
        kept = cv2.morphologyEx(page, cv2.MORPH_OPEN, np.ones((down, across), np.uint8))
        closing = np.ones((GAP if down > 1 else 3, GAP if across > 1 else 3), np.uint8)
        rules |= np.asarray(cv2.dilate(kept, closing), dtype=np.uint8)
    _extend_to_edges(rules)
    _, _, stats, _ = cv2.connectedComponentsWithStats(1 - rules, connectivity=4)
    cells: list[Box] = []
    for x, y, w, h, area in stats[1:].tolist():
        edges = (x == 0) + (y == 0) + (x + w == width) + (y + h == height)
        if (
            min(w, h) >= SMALLEST_CELL
            and area >= LEAST_RECTANGULAR * w * h
            and area <= LARGEST_CELL * height * width
            and edges <= 1
        ):
            cells.append((x, y, x + w, y + h))
    return _by_rows([cell for cell in cells if _has_neighbour(cell, cells)])


def _extend_to_edges(rules: NDArray[np.uint8]) -> None:
    """Rules that end just before the page's edge were cut off by it."""
    for view in (rules, rules[::-1], rules.T, rules.T[::-1]):
        strip = len(view) // EDGE_STRIP
        if strip:
            view[:strip] |= view[strip]


def _has_neighbour(cell: Box, cells: Sequence[Box]) -> bool:
    """Whether another cell shares a side: a lone box is a frame in a drawing."""
    reach = 3.0 * GAP
    wide = (cell[0] - reach, cell[1] - reach, cell[2] + reach, cell[3] + reach)
    return any(
        other is not cell
        and min(wide[2], other[2]) > max(wide[0], other[0])
        and min(wide[3], other[3]) > max(wide[1], other[1])
        and (
            min(cell[2], other[2]) - max(cell[0], other[0]) > 0
            or min(cell[3], other[3]) - max(cell[1], other[1]) > 0
        )
        for other in cells
    )


def _by_rows(cells: Sequence[Box]) -> tuple[Box, ...]:
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda box: (box[1], box[0])):
        top = rows[-1][0][1] if rows else None
        if top is not None and cell[1] - top <= SMALLEST_CELL:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return tuple(cell for row in rows for cell in sorted(row))


def cell_of(quad: Quad, cells: Sequence[Box]) -> int | None:
    """The cell that a line lies in; ``None`` outside all."""
    box = bounds(quad)
    shares = [overlap_of_smaller(box, cell) for cell in cells]
    best = max(range(len(cells)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= LEAST_INSIDE else None


def split_at_cells(found: Sequence[Detection], cells: Sequence[Box]) -> tuple[Detection, ...]:
    """Lines that run across neighbouring cells, cut at the rules between them.

    Only lines that are nearly level are cut: a cut needs the line's own box.
    """
    result: list[Detection] = []
    for detection in found:
        x0, y0, x1, y1 = bounds(detection.quad)
        height = sides(detection.quad)[1]
        middle = (y0 + y1) / 2
        hit = sorted(
            cell
            for cell in cells
            if cell[1] <= middle <= cell[3] and min(x1, cell[2]) - max(x0, cell[0]) > 0.5 * height
        )
        if len(hit) < 2 or y1 - y0 > 1.5 * height:
            result.append(detection)
            continue
        for cell in hit:
            left, right = max(x0, cell[0]), min(x1, cell[2])
            result.append(Detection(quad=(left, y0, right, y0, right, y1, left, y1)))
    return tuple(result)

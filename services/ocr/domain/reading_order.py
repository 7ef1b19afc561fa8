"""Reading order: columns, then rows, then left to right.

Lines come in any order and are given in pixels of the upright page. Two columns are assumed only
when an empty gutter runs through the body: request forms, whose cells also leave gaps, are read
row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from services.ocr.domain.geometry import Box, bounds, centre, sides
from services.ocr.domain.page import ReadLine

SAME_ROW = 0.5
"""Share of the lower height by which centres may differ within one row."""
COLUMN_LINES = 6
"""Fewest lines on each side of a gutter."""
FULL_LINE = 0.6
"""In a column most lines fill it: median width over the column's width."""


def in_reading_order(lines: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
    """The lines as a person reads them; stable for equal input whatever its order."""
    ordered = sorted(
        lines, key=lambda line: (centre(line.quad)[1], centre(line.quad)[0], line.text)
    )
    gutter = _gutter([bounds(line.quad) for line in ordered])
    if gutter is None:
        return tuple(_by_rows(ordered))
    result: list[ReadLine] = []
    left: list[ReadLine] = []
    right: list[ReadLine] = []
    for line in ordered:
        x0, _, x1, _ = bounds(line.quad)
        if x1 <= gutter:
            left.append(line)
        elif x0 >= gutter:
            right.append(line)
        else:  # a heading across both columns closes what stands above it
            result += [*_by_rows(left), *_by_rows(right), line]
            left, right = [], []
    return (*result, *_by_rows(left), *_by_rows(right))


def _by_rows(lines: Sequence[ReadLine]) -> list[ReadLine]:
    rows: list[list[ReadLine]] = []
    for line in lines:
        y = centre(line.quad)[1]
        height = sides(line.quad)[1]
        if rows:
            first = rows[-1][0]
            lower = min(height, sides(first.quad)[1])
            if abs(centre(first.quad)[1] - y) < SAME_ROW * lower:
                rows[-1].append(line)
                continue
        rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: bounds(item.quad)[0])]


def _gutter(boxes: Sequence[Box]) -> float | None:
    """X of an empty gutter between two columns of running text; ``None`` if there is none."""
    if len(boxes) < 2 * COLUMN_LINES:
        return None
    low, high = min(box[0] for box in boxes), max(box[2] for box in boxes)
    width = high - low
    candidates = sorted({box[0] for box in boxes if low + 0.3 * width < box[0] < low + 0.7 * width})
    best: tuple[int, float] | None = None
    for x in candidates:
        crossing = sum(1 for box in boxes if box[0] < x - 1 < box[2])
        if best is None or crossing < best[0]:
            best = (crossing, x - 1)
    if best is None or best[0] > len(boxes) * 0.2:
        return None
    gutter = best[1]
    left = [box for box in boxes if box[2] <= gutter]
    right = [box for box in boxes if box[0] >= gutter]
    if min(len(left), len(right)) < COLUMN_LINES:
        return None
    return gutter if _is_column(left) and _is_column(right) else None


def _is_column(boxes: Sequence[Box]) -> bool:
    extent = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    return median(box[2] - box[0] for box in boxes) >= FULL_LINE * extent

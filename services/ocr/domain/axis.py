"""Numbers along the axis of a diagram, which are no reference signs.

Only what cannot be meant otherwise: numbers in a row or a column, as far apart on the paper as in value,
with 0 among them. Boxes of a flow chart numbered 110, 120, 130 stand as evenly, but none is 0.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from services.ocr.domain.geometry import centre, sides
from services.ocr.domain.page import SignReading

FEWEST = 4
STRAIGHT = 0.6
"""How far numbers of one axis may stand off it, in heights of their boxes."""
EVEN = 0.12
"""How far a number may stand off its even place, over the distance of neighbours."""


def axis_numbers(signs: Sequence[SignReading]) -> frozenset[int]:
    """Places of the numbers that stand along an axis."""
    found: set[int] = set()
    numbers = [
        (i, int(sign.sign), centre(sign.quad), sides(sign.quad)[1])
        for i, sign in enumerate(signs)
        if sign.sign.isascii() and sign.sign.isdigit()
    ]
    for _, value, origin, height in numbers:
        if value != 0:
            continue
        for along, across in ((0, 1), (1, 0)):
            row = sorted(
                (place[along], number, i)
                for i, number, place, _ in numbers
                if abs(place[across] - origin[across]) <= STRAIGHT * height
            )
            if len(row) >= FEWEST and _is_scale([(at, number) for at, number, _ in row]):
                found.update(i for _, _, i in row)
    return frozenset(found)


def _is_scale(row: Sequence[tuple[float, int]]) -> bool:
    """Whether values grow or fall evenly with their places."""
    (first, low), (last, high) = row[0], row[-1]
    if low == high or last <= first:
        return False
    per_pixel = (high - low) / (last - first)
    step = min(abs(b - a) for (_, a), (_, b) in itertools.pairwise(row))
    return step > 0 and all(
        abs(low + (at - first) * per_pixel - value) <= EVEN * step for at, value in row
    )

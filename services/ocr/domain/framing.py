"""Lines read with some paper around them.

A detector's box clips strokes. With more paper around a line, recognition errs less on damaged pages
(fitting texts, frame .15: 22 % of the lines instead of 28 %) and sees a narrower picture, which costs a
fifth to a third less; eight labelled pages had 6 errors at 0 and .15, 3 at .22 and 4 at .3.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import bounds, sides
from services.ocr.domain.page import Picture, Quad, Reading

FRAME = 0.25
"""Share of a line's height added above and below, twice that at its ends."""


def read_framed(engine: TextEngine, picture: Picture, quads: Sequence[Quad]) -> list[Reading]:
    """The text in each quad, read with a frame; places of characters are shares of the quad itself."""
    framed = [frame_of(quad, picture) for quad in quads]
    readings = engine.read(picture, framed)
    return [_within(*found) for found in zip(readings, quads, framed, strict=True)]


def frame_of(quad: Quad, picture: Picture) -> Quad:
    """The quad with more paper around it, along its own axes."""
    corners = np.asarray(quad, dtype=np.float64).reshape(4, 2)
    along, across = sides(quad)
    right = (corners[1] - corners[0]) / max(along, 1.0)
    down = (corners[3] - corners[0]) / max(across, 1.0)
    x, y = right * 2 * FRAME * across, down * FRAME * across
    moved = np.stack(
        [corners[0] - x - y, corners[1] + x - y, corners[2] + x + y, corners[3] - x + y]
    )
    height, width = picture.shape[:2]
    moved[:, 0] = moved[:, 0].clip(0, width)
    moved[:, 1] = moved[:, 1].clip(0, height)
    a, b, c, d, e, f, g, h = moved.reshape(8).tolist()
    grown: Quad = (a, b, c, d, e, f, g, h)
    x0, y0, x1, y1 = bounds(grown)
    return grown if x1 - x0 > 1 and y1 - y0 > 1 else quad


def _within(reading: Reading, quad: Quad, framed: Quad) -> Reading:
    """The reading of a frame, its characters placed in the quad inside."""
    inner, outer = (np.asarray(q, dtype=np.float64).reshape(4, 2) for q in (quad, framed))
    along = outer[1] - outer[0]
    squared = float(along @ along)
    if not reading.characters or squared == 0:
        return reading
    first, last = (float((corner - outer[0]) @ along) / squared for corner in inner[:2])
    if last <= first:
        return reading

    def place(share: float) -> float:
        return round(min(1.0, max(0.0, (share - first) / (last - first))), 5)

    characters = tuple(
        c.model_copy(update={"start": place(c.start), "end": place(c.end)})
        for c in reading.characters
    )
    return reading.model_copy(update={"characters": characters})

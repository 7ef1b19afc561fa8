"""Doubtful lines read again: larger frame, smaller scale, another engine."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from services.ocr.domain.doubt import doubt_of, is_plainly_sure
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import bounds, scale_quad, sides
from services.ocr.domain.language import Language
from services.ocr.domain.page import OtherReading, Picture, Quad, Reading, ReadLine

PADDING = 0.15
"""Larger frame: share of a line's height added above and below, twice that at its ends."""
SMALLER = 0.7
MOST_LINES = 400
"""Lines of one page that are read again at most; the others are judged by their first reading."""


def doubted(
    engine: TextEngine,
    picture: Picture,
    lines: Sequence[ReadLine],
    language: Language,
    second_engine: TextEngine | None = None,
) -> list[ReadLine]:
    """The lines with their doubts. ``picture`` is upright and without stamps."""
    unsure = [i for i, line in enumerate(lines) if not is_plainly_sure(line)][:MOST_LINES]
    quads = [lines[i].quad for i in unsure]
    again: dict[int, list[Reading]] = {i: [] for i in unsure}
    others: dict[int, list[OtherReading]] = {i: [] for i in unsure}

    def add(source: str, readings: Sequence[Reading], *, same_engine: bool) -> None:
        for i, reading in zip(unsure, readings, strict=True):
            others[i].append(OtherReading(text=reading.text, score=reading.score, source=source))
            if same_engine:
                again[i].append(reading)

    if unsure:
        padded = engine.read(picture, [_larger(quad, picture) for quad in quads])
        add("padded", padded, same_engine=True)
        small = cv2.resize(picture, None, fx=SMALLER, fy=SMALLER, interpolation=cv2.INTER_AREA)
        scaled = [scale_quad(quad, SMALLER, SMALLER) for quad in quads]
        seen = engine.read(np.asarray(small, dtype=np.uint8), scaled)
        add("smaller", seen, same_engine=True)
        if second_engine is not None:
            add(second_engine.name, second_engine.read(picture, quads), same_engine=False)
    return [
        line.model_copy(
            update={"doubt": doubt_of(line, others.get(i, []), again.get(i, []), language)}
        )
        for i, line in enumerate(lines)
    ]


def _larger(quad: Quad, picture: Picture) -> Quad:
    """The quad with more paper around it, along its own axes."""
    corners = np.asarray(quad, dtype=np.float64).reshape(4, 2)
    along, across = sides(quad)
    right = (corners[1] - corners[0]) / max(along, 1.0)
    down = (corners[3] - corners[0]) / max(across, 1.0)
    x, y = right * 2 * PADDING * across, down * PADDING * across
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

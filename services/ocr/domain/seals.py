"""Red stamps as a layer of their own: found, cut out of the page and read.

Round seals carry their text along the edge; it is unrolled into a straight strip first. What a seal
says is never part of the page's text.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import Box, quad_of_box
from services.ocr.domain.ink import Mask
from services.ocr.domain.lines import read_lines
from services.ocr.domain.page import Picture, ReadLine, SealReading, SealShape
from services.ocr.domain.reading_order import in_reading_order

SMALLEST = 0.03
"""Shorter side of a seal over the page's shorter side."""
JOIN = 0.008
"""Gap within a seal over the page's shorter side."""
MOST_SEALS = 12
ROUNDEST = 1.5
"""Longer over shorter side up to which a seal may be round or oval."""
EDGE = 0.12
"""Width of a round seal's edge over its radius, in which much of its ink lies."""
LEAST_EDGE_INK = 0.5
"""Share of the edge's directions that have ink."""
RADIUS = 220
"""Pixels to which a round seal's radius is brought before it is unrolled."""
TEXT_BAND = (0.50, 0.93)
"""The band of the text, over the radius."""
STRIP_TEXT_HEIGHT = 50.0
"""Height of the characters in an unrolled band, pixels."""
LEAST_SCORE, SURE = 0.5, 0.8
"""Scores of text along the edge, and of level text below the emblem."""
DARK = 160
"""Grey level of ink in the layer of a seal."""


def read_seals(engine: TextEngine, picture: Picture, stamp: Mask) -> tuple[SealReading, ...]:
    """Every seal of a page, top to bottom. ``stamp`` is the mask of red ink in ``picture``."""
    seals = []
    for box in find_seals(stamp):
        x0, y0, x1, y1 = (int(value) for value in box)
        layer, ink = _whole(_layer(picture[y0:y1, x0:x1]), stamp[y0:y1, x0:x1], box, stamp.shape)
        shape = shape_of(ink)
        lines = _read_round(engine, layer) if shape is SealShape.ROUND else _read(engine, layer)
        characters = sum(len(line.text) for line in lines)
        score = sum(line.score * len(line.text) for line in lines) / characters if lines else 0.0
        seals.append(
            SealReading(
                quad=quad_of_box(box),
                shape=shape,
                text=" ".join(line.text for line in lines),
                score=score,
            )
        )
    return tuple(seals)


def find_seals(stamp: Mask) -> list[Box]:
    """Boxes of the seals: red ink that hangs together, larger than a tick or a word."""
    height, width = stamp.shape
    reach = max(3, round(JOIN * min(height, width)))
    joined = cv2.dilate(stamp.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    least = SMALLEST * min(height, width)
    boxes: list[Box] = [
        (x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if min(w, h) >= least
    ]
    inner = [box for box in boxes if any(_holds(other, box) for other in boxes)]
    kept = [box for box in boxes if box not in inner]
    largest = sorted(kept, key=lambda box: (-(box[2] - box[0]) * (box[3] - box[1]), box))
    return sorted(largest[:MOST_SEALS], key=lambda box: (box[1], box[0]))


def shape_of(ink: Mask) -> SealShape:
    """Outline of a seal by where its ink lies along an ellipse or a frame inscribed in its box."""
    height, width = ink.shape
    y, x = np.nonzero(ink)
    right = (x - (width - 1) / 2) / (width / 2)
    down = (y - (height - 1) / 2) / (height / 2)
    radius = np.hypot(right, down)
    if max(height, width) <= ROUNDEST * min(height, width):
        ring = np.degrees(np.arctan2(down, right))[np.abs(radius - (1 - EDGE / 2)) <= EDGE]
        corners = float(np.mean((np.abs(right) > 0.85) & (np.abs(down) > 0.85)))
        if _directions(ring) >= LEAST_EDGE_INK and corners < 0.01:
            return SealShape.ROUND
    frame = np.maximum(np.abs(right), np.abs(down)) >= 1 - EDGE
    along = np.degrees(np.arctan2(down, right))[frame]
    return SealShape.RECTANGULAR if _directions(along) >= LEAST_EDGE_INK else SealShape.OTHER


def unrolled(layer: Picture) -> Picture:
    """The text band of a round seal as a straight strip, read clockwise from the bottom."""
    side = 2 * RADIUS
    square = cv2.resize(layer, (side, side), interpolation=cv2.INTER_CUBIC)
    inner, outer = (share * RADIUS for share in TEXT_BAND)
    length, depth = round(2 * np.pi * 0.8 * RADIUS), round(outer - inner)
    angles = np.pi / 2 + np.arange(length) / length * 2 * np.pi
    radii = outer - np.arange(depth)
    map_x = (RADIUS + radii[:, None] * np.cos(angles)[None]).astype(np.float32)
    map_y = (RADIUS + radii[:, None] * np.sin(angles)[None]).astype(np.float32)
    strip = cv2.remap(
        square,
        map_x,
        map_y,
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,) * 3,
    )
    return np.asarray(strip, dtype=np.uint8)


def _read_round(engine: TextEngine, layer: Picture) -> list[ReadLine]:
    centre = layer.copy()
    height, width = layer.shape[:2]
    outside = np.full((height, width), 255, np.uint8)
    axes = (round(width / 2 * TEXT_BAND[0]), round(height / 2 * TEXT_BAND[0]))
    cv2.ellipse(outside, (width // 2, height // 2), axes, 0, 0, 360, 0, -1)
    centre[outside > 0] = 255
    below = np.ascontiguousarray(centre[height // 2 :])  # a star or emblem fills the middle
    found = _read(engine, below) if below.min() < DARK else []
    level = [line for line in found if len(line.text) > 1 and line.score >= SURE]
    return [*_read(engine, unrolled(layer), STRIP_TEXT_HEIGHT), *level]


def _read(engine: TextEngine, layer: Picture, text_height: float | None = None) -> list[ReadLine]:
    framed = cv2.copyMakeBorder(layer, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    seen = np.asarray(framed, dtype=np.uint8)
    found = engine.detect(seen, text_height)
    lines = [line for line in read_lines(engine, seen, found) if _is_text(line)]
    return list(in_reading_order(lines))


def _is_text(line: ReadLine) -> bool:
    return line.score >= LEAST_SCORE and any(character.isalnum() for character in line.text)


def _whole(layer: Picture, ink: Mask, box: Box, page: tuple[int, ...]) -> tuple[Picture, Mask]:
    """A seal that the page's edge cuts off, filled up to a square with paper."""
    height, width = ink.shape
    missing = abs(width - height)
    before = (box[1] <= 0) if width > height else (box[0] <= 0)
    after = (box[3] >= page[0]) if width > height else (box[2] >= page[1])
    if not (before or after) or min(width, height) < 0.5 * max(width, height):
        return layer, ink
    sides = (missing, 0) if before else (0, missing)
    around = (sides, (0, 0)) if width > height else ((0, 0), sides)
    return (
        np.pad(layer, (*around, (0, 0)), constant_values=255),
        np.pad(ink, around, constant_values=False),
    )


def _layer(part: Picture) -> Picture:
    """The red ink alone, dark on white; black print is paper."""
    red = part[..., 0].astype(np.int16)
    excess = red - np.maximum(part[..., 1], part[..., 2])
    strength = float(np.percentile(excess, 98)) or 1.0
    grey = 255 - np.clip(excess * (230.0 / max(strength, 1.0)), 0, 230)
    return np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)


def _directions(degrees: NDArray[np.float64]) -> float:
    """Share of 72 directions that occur."""
    return len(np.unique((np.asarray(degrees) // 5).astype(np.int64))) / 72


def _holds(outer: Box, inner: Box) -> bool:
    return outer != inner and (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )

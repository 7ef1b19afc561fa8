"""Reading a drawing: reference signs, figure labels and other text with their places.

Detectors trained on pages miss large single digits that stand alone in a drawing, and small ones
at page resolution. So a drawing is searched at several scales, and ink of the size of the signs
already found that no line covers is read too, under a stricter score.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from services.ocr.domain.axis import axis_numbers
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import (
    Box,
    bounds,
    overlap_of_smaller,
    quad_of_box,
    scale_quad,
    sides,
)
from services.ocr.domain.ink import Mask
from services.ocr.domain.lines import read_lines
from services.ocr.domain.page import Picture, ReadLine, SignReading
from services.ocr.domain.reference_signs import figure_number, sign_of, unify_case

LEAST_SCORE = 0.6
LEAST_SCORE_OF_INK = 0.9
"""For ink that no detector took for text: arrows and hatching read like 1, 7 and V."""
SMALL_SIDE = 1600
"""A drawing whose longer side is below this is searched enlarged too."""
ENLARGEMENT = 1.5
SIGN_HEIGHTS = (10, 140)
"""Heights of sign glyphs in pixels, where no detected sign tells the sheet's own."""
SAME_PLACE = 0.5
MOST_GLYPHS = 2000
"""More free-standing ink of glyph size is hatching or halftone."""


class DrawingReading(NamedTuple):
    """What a drawing says, in pixels of the upright picture."""

    lines: tuple[ReadLine, ...]
    figure_labels: tuple[ReadLine, ...]
    signs: tuple[SignReading, ...]


def read_drawing(
    engine: TextEngine, picture: Picture, ink: Mask, first: Sequence[ReadLine]
) -> DrawingReading:
    """Read an upright drawing.

    ``ink`` is the mask of the same picture, ``first`` what a search of it at its own scale found.
    """
    found = [line for line in first if line.score >= LEAST_SCORE]
    if max(picture.shape[:2]) < SMALL_SIDE:
        found += _search(engine, picture, ENLARGEMENT)
    lines = _best_per_place(found)
    lines += _read_loose_ink(engine, picture, ink, lines)
    labels = tuple(line for line in lines if figure_number(line.text) is not None)
    candidates = [
        (line, sign)
        for line in lines
        if line not in labels and (sign := sign_of(line.text)) is not None
    ]
    texts = unify_case([sign for _, sign in candidates])
    signs = [
        SignReading(sign=sign, quad=line.quad, score=line.score)
        for (line, _), sign in zip(candidates, texts, strict=True)
    ]
    scale = axis_numbers(signs)
    return DrawingReading(
        lines=tuple(lines),
        figure_labels=labels,
        signs=tuple(sign for i, sign in enumerate(signs) if i not in scale),
    )


def _search(engine: TextEngine, picture: Picture, factor: float) -> list[ReadLine]:
    seen = np.asarray(
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC),
        dtype=np.uint8,
    )
    return [
        line.model_copy(update={"quad": scale_quad(line.quad, 1 / factor, 1 / factor)})
        for line in read_lines(engine, seen, engine.detect(seen))
        if line.score >= LEAST_SCORE
    ]


def _best_per_place(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """One line per place: the surest, the longer of equals."""
    kept: list[ReadLine] = []
    ranked = sorted(lines, key=lambda line: (-round(line.score, 2), -len(line.text), line.quad))
    for line in ranked:
        box = bounds(line.quad)
        if all(overlap_of_smaller(box, bounds(other.quad)) < SAME_PLACE for other in kept):
            kept.append(line)
    return kept


def _read_loose_ink(
    engine: TextEngine, picture: Picture, ink: Mask, lines: Sequence[ReadLine]
) -> list[ReadLine]:
    heights = [sides(line.quad)[1] for line in lines if sign_of(line.text) is not None]
    # a detector's box is about 1.5 times as high as the glyph in it
    glyph = median(heights) / 1.5 if len(heights) >= 2 else None
    low, high = (0.6 * glyph, 1.8 * glyph) if glyph else SIGN_HEIGHTS
    taken = [bounds(line.quad) for line in lines]
    boxes = [
        box
        for box in _glyph_groups(ink, low, high)
        if all(overlap_of_smaller(box, other) < 0.3 for other in taken)
    ]
    quads = [quad_of_box(_framed(box, picture)) for box in boxes]
    return [
        ReadLine(text=reading.text, quad=quad, score=reading.score)
        for quad, reading in zip(quads, engine.read(picture, quads), strict=True)
        if reading.score >= LEAST_SCORE_OF_INK and sign_of(reading.text) is not None
    ]


def _framed(box: Box, picture: Picture) -> Box:
    height, width = picture.shape[:2]
    pad = 0.2 * (box[3] - box[1])
    return (
        max(0.0, box[0] - pad),
        max(0.0, box[1] - pad),
        min(float(width), box[2] + pad),
        min(float(height), box[3] + pad),
    )


def _glyph_groups(ink: Mask, low: float, high: float) -> list[Box]:
    """Boxes of free-standing ink of glyph height, neighbours on one line joined."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    glyphs: list[Box] = []
    for x, y, width, height, area in stats[1:].tolist():
        filled = area / (width * height)
        if low <= height <= high and 0.2 <= width / height <= 1.1 and 0.08 <= filled <= 0.8:
            glyphs.append((x, y, x + width, y + height))
    if len(glyphs) > MOST_GLYPHS:
        return []
    glyphs.sort()
    groups: list[Box] = []
    for box in glyphs:
        for i, group in enumerate(groups):
            height = min(group[3] - group[1], box[3] - box[1])
            common = min(group[3], box[3]) - max(group[1], box[1])
            if common >= 0.7 * height and -2 <= box[0] - group[2] <= 0.5 * height:
                groups[i] = (
                    group[0],
                    min(group[1], box[1]),
                    box[2],
                    max(group[3], box[3]),
                )
                break
        else:
            groups.append(box)
    return groups

"""Vertical text: columns of characters from top to bottom, read from right to left.

Recognition knows level lines only. A column is cut into its characters, which are set side by side;
the places of the characters are mapped back into the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import Box, bounds, quad_of_box
from services.ocr.domain.ink import ink_mask
from services.ocr.domain.orientation import weight
from services.ocr.domain.page import Detection, Ghost, Picture, Quad, Reading, ReadLine

TALL = 4.0
"""Height over width of a column."""
LEAST_TALL = 0.7
"""Share of the regions, by area, that are tall on a page of columns."""
SAMPLE = 4
MARGIN = 1.3
"""Factor by which columns must read better than lines of a page lying on its side."""
SQUARE = 1.25
"""Height of a piece over the column's width up to which pieces are one character."""
SMALL = 0.5
"""A character below this share of the column's width is punctuation, set low when turned level."""
PIECES = 40
"""Characters set side by side at most."""


def is_vertical(engine: TextEngine, picture: Picture, found: Sequence[Detection]) -> bool:
    """Whether the page's text stands in columns: tall regions that read better as such."""
    boxes = [bounds(detection.quad) for detection in found]
    tall = [box for box in boxes if box[3] - box[1] >= TALL * (box[2] - box[0])]
    if not tall or _area(tall) < LEAST_TALL * _area(boxes):
        return False
    sample = sorted(tall, key=lambda box: (-(box[3] - box[1]), box))[:SAMPLE]
    columns = [_read_column(engine, picture, box) for box in sample]
    as_columns = sum(weight(reading) for reading in columns)
    best = 0.0
    for shift in (1, 3):  # the page lies on its side, either way
        quads: list[Quad] = [_turned(quad_of_box(box), shift) for box in sample]
        best = max(best, sum(weight(reading) for reading in engine.read(picture, quads)))
    return as_columns > MARGIN * best


def read_columns(
    engine: TextEngine, picture: Picture, found: Sequence[Detection]
) -> list[ReadLine]:
    """The columns from right to left, each a line whose quad is the column."""
    boxes = sorted((bounds(detection.quad) for detection in found), key=lambda box: -box[2])
    rows: list[list[Box]] = []
    for box in boxes:  # columns side by side: broken ones are joined top to bottom
        same = next((row for row in rows if _same_column(row[0], box)), None)
        if same is None:
            rows.append([box])
        else:
            same.append(box)
    lines = []
    for row in rows:
        for box in sorted(row, key=lambda item: item[1]):
            reading = _read_column(engine, picture, box)
            if reading.text.strip():
                lines.append(
                    ReadLine(
                        text=reading.text,
                        quad=quad_of_box(box),
                        score=reading.score,
                        characters=reading.characters,
                        ghosts=reading.ghosts,
                        vertical=True,
                    )
                )
    return lines


def _read_column(engine: TextEngine, picture: Picture, box: Box) -> Reading:
    height, width = picture.shape[:2]
    x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
    x1, y1 = min(width, int(box[2]) + 1), min(height, int(box[3]) + 1)
    column = picture[y0:y1, x0:x1]
    pieces = _characters(column)
    texts: list[Reading] = []
    for first in range(0, len(pieces), PIECES):
        strip = _level(column, pieces[first : first + PIECES])
        whole: Quad = quad_of_box((0, 0, strip.shape[1], strip.shape[0]))
        texts += engine.read(strip, [whole])
    characters = [
        character.model_copy(
            update={
                "start": (i + character.start) / len(texts),
                "end": (i + character.end) / len(texts),
            }
        )
        for i, reading in enumerate(texts)
        for character in reading.characters
    ]
    total = sum(len(reading.text) for reading in texts)
    score = sum(reading.score * len(reading.text) for reading in texts) / total if total else 0.0
    return Reading(
        text="".join(reading.text for reading in texts),
        score=score,
        characters=tuple(characters),
        ghosts=tuple(_joined_ghosts(texts)),
    )


def _joined_ghosts(texts: Sequence[Reading]) -> Iterator[Ghost]:
    """The ghosts of readings that follow one another."""
    before = 0
    for reading in texts:
        for ghost in reading.ghosts:
            yield ghost.model_copy(update={"after": before + ghost.after})
        before += len(reading.characters)


def _characters(column: Picture) -> list[tuple[int, int]]:
    """Top and bottom of each character: rows of ink, joined up to a square."""
    rows = ink_mask(column).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    runs = list(zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True))
    widths = ink_mask(column).any(axis=0)
    width = max(
        1, int(np.flatnonzero(widths)[-1] - np.flatnonzero(widths)[0]) if widths.any() else 1
    )
    joined: list[tuple[int, int]] = []
    for top, bottom in runs:
        if joined and bottom - joined[-1][0] <= SQUARE * width * 0.9:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    return joined


def _level(column: Picture, pieces: Sequence[tuple[int, int]]) -> Picture:
    """Characters side by side in squares, small ones at the lower left as in level text."""
    width = column.shape[1]
    side = round(width * 1.1)
    strip = np.full((side, side * len(pieces), 3), 255, np.uint8)
    for i, (top, bottom) in enumerate(pieces):
        piece = column[top:bottom]
        if piece.shape[0] > side:
            seen = cv2.resize(piece, (width, side), interpolation=cv2.INTER_AREA)
            piece = np.asarray(seen, dtype=np.uint8)
        inked = np.flatnonzero(ink_mask(piece).any(axis=0))
        left = (side - width) // 2
        if len(inked) and max(piece.shape[0], inked[-1] - inked[0]) < SMALL * width:
            piece = piece[:, inked[0] : inked[-1] + 1]
            y, left = side - piece.shape[0] - side // 10, side // 12
        else:
            y = (side - piece.shape[0]) // 2
        x = i * side + left
        strip[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
    return strip


def _same_column(a: Box, b: Box) -> bool:
    common = min(a[2], b[2]) - max(a[0], b[0])
    return common >= 0.6 * min(a[2] - a[0], b[2] - b[0])


def _area(boxes: Sequence[Box]) -> float:
    return sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes)


def _turned(quad: Quad, corners: int) -> Quad:
    a, b, c, d, e, f, g, h = quad[2 * corners :] + quad[: 2 * corners]
    return (a, b, c, d, e, f, g, h)

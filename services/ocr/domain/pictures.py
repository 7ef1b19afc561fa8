"""Formulas, chemical structures and other pictures in a page of text: boxed, not misread.

What is a picture is told by ink that no line of text explains: a group of it as high as several
characters. Scraps of text inside such a box (atoms, numerators) belong to the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from services.ocr.domain.geometry import Box, bounds, overlap_of_smaller, sides
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import LineRole, ReadLine

REACH = 0.8
"""Gap within a picture, over the height of a line."""
LEAST_HEIGHT = 1.6
"""Height of a picture over the height of a line."""
LEAST_WIDTH = 1.5
THINNEST = 0.01
"""Share of its box that a picture's unexplained ink fills at least."""
SURE_LINE = (16, 0.9)
"""Characters and score from which a line is running text, whatever lies around it."""
SURE_CHINESE = 3
"""Chinese characters from which a line of that score is: formulas have none."""


def find_pictures(lines: Sequence[ReadLine], ink: Mask, cells: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes of pictures on an upright page of text, top to bottom.

    Rules of grids and long rules under headings are no pictures.
    """
    if not lines:
        return ()
    high = median(sides(line.quad)[1] for line in lines)
    left = ink.copy()
    for line in lines:
        if _is_running_text(line):
            _clear(left, bounds(line.quad))
    for cell in cells:
        _clear(
            left, (cell[0] - high / 4, cell[1] - high / 4, cell[2] + high / 4, cell[3] + high / 4)
        )
    reach = max(3, round(REACH * high))
    joined = cv2.dilate(left.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found: list[Box] = []
    for i, (x, y, w, h, _) in enumerate(stats[1:].tolist(), start=1):
        if h - reach < LEAST_HEIGHT * high or w - reach < LEAST_WIDTH * high:
            continue
        part = left[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == i)
        if part.mean() < THINNEST or (w > 0.9 * ink.shape[1] and h > 0.9 * ink.shape[0]):
            continue
        if _only_text(part, (x, y, x + w, y + h), lines):
            continue
        found.append((x, y, x + w, y + h))
    return tuple(sorted(found, key=lambda box: (box[1], box[0])))


def picture_roles(lines: Sequence[ReadLine], pictures: Sequence[Box]) -> list[ReadLine]:
    """The lines, those inside pictures marked as belonging to them."""
    return [
        line.model_copy(update={"role": LineRole.PICTURE})
        if not _is_running_text(line)
        and any(
            overlap_of_smaller(bounds(line.quad), box) > 0.6
            and sides(line.quad)[0] < box[2] - box[0]
            for box in pictures
        )
        else line
        for line in lines
    ]


def _is_running_text(line: ReadLine) -> bool:
    characters, score = SURE_LINE
    chinese = sum(1 for character in line.text if "\u3400" <= character <= "\u9fff")
    return line.score >= score and (len(line.text) >= characters or chinese >= SURE_CHINESE)


def _only_text(part: Mask, box: Box, lines: Sequence[ReadLine]) -> bool:
    """Whether the ink is explained by short but sure lines: a narrow column, headings."""
    explained = np.zeros_like(part)
    for line in lines:
        if line.score >= SURE_LINE[1] and len(line.text) >= 2:
            x0, y0, x1, y1 = bounds(line.quad)
            _clear_to(explained, (x0 - box[0], y0 - box[1], x1 - box[0], y1 - box[1]))
    total = int(part.sum())
    return int((part & explained).sum()) >= 0.7 * total


def _clear(mask: Mask, box: Box) -> None:
    x0, y0, x1, y1 = (max(0, round(value)) for value in box)
    mask[y0 : y1 + 1, x0 : x1 + 1] = False


def _clear_to(mask: Mask, box: Box) -> None:
    x0, y0, x1, y1 = (max(0, round(value)) for value in box)
    mask[y0 : y1 + 1, x0 : x1 + 1] = True

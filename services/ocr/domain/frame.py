"""Whether a frame that is no part of the figure surrounds a drawing.

The box of a block diagram is part of the figure: lines run into it, or its name stands at its edge.
A frame around a figure stands alone: one outline along all four sides, nothing but captions outside,
nothing attached inside.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from services.ocr.domain.geometry import bounds
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import ReadLine

SHORTEST_SIDE = 64
"""Pixels; a smaller outline is a sign or a symbol."""
BAND = 0.02
"""Width of the band in which a side's line may waver, as a share of the shorter side."""
SIDE_COVER = 0.97
"""Share of each side that its line covers."""
ATTACHED = 0.01
"""Share of the outline's ink that may lie inside the bands: more is a line that runs into it."""
NAME_BAND = 0.2
"""Share of the outline's height, at its upper and lower edge, in which the name of a box stands."""
LEAST_NAME = 2
"""Letters or characters of a name."""
CONTENT = 0.95
"""Share of all ink, captions left out, that a frame has around it or is itself."""


def is_framed(ink: Mask, captions: Sequence[ReadLine], lines: Sequence[ReadLine] = ()) -> bool:
    """Whether a frame of its own surrounds the drawing. Ink and lines in the same pixels.

    ``captions`` are figure labels, which stand outside; ``lines`` is all text.
    """
    kept = ink.astype(np.uint8)
    for caption in captions:
        left, top, right, bottom = (int(edge) for edge in bounds(caption.quad))
        margin = max((bottom - top) // 2, 2)
        kept[max(top - margin, 0) : bottom + margin, max(left - margin, 0) : right + margin] = 0
    total = int(kept.sum())
    count, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    if count < 3:  # paper and one outline: a frame without a figure is the figure
        return False
    areas = stats[1:, cv2.CC_STAT_WIDTH].astype(np.int64) * stats[1:, cv2.CC_STAT_HEIGHT]
    outline = 1 + int(np.argmax(areas))
    left, top, width, height = (int(value) for value in stats[outline, :4])
    if min(width, height) < SHORTEST_SIDE:
        return False
    if any(_names_a_box(line, top, height) for line in lines if line not in captions):
        return False
    window = kept[top : top + height, left : left + width]
    part = labels[top : top + height, left : left + width] == outline
    if int(window.sum()) < CONTENT * total:
        return False
    if int(window.sum()) - int(part.sum()) == 0:
        return False
    band = max(3, round(BAND * min(width, height)))
    sides = (
        part[:band].any(axis=0),
        part[-band:].any(axis=0),
        part[:, :band].any(axis=1),
        part[:, -band:].any(axis=1),
    )
    if any(float(side.mean()) < SIDE_COVER for side in sides):
        return False
    inside = int(part[band:-band, band:-band].sum())
    return inside <= ATTACHED * int(part.sum())


def _names_a_box(line: ReadLine, top: int, height: int) -> bool:
    """Whether a line with words, not a sign alone, stands at the upper or lower edge of the outline."""
    if sum(character.isalpha() for character in line.text) < LEAST_NAME:
        return False
    _, upper, _, lower = bounds(line.quad)
    return lower <= top + NAME_BAND * height or upper >= top + (1 - NAME_BAND) * height

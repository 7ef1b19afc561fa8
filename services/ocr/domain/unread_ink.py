"""Ink of the size of text that no line covers: the sign of a lost line."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from services.ocr.domain.geometry import Box, bounds, quad_of_box, sides
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import AlarmCode, PageAlarm, ReadLine
from shared.contracts.common import Message

FEWEST_GLYPHS = 2
"""Pieces of glyph size in a row that make an alarm: one alone is a speck."""
GLYPH = (0.35, 1.3)
"""Size of a glyph over the height of a line's box."""
MOST_ALARMS = 50

_MESSAGE = Message(
    zh="此处有文字大小的墨迹未被识别，可能漏读了文字。",
    en="Ink of the size of text was not read here: text may be missing.",
)


def find_unread_ink(
    lines: Sequence[ReadLine], ink: Mask, explained: Sequence[Box]
) -> tuple[PageAlarm, ...]:
    """Places of unread ink on an upright page of text.

    ``explained`` are boxes of pictures, seals and other things that are no text.
    """
    if not lines:
        return ()
    high = median(sides(line.quad)[1] for line in lines)
    left = ink.astype(np.uint8)
    for line in lines:
        x0, y0, x1, y1 = bounds(line.quad)
        pad = 0.15 * (y1 - y0)
        _clear(left, (x0 - 2 * pad, y0 - pad, x1 + 2 * pad, y1 + pad))
    for box in explained:
        _clear(left, box)
    reach = max(1, round(high / 6))
    joined = cv2.dilate(left, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    small, large = GLYPH[0] * high, GLYPH[1] * high
    glyphs: list[Box] = [
        (x, y, x + w, y + h)
        for x, y, w, h, area in stats[1:].tolist()
        if small <= max(w, h) - reach
        and max(w, h) - reach <= large
        and min(w, h) - reach >= 0.15 * high
        and 0.15 <= area / (w * h) <= 0.95
    ]
    rows = _rows(glyphs, high)
    alarms = [
        PageAlarm(code=AlarmCode.UNREAD_INK, quad=quad_of_box(box), message=_MESSAGE)
        for box, count in rows
        if count >= FEWEST_GLYPHS
    ]
    return tuple(alarms[:MOST_ALARMS])


def _rows(glyphs: Sequence[Box], high: float) -> list[tuple[Box, int]]:
    rows: list[tuple[Box, int]] = []
    for box in sorted(glyphs, key=lambda item: (round((item[1] + item[3]) / high), item[0])):
        if rows:
            last, count = rows[-1]
            same = abs((last[1] + last[3]) - (box[1] + box[3])) / 2 <= 0.5 * high
            if same and box[0] - last[2] <= 2 * high:
                rows[-1] = (
                    (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])),
                    count + 1,
                )
                continue
        rows.append((box, 1))
    return rows


def _clear(mask: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], box: Box) -> None:
    x0, y0, x1, y1 = (max(0, round(value)) for value in box)
    mask[y0 : y1 + 1, x0 : x1 + 1] = 0

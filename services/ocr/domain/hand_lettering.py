"""Pages whose writing recognition only guesses: hand-lettered sheets and ruined scans.

Print that can be read at all is read with high scores nearly everywhere. Where most characters are
nearly other ones, the reading is a guess, and a person has to read the page.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from services.ocr.domain.geometry import bounds
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import LineRole, ReadLine, SignReading
from shared.contracts.common import Message

FEWEST_CHARACTERS = 6
LEAST_MEAN = 0.8
"""Mean score of a page's characters below which its reading is a guess."""
MOST_DOUBTED = 0.6
"""Share of a page's characters in lines that are probably wrong."""

FEWEST_SIGNS = 8
UNSURE_SIGN = 0.95
MOST_UNSURE = 0.2
"""Share of a drawing's signs below ``UNSURE_SIGN``; print has fewer, or unsure signs of one height."""
MOST_SPREAD = 0.35
"""Quartile range of the heights of the signs' glyphs over their median: print of one or two sizes
stays below .3, lettering by hand had .44."""

_GUESSED = Message(
    zh="该页文字（手写或严重受损）无法可靠识别，请人工录入或核对；此处的识别结果仅为猜测。",
    en="The writing on this page (by hand, or badly damaged) cannot be read reliably. A person has to "
    "read it; what is given here is a guess.",
)


def lettered_by_hand(signs: Sequence[SignReading], ink: Mask) -> Message | None:
    """Why a person has to read a drawing's signs: unsure ones, of heights as uneven as by hand.

    ``ink`` is the mask of the upright drawing that the signs' places count in.
    """
    if len(signs) < FEWEST_SIGNS:
        return None
    unsure = sum(1 for sign in signs if sign.score < UNSURE_SIGN)
    heights = [height for sign in signs for height in _glyph_heights(sign, ink)]
    if unsure < MOST_UNSURE * len(signs) or len(heights) < FEWEST_SIGNS:
        return None
    low, middle, high = np.percentile(heights, (25, 50, 75))
    return _GUESSED if high - low >= MOST_SPREAD * middle else None


def _glyph_heights(sign: SignReading, ink: Mask) -> list[int]:
    """Heights of the pieces of ink in a sign's box that lie wholly inside: not its lead line."""
    x0, y0, x1, y1 = (max(0, int(value)) for value in bounds(sign.quad))
    part = ink[y0:y1, x0:x1].astype(np.uint8)
    if part.size == 0:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(part)
    height, width = part.shape
    return [
        h
        for x, y, w, h, _ in stats[1:].tolist()
        if x > 0 and y > 0 and x + w < width and y + h < height and h > 0.35 * height
    ]


def by_person(lines: Sequence[ReadLine], *, drawing: bool = False) -> Message | None:
    """Why a person has to read the page; ``None`` if its reading can be used."""
    body = [line for line in lines if line.role is not LineRole.PICTURE and line.text.strip()]
    characters = sum(len(line.text) for line in body)
    if characters < FEWEST_CHARACTERS:
        return None
    mean = sum(line.score * len(line.text) for line in body) / characters
    if mean < LEAST_MEAN:
        return _GUESSED
    if drawing:
        return None
    doubted = sum(
        len(line.text) for line in body if line.doubt is not None and line.doubt.probability >= 0.8
    )
    return _GUESSED if doubted > MOST_DOUBTED * characters and mean < 0.9 else None

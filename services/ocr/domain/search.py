"""Where the lines of a page are: the engine's search, spared what needs no looking at."""

from __future__ import annotations

import numpy as np

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import shift_quad
from services.ocr.domain.ink import Mask, ink_box
from services.ocr.domain.page import Detection, Picture

MARGIN = 24
"""Pixels of paper left around the ink."""
GRID_DETAIL = 1.2
"""How much finer a page with ruled cells is searched: its entries stand close together."""


def find_lines(
    engine: TextEngine, picture: Picture, ink: Mask, text_height: float | None = None
) -> tuple[Detection, ...]:
    """The lines of a page in its pixels; only the part that has ink is searched.

    ``text_height`` (pixels) makes the search as coarse as text of that size allows: too coarse for
    the small signs of a drawing.
    """
    x0, y0, x1, y1 = ink_box(ink)
    x0, y0 = max(0, x0 - MARGIN), max(0, y0 - MARGIN)
    x1, y1 = min(ink.shape[1], x1 + MARGIN), min(ink.shape[0], y1 + MARGIN)
    part = np.ascontiguousarray(picture[y0:y1, x0:x1])
    return tuple(
        found.model_copy(update={"quad": shift_quad(found.quad, x0, y0)})
        for found in engine.detect(part, text_height)
    )

"""Ink and paper: binarisation, blankness."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.page import Picture

Mask = NDArray[np.bool_]

SMALLEST_CONTRAST = 40
"""Grey levels between paper and darkest ink below which nothing is written."""
SMALLEST_GLYPH, LARGEST_GLYPH = 8, 120
FEWEST_GLYPHS = 60
BLANK_SHARE = 2e-5
"""Ink share up to which a page is blank (specks of dust: about 170 pixels of a 300-dpi A4)."""


def ink_mask(picture: Picture) -> Mask:
    """True where there is ink (Otsu's threshold, kept below the paper's level)."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    paper = float(np.median(grey))
    if paper - float(grey.min()) < SMALLEST_CONTRAST:
        return np.zeros(grey.shape, dtype=np.bool_)
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(grey <= min(threshold, paper - SMALLEST_CONTRAST / 2), dtype=np.bool_)


def is_blank(mask: Mask) -> bool:
    """Whether only specks and the scanner's dark edges are there."""
    height, width = mask.shape
    margin_y, margin_x = height // 50, width // 50
    inner = mask[margin_y : height - margin_y, margin_x : width - margin_x]
    if inner.size == 0:
        return not bool(mask.any())
    opened = cv2.morphologyEx(inner.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return float(np.asarray(opened, dtype=np.float64).mean()) <= BLANK_SHARE


def text_height(mask: Mask) -> float | None:
    """The usual height of the page's characters, pixels; ``None`` if there are too few to tell.

    The upper quartile over connected ink of character size: strokes that stand apart are smaller.
    Long shapes are rules and characters that run together.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    sizes, narrow = np.maximum(width, height), np.minimum(width, height)
    sizes = sizes[(sizes >= SMALLEST_GLYPH) & (sizes <= LARGEST_GLYPH) & (sizes <= 2 * narrow)]
    return float(np.percentile(sizes, 75)) if len(sizes) >= FEWEST_GLYPHS else None


def ink_box(mask: Mask) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1 of the upright box around all ink; the whole picture if there is none."""
    columns, rows = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    if not len(columns):
        return (0, 0, mask.shape[1], mask.shape[0])
    return (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)

"""Specks of a noisy fax or scan: taken away before lines are searched and read.

Pepper all over a page makes detection blind: it takes the whole page for a texture. Points, commas and
dots stay, for specks are taken away only where they are many times as many as anything written.
"""

from __future__ import annotations

import cv2
import numpy as np

from services.ocr.domain.ink import Mask
from services.ocr.domain.page import Picture

LARGEST_SPECK = 4
"""Pixels of a speck at most. A full stop of 8-point print at 150 dpi has more."""
SPECKS_PER_SHAPE = 6.0
"""Specks for each larger piece of ink from which a page is noisy; a clean one has less than one."""
FEWEST_SPECKS = 1000


def without_specks(picture: Picture, ink: Mask) -> tuple[Picture, Mask]:
    """The page and its ink without specks; the very same ones unless the page is noisy."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    small = stats[:, cv2.CC_STAT_AREA] <= LARGEST_SPECK
    small[0] = False
    specks = int(small.sum())
    if specks < FEWEST_SPECKS or specks < SPECKS_PER_SHAPE * (len(stats) - 1 - specks):
        return picture, ink
    noise = small[labels]
    cleaned = picture.copy()
    cleaned[noise] = np.median(picture.reshape(-1, 3), axis=0).astype(np.uint8)
    return cleaned, ink & ~noise

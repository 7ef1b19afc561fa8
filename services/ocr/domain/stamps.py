"""Red stamps: taken away before reading, so that the black text under them can be read.

Red ink reflects red light: in the red channel it is nearly as bright as paper while black print
stays dark. Only the neighbourhood of red pixels is replaced, the rest of the page is untouched.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.page import Picture

RED_EXCESS = 30
"""Grey levels by which red exceeds green and blue in stamp ink, measured on office stamps."""
SMALLEST_SHARE = 2e-4
"""Share of the page below which red pixels are scanner noise, not a stamp."""
PRINT_LEVEL, PAPER_LEVEL = 60, 150
"""Red-channel levels that become black and white: pressed-in stamp ink is darker than paper."""


class StampSeparation(NamedTuple):
    """A page without its stamp, and where the stamp was."""

    picture: Picture
    stamp: NDArray[np.bool_] | None
    """Mask of the stamp's ink, (height, width); ``None`` when there is none."""


def separate_red_stamp(picture: Picture) -> StampSeparation:
    """Take red ink away. A page without red comes back as it is."""
    red = picture[..., 0].astype(np.int16)
    others = np.maximum(picture[..., 1], picture[..., 2]).astype(np.int16)
    ink = (red - others) > RED_EXCESS
    if float(ink.mean()) < SMALLEST_SHARE:
        return StampSeparation(picture, None)
    grey = picture[..., 0]
    stretched = (grey.astype(np.float32) - PRINT_LEVEL) * (255.0 / (PAPER_LEVEL - PRINT_LEVEL))
    lifted = np.maximum(grey, np.clip(stretched, 0, 255).astype(np.uint8))
    near = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    cleaned = picture.copy()
    cleaned[near] = lifted[near][:, None]
    return StampSeparation(cleaned, ink)

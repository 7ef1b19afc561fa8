"""Whether a PDF's text layer can be trusted.

A layer is used only when it has enough characters, none of them garbage, when it covers the ink of
the page, and when lines sampled from it read the same in the picture. The last test catches wrong
character maps, which give valid but different Chinese.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import bounds
from services.ocr.domain.ink import Mask
from services.ocr.domain.page import Picture, TextLayerLine

FEWEST_CHARACTERS = 50
MOST_GARBAGE = 0.005
LEAST_COVERED = 0.6
"""Share of the page's ink that must lie in the layer's lines."""
SAMPLE = 3
LEAST_SIMILAR = 0.8
_GARBAGE = {"Cc", "Cn", "Co", "Cs"}


def is_sane(lines: Sequence[TextLayerLine]) -> bool:
    """Enough characters, and hardly any private-use, unassigned, control or replacement ones."""
    text = "".join("".join(line.text.split()) for line in lines)
    if len(text) < FEWEST_CHARACTERS:
        return False
    garbage = sum(1 for c in text if unicodedata.category(c) in _GARBAGE or c == "\ufffd")
    return garbage <= MOST_GARBAGE * len(text)


def covers_ink(lines: Sequence[TextLayerLine], ink: Mask) -> bool:
    """Whether the lines' boxes hold most of the ink: else text was scanned in beside the layer."""
    height, width = ink.shape
    inside = np.zeros_like(ink)
    for line in lines:
        x0, y0, x1, y1 = bounds(line.quad)
        pad = 0.3 * (y1 - y0)
        top, bottom = max(0, int(y0 - pad)), min(height, int(y1 + pad) + 1)
        inside[top:bottom, max(0, int(x0 - pad)) : min(width, int(x1 + pad) + 1)] = True
    total = int(ink.sum())
    return total > 0 and int((ink & inside).sum()) >= LEAST_COVERED * total


def agrees_with_picture(
    lines: Sequence[TextLayerLine], picture: Picture, engine: TextEngine
) -> bool:
    """Whether lines sampled over the page read the same in the picture."""
    long = [line for line in lines if len(line.text.strip()) >= 6] or list(lines)
    step = max(1, len(long) // SAMPLE)
    sample = long[step // 2 :: step][:SAMPLE]
    readings = engine.read(picture, [line.quad for line in sample])
    similar = [
        SequenceMatcher(None, _plain(line.text), _plain(reading.text), autojunk=False).ratio()
        for line, reading in zip(sample, readings, strict=True)
    ]
    return bool(similar) and sum(similar) / len(similar) >= LEAST_SIMILAR


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())

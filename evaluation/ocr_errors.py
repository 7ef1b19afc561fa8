"""Character errors: edits over characters, after NFKC and removal of white space."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np


@dataclass
class Errors:
    """Edits and characters so far."""

    edits: int = 0
    characters: int = 0

    def add(self, edits: int, characters: int) -> None:
        """Count one page."""
        self.edits += edits
        self.characters += characters

    def rate(self) -> float:
        """Character error rate, 0-1 (more than 1 when more is read than stands there)."""
        return self.edits / self.characters


def errors_of(read: str, expected: str) -> tuple[int, int]:
    """Edits between a reading and the truth, and the truth's characters."""
    truth = comparable(expected)
    return edit_distance(comparable(read), truth), len(truth)


def comparable(text: str) -> str:
    """Text as it is compared: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance in code points, row by row with NumPy."""
    target = np.fromiter(map(ord, b), dtype=np.int64, count=len(b))
    places = np.arange(len(b) + 1)
    row = places.copy()
    for i, character in enumerate(map(ord, a), start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (target != character))
        ahead = np.concatenate(([i], best))
        # An insertion costs one more than the place to its left: a running minimum of the rest.
        row = np.minimum.accumulate(ahead - places) + places
    return int(row[-1])

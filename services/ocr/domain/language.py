"""How usual a character is between its neighbours, counted in published patent texts.

A table of log probabilities of character pairs, each in one byte. It says nothing about whole words
and never chooses a reading: it only weighs how far a reading is to be doubted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEP = 16.0
"""Steps of a stored value per unit of natural logarithm, from 0 down."""
UNSEEN_PAIR = -9.0
UNSEEN_CHARACTER = -12.0


@dataclass(frozen=True)
class Language:
    """Sorted arrays: ``pairs`` holds ``first << 32 | second`` of pairs seen often enough."""

    pairs: NDArray[np.uint64]
    pair_costs: NDArray[np.uint8]
    """Minus log P(second | first), times ``STEP``."""
    characters: NDArray[np.uint32]
    character_costs: NDArray[np.uint8]
    """Minus log P(character), times ``STEP``."""

    def fit(self, before: str, text: str, after: str) -> float:
        """Log probability of ``text`` after ``before`` and of ``after`` after it, beyond chance.

        Above 0: these neighbours are more usual for it than chance. At a line's end ``before`` or
        ``after`` is empty and says nothing.
        """
        own, total = text[:1], 0.0
        if not own:
            return UNSEEN_PAIR
        if before:
            total += self._pair(before[-1], own)
        if after:
            total += self._pair(text[-1], after[0])
        return total

    def _pair(self, first: str, second: str) -> float:
        chance = self._character(second)
        key = np.uint64((ord(first) << 32) | ord(second))
        place = int(np.searchsorted(self.pairs, key))
        if place < len(self.pairs) and self.pairs[place] == key:
            return -float(self.pair_costs[place]) / STEP - chance
        return UNSEEN_PAIR - max(chance, UNSEEN_PAIR)

    def _character(self, character: str) -> float:
        key = np.uint32(ord(character))
        place = int(np.searchsorted(self.characters, key))
        if place < len(self.characters) and self.characters[place] == key:
            return -float(self.character_costs[place]) / STEP
        return UNSEEN_CHARACTER


EMPTY = Language(
    np.zeros(0, np.uint64), np.zeros(0, np.uint8), np.zeros(0, np.uint32), np.zeros(0, np.uint8)
)
"""Knows nothing: every character is equally unusual."""

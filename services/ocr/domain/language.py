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
BACK_OFF = -2.3
"""Added to a character's own log probability behind one that it was not seen behind."""


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

    def chain(self, before: str, text: str, after: str) -> float:
        """Log probability of ``text`` and the first of ``after`` behind ``before``, each by the last.

        ``text`` may be empty: then of ``after`` behind ``before``. At a line's end ``before`` or
        ``after`` is empty and says nothing.
        """
        total, last = 0.0, before[-1:]
        for character in text + after[:1]:
            total += self._after(last, character)
            last = character
        return total

    def _pair(self, first: str, second: str) -> float:
        chance = self._character(second)
        known = self._known(first, second)
        return UNSEEN_PAIR - max(chance, UNSEEN_PAIR) if known is None else known - chance

    def _after(self, first: str, second: str) -> float:
        known = self._known(first, second) if first else None
        return self._character(second) + (BACK_OFF if first else 0.0) if known is None else known

    def _known(self, first: str, second: str) -> float | None:
        """Log P(second | first) of a pair in the table."""
        key = np.uint64((ord(first) << 32) | ord(second))
        place = int(np.searchsorted(self.pairs, key))
        if place < len(self.pairs) and self.pairs[place] == key:
            return -float(self.pair_costs[place]) / STEP
        return None

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

"""Decoding of a recognition network's output: characters with scores, places and runners-up.

The network gives, for each of some hundred steps along a line, a probability for every character and
for *blank*. Equal neighbours are one character (connectionist temporal classification, Graves 2006).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.page import Character, Reading

BLANK = 0
LEAST_GHOST = 0.1
"""Probability of a character beside a winning blank from which it may have been lost."""


def decode(
    probabilities: NDArray[np.float32], alphabet: Sequence[str], used: float = 1.0
) -> Reading:
    """The likeliest reading of one line, character by character.

    ``probabilities`` has shape (steps, characters), *blank* first; ``used`` is the share of the steps
    that the picture fills, the rest being padding. A character's score is the highest of its steps.
    """
    best = probabilities.argmax(axis=1)
    changes = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(changes[1:], len(best))
    steps = max(1.0, len(best) * used)
    characters: list[Character] = []
    ghost = 0.0
    for start, end in zip(changes.tolist(), ends.tolist(), strict=True):
        winner = int(best[start])
        if winner == BLANK:
            ghost = max(ghost, _lost(probabilities[start:end]))
            continue
        piece = probabilities[start:end]
        peak = int(piece[:, winner].argmax())
        second, second_score = _runner_up(piece[peak], winner)
        characters.append(
            Character(
                text=alphabet[winner],
                score=_share(float(piece[peak, winner])),
                start=_share(start / steps),
                end=_share(end / steps),
                second=alphabet[second] if second != BLANK else "",
                second_score=_share(second_score),
            )
        )
    if not characters:
        return Reading(text="", score=0.0)
    return Reading(
        text="".join(character.text for character in characters),
        score=float(np.mean([character.score for character in characters])),
        characters=tuple(characters),
        ghost=_share(ghost),
    )


def _runner_up(step: NDArray[np.float32], winner: int) -> tuple[int, float]:
    """The second likeliest of a step."""
    first, second = np.argpartition(step, -2)[-2:].tolist()
    other = first if second == winner else second
    return int(other), float(step[other])


def _lost(blank: NDArray[np.float32]) -> float:
    """The highest probability of any character in steps won by blank; 0 below ``LEAST_GHOST``."""
    highest = float(blank[:, BLANK + 1 :].max())
    return highest if highest >= LEAST_GHOST else 0.0


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)

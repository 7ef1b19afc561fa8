"""Decoding of a recognition network's output: characters with scores, places and candidates.

The network gives, for each of some hundred steps along a line, a probability for every character and
for *blank*. Equal neighbours are one character (connectionist temporal classification, Graves 2006).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.page import Candidate, Character, Ghost, Reading

BLANK = 0
LEAST_OTHER, MOST_OTHERS = 3e-4, 4
"""Probability from which another character is a candidate, and how many are told."""
LEAST_GHOST = 0.05
"""Probability of a character beside a winning blank from which it may have been lost."""

Probabilities = NDArray[np.float32]


def decode(probabilities: Probabilities, alphabet: Sequence[str], used: float = 1.0) -> Reading:
    """The likeliest reading of one line, character by character.

    ``probabilities`` has shape (steps, characters), *blank* first; ``used`` is the share of the steps
    that the picture fills, the rest being padding. A character's score is the highest of its steps.
    """
    best = probabilities.argmax(axis=1)
    changes = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(changes[1:], len(best))
    steps = max(1.0, len(best) * used)
    characters: list[Character] = []
    ghosts: list[Ghost] = []
    for start, end in zip(changes.tolist(), ends.tolist(), strict=True):
        winner = int(best[start])
        piece = probabilities[start:end]
        if winner == BLANK:
            ghosts += _lost(piece, alphabet, len(characters))
            continue
        peak = int(piece[:, winner].argmax())
        characters.append(
            Character(
                text=alphabet[winner],
                score=_share(float(piece[peak, winner])),
                start=_share(start / steps),
                end=_share(end / steps),
                others=tuple(_others(piece[peak], winner, alphabet)),
            )
        )
    if not characters:
        return Reading(text="", score=0.0)
    return Reading(
        text="".join(character.text for character in characters),
        score=float(np.mean([character.score for character in characters])),
        characters=tuple(characters),
        ghosts=tuple(ghosts),
    )


def _others(step: Probabilities, winner: int, alphabet: Sequence[str]) -> Iterator[Candidate]:
    """What else a step may be, likeliest first; *blank* is the empty text."""
    if 1 - step[winner] < LEAST_OTHER:  # spares looking through the whole alphabet
        return
    likely = np.flatnonzero(step >= LEAST_OTHER)
    ranked = sorted(likely.tolist(), key=lambda place: (-float(step[place]), place))
    for place in [place for place in ranked if place != winner][:MOST_OTHERS]:
        text = "" if place == BLANK else alphabet[place]
        yield Candidate(text=text, score=_share(float(step[place])))


def _lost(blank: Probabilities, alphabet: Sequence[str], after: int) -> Iterator[Ghost]:
    """The likeliest character of steps won by blank, if it is likely at all."""
    faint = blank[1 - blank[:, BLANK] >= LEAST_GHOST]
    if not len(faint):
        return
    place = int(faint[:, BLANK + 1 :].max(axis=0).argmax()) + BLANK + 1
    score = float(faint[:, place].max())
    if score >= LEAST_GHOST:
        yield Ghost(after=after, text=alphabet[place], score=_share(score))


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)

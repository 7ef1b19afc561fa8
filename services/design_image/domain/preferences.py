"""What moves designs up or down without ruling any out: words, classes, likings.

Each adds to a design's score, so that an answer can say how much came from where. Likings are
Rocchio's relevance feedback (in Salton, "The SMART Retrieval System", 1971): adding the mean vector
of what is relevant to the query, and taking away that of what is not, adds to an inner product just
the similarities to them, which is how it is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.raster import Floats
from services.design_image.domain.title_agreement import title_terms

TEXT_GAIN = 0.7
"""What a title with all the words adds to a score."""
CLASS_GAIN = 0.1
"""What the very class asked for adds; another subclass of the same class adds half."""
MORE_LIKE = 0.5
LESS_LIKE = 0.25
"""Weights of what is (not) relevant, against 1 for the query's own views."""


@dataclass(frozen=True)
class Preferences:
    """What the examiner would rather see."""

    text: str | None = None
    """Words of the product's name."""
    locarno: tuple[str, ...] = ()
    """Normalised classes or subclasses."""
    more_like: tuple[str, ...] = ()
    """Identifiers of designs that are relevant."""
    less_like: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """Terms of the words, in order."""
        return tuple(sorted(title_terms(self.text)))


def text_gains(terms: Sequence[str], titles: Sequence[str | None]) -> Floats:
    """What words add to designs with these titles, (n,): 0 to ``TEXT_GAIN``.

    A term weighs as much as it is rare among the titles (inverse document frequency).
    """
    if not terms or not titles:
        return np.zeros(len(titles), dtype=np.float32)
    held = [title_terms(title) for title in titles]
    found = np.array([[_is_held(term, own) for term in terms] for own in held], dtype=np.float32)
    weights = np.log1p(len(titles) / (1 + found.sum(axis=0)))
    return np.asarray(TEXT_GAIN * (found @ weights) / weights.sum(), dtype=np.float32)


def _is_held(term: str, held: frozenset[str]) -> bool:
    """Whether a title has the term; a Chinese word of one character is a part of its pairs."""
    return term in held or (len(term) == 1 and any(term in one for one in held))


def class_gains(preferred: Sequence[str], classes: Sequence[str | None]) -> Floats:
    """What preferred classes add to designs of these classes, (n,): 0 to ``CLASS_GAIN``."""
    gains = [max((_agreement(one, own) for one in preferred), default=0.0) for own in classes]
    return CLASS_GAIN * np.array(gains, dtype=np.float32)


def _agreement(preferred: str, own: str | None) -> float:
    if own is None:
        return 0.0
    if own == preferred or (len(preferred) == 2 and own.startswith(preferred)):
        return 1.0
    return 0.5 if own[:2] == preferred[:2] else 0.0


def feedback_by_design(
    vectors: Floats, owners: Sequence[str], liked: Sequence[Floats], disliked: Sequence[Floats]
) -> dict[str, float]:
    """What likings add to each design.

    ``vectors`` is (views, d), ``owners`` the design of each view; ``liked`` and ``disliked`` hold
    one array (own views, d) per design judged. A design is as like one of these as the mean over
    that one's views of its own nearest view.
    """
    if not liked and not disliked:
        return {}
    names, numbers = np.unique(owners, return_inverse=True)
    gains = np.zeros(len(names), dtype=np.float32)
    for weight, judged in ((MORE_LIKE, liked), (-LESS_LIKE, disliked)):
        for own in judged:
            gains += weight / len(judged) * _likeness(own @ vectors.T, numbers, len(names))
    return dict(zip(names.tolist(), gains.tolist(), strict=True))


def _likeness(similarities: Floats, owners: NDArray[np.intp], count: int) -> Floats:
    """(own views, views) to (designs,): nearest view of each design, mean over own views."""
    nearest = np.full((count, len(similarities)), -np.inf, dtype=np.float32)
    np.maximum.at(nearest, owners, similarities.T)
    return np.asarray(nearest.mean(axis=1))

"""Titles as evidence of the kind of product: designs named like the nearest ones move up.

Only a design for an identical or similar kind of product can anticipate another (Guidelines for
Examination, part IV chapter 5), and drawings alone do not tell a knob from a wheel. The nearest
designs' titles say what the query shows: a title counts for as much as the designs that bear it or
one like it are near. The query's own title is not used; nothing is learned. This is relevance
feedback on the first answer (Rocchio, 1971) with titles as the terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from services.design_image.domain.raster import Floats

TITLE_GAIN = 0.7
"""What a title adds to a score when all near designs bear the same."""
NEARNESS = 0.03
"""Cosine by which a design must be nearer to count e times as much. Both constants were chosen on
cross-design retrieval with the designs of even sha256(publication_number) as queries."""

_WORD = re.compile(r"[^\W\d_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_EMPTY_WORDS = frozenset({"a", "an", "and", "design", "for", "of", "or", "portion", "the", "with"})


def title_terms(title: str | None) -> frozenset[str]:
    """Words of a title, without those that say nothing; Chinese by pairs of characters."""
    terms: set[str] = set()
    for word in _WORD.findall((title or "").lower()):
        if _CHINESE.search(word):
            terms.update(word[i : i + 2] for i in range(max(len(word) - 1, 1)))
        elif word not in _EMPTY_WORDS:
            terms.add(word)
    return frozenset(terms)


def title_gains(
    scores: Floats,
    titles: Sequence[str | None],
    gain: float = TITLE_GAIN,
    nearness: float = NEARNESS,
) -> Floats:
    """What titles add to the scores of designs, (n,) each; 0 to ``gain``.

    A design without a title gains nothing and lends nothing.
    """
    terms = [title_terms(title) for title in titles]
    if not any(terms):
        return np.zeros(len(scores), dtype=np.float32)
    alike = _likeness(terms)
    near = np.exp((scores - scores.max()) / nearness)
    support = near @ alike
    return np.asarray(gain * support / near.sum(), dtype=np.float32)


def _likeness(terms: Sequence[frozenset[str]]) -> Floats:
    """Terms in common by terms in all (Jaccard), (n, n)."""
    columns = {term: i for i, term in enumerate(sorted(frozenset().union(*terms)))}
    holds = np.zeros((len(terms), len(columns)), dtype=np.float32)
    for row, own in enumerate(terms):
        holds[row, [columns[term] for term in own]] = 1.0
    common = holds @ holds.T
    sizes = holds.sum(axis=1)
    return np.asarray(common / np.maximum(sizes[:, None] + sizes[None, :] - common, 1.0))

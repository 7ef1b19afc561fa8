"""How much each term of a query matters, learned from the collection.

BM25 weighs a term by its rarity alone. Here its weight also depends on where it stands in the query,
whether its characters belong together, and how often, so far, a document that was sought with this
term did hold it. The weight is ``softplus(coefficients . features + intercept)``, times the inverse
document frequency: never negative, so that a match is never held against a document.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.analysis import terms

MAX_QUERY_TERMS = 160
"""Distinct terms of a query that are searched: the most telling ones of a longer text."""
TERM_FEATURES = (
    "idf",
    "is_single",
    "position",
    "from_start",
    "from_end",
    "query_length",
    "cohesion",
    "repetition",
    "seen",
    "kept_rate",
    "kept_lift",
    "kept_idf",
)
_NEAR = 20
Floats = NDArray[np.float32]
Frequency = Callable[[str], int]


@dataclass(frozen=True)
class Experience:
    """What became of terms in queries whose answer is known."""

    asked: Mapping[str, int]
    """In how many queries a term stood."""
    found: Mapping[str, int]
    """In how many of these the document sought held it."""


NO_EXPERIENCE = Experience({}, {})


@dataclass(frozen=True)
class QueryTerms:
    """The terms of one query: ``features[i]`` describes ``terms[i]``."""

    terms: tuple[str, ...]
    counts: Floats
    """How often each stands in the query."""
    idf: Floats
    features: Floats
    """Shape ``(len(terms), len(TERM_FEATURES))``."""


def idf(documents: int, frequency: int) -> float:
    """Inverse document frequency of BM25 (the Lucene variant), never negative."""
    return math.log(1 + (max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))


def describe(
    text: str,
    documents: int,
    frequency: Frequency,
    experience: Experience,
    answer: Collection[str] | None = None,
) -> QueryTerms:
    """The most telling terms of a text that some document has, with their features.

    ``answer``: the terms of the document sought, if this query itself is part of the experience; it
    is then taken out of it, so that no query learns from its own answer.
    """
    sequence = terms(text)
    counts = Counter(sequence)
    place = {term: i for i, term in reversed(list(enumerate(sequence)))}
    frequencies = {term: frequency(term) for term in counts}
    rarity = {term: idf(documents, n) for term, n in frequencies.items() if n > 0}
    chosen = sorted(rarity, key=lambda term: (-counts[term] * rarity[term], term))
    chosen = chosen[:MAX_QUERY_TERMS]
    last = max(1, len(sequence) - 1)
    rows = []
    for term in chosen:
        asked = experience.asked.get(term, 0)
        found = experience.found.get(term, 0)
        if answer is not None and asked:
            asked, found = asked - 1, found - (term in answer)
        rate = (found + 1) / (asked + 2)
        rows.append(
            (
                rarity[term] / 8,
                float(len(term) == 1),
                place[term] / last,
                min(place[term], _NEAR) / _NEAR,
                min(last - place[term], _NEAR) / _NEAR,
                math.log(len(sequence)) / 5,
                _cohesion(term, documents, frequencies) / 5,
                math.log(counts[term]),
                math.log(1 + asked) / 5,
                rate,
                math.log(rate * documents / frequencies[term]) / 5,
                rate * rarity[term] / 8,
            )
        )
    return QueryTerms(
        terms=tuple(chosen),
        counts=np.array([counts[term] for term in chosen], np.float32),
        idf=np.array([rarity[term] for term in chosen], np.float32),
        features=np.array(rows, np.float32).reshape(len(chosen), len(TERM_FEATURES)),
    )


def _cohesion(term: str, documents: int, frequencies: Mapping[str, int]) -> float:
    """How much oftener a pair's characters meet in a document than by chance (PMI); 0 for others."""
    if len(term) != 2:
        return 0.0
    first, second = frequencies.get(term[0], 0), frequencies.get(term[1], 0)
    if not first or not second:
        return 0.0
    return math.log(frequencies[term] * documents / (first * second))

"""The learned order of what the lexical channel found.

A candidate's score is linear: the sum over the query's terms of learned weight, rarity and
saturated frequency, plus a few measures of how much of the query the text holds. Short queries (a
title, a few words) and long ones (an abstract, a claim) have weights of their own, as a word in
a title says more than one in a paragraph. No measure compares the query's length with the
document's: on proxies made by halving a text it would give the answer away. And no coefficient of
a measure is negative: holding more of the query never puts a document back. Proxies from which the
title was removed would teach just that, and copies of the query would come last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.prior_art.domain.analysis import folded_text, terms
from services.prior_art.domain.term_weights import (
    NO_EXPERIENCE,
    Experience,
    Floats,
    Frequency,
    QueryTerms,
    describe,
)
from shared.contracts.prior_art import PriorArtDocument

RANKER_VERSION = "term-ranker-2"
LONG_QUERY = 60
"""Terms from which on a query is long: about 30 Chinese characters."""
RERANKED = 60
"""Candidates of a sub-query that are ordered anew; the rest follow as they were."""
TEXT_FEATURES = (
    "bm25_even",
    "bm25_flat",
    "bm25_steep",
    "brevity",
    "bm25_single",
    "bm25_longer",
    "covered_single",
    "covered_longer",
    "share_single",
    "share_longer",
    "share_3",
    "share_4",
    "share_6",
)
_K1, _B = 0.6, 0.75
_GRAMS = (3, 4, 6)
_MAX_GRAMS = 300
_MAX_TEXT = 6_000
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class CandidateText:
    """What the ranker sees of a document."""

    counts: Mapping[str, int]
    length: int
    folded: str


@dataclass(frozen=True)
class Profile:
    """Weights for one kind of query."""

    intercept: float
    term_coefficients: Floats
    """Shape ``(len(TERM_FEATURES),)``."""
    text_coefficients: Floats
    """Shape ``(len(TEXT_FEATURES),)``."""
    experience: Experience = NO_EXPERIENCE

    def weights_of(self, query: QueryTerms) -> Floats:
        """The weight of each term of a query, without its rarity."""
        return softplus(query.features @ self.term_coefficients + np.float32(self.intercept))


@dataclass(frozen=True)
class Ranker:
    """Weights for short and for long queries."""

    version: str
    short: Profile
    long: Profile

    def profile(self, text: str) -> Profile:
        """The weights for a query."""
        return self.long if is_long(text) else self.short

    def describe(self, text: str, documents: int, frequency: Frequency) -> QueryTerms:
        """The query's terms as its profile sees them."""
        return describe(text, documents, frequency, self.profile(text).experience)

    def scores(self, text: str, query: QueryTerms, candidates: Sequence[CandidateText]) -> Floats:
        """One score per candidate; comparable within a query only."""
        profile = self.profile(text)
        found = matches(text, query, candidates)
        by_term = profile.weights_of(query) @ found.by_term
        return np.asarray(by_term + found.of_text @ profile.text_coefficients, dtype=np.float32)


@dataclass(frozen=True)
class Matches:
    """How the candidates meet a query."""

    by_term: Floats
    """Rarity times saturated frequency, shape ``(terms, candidates)``."""
    of_text: Floats
    """Shape ``(candidates, len(TEXT_FEATURES))``."""


def is_long(text: str) -> bool:
    """Whether a query counts as long."""
    return len(terms(text)) >= LONG_QUERY


def candidate_text(document: PriorArtDocument) -> CandidateText:
    """Title, abstract and claims, and the description as far as there is room."""
    parts = [document.title, document.abstract or ""]
    parts += [passage.text for passage in (*document.claims, *document.paragraphs)]
    text = "\n".join(part for part in parts if part)[:_MAX_TEXT]
    counts = Counter(terms(text))
    return CandidateText(dict(counts), sum(counts.values()), folded_text(text))


def matches(text: str, query: QueryTerms, candidates: Sequence[CandidateText]) -> Matches:
    """Measure candidates against a query. Their average length stands for the collection's."""
    frequency = np.array(
        [[one.counts.get(term, 0) for one in candidates] for term in query.terms], np.float32
    ).reshape(len(query.terms), len(candidates))
    lengths = np.array([one.length for one in candidates], np.float32)
    relative = lengths / max(float(lengths.mean()), 1.0) if len(lengths) else lengths
    by_term = query.idf[:, None] * _saturated(frequency, relative, _K1, _B)
    single = np.array([len(term) == 1 for term in query.terms], bool)
    present = frequency > 0
    asked = query.counts[:, None] * by_term
    flat = query.counts[:, None] * query.idf[:, None]
    measures = [
        (flat * _saturated(frequency, relative, 1.2, _B)).sum(axis=0),
        (flat * _saturated(frequency, relative, _K1, 0.3)).sum(axis=0),
        (flat * _saturated(frequency, relative, _K1, 1.0)).sum(axis=0),
        -np.log(np.maximum(relative, 0.05)),
        asked[single].sum(axis=0),
        asked[~single].sum(axis=0),
        *(_share(present[part], query.idf[part]) for part in (single, ~single)),
        *(_share(present[part], np.ones(int(part.sum()))) for part in (single, ~single)),
        *(_shared_grams(text, candidates, size) for size in _GRAMS),
    ]
    return Matches(by_term, np.stack(measures, axis=1).astype(np.float32))


def softplus(values: Floats) -> Floats:
    """``log(1 + exp(x))``, stable."""
    return np.asarray(np.logaddexp(np.float32(0), values), dtype=np.float32)


def _saturated(frequency: Floats, relative: Floats, k1: float, b: float) -> Floats:
    return np.asarray(frequency / (frequency + k1 * (1 - b + b * relative)), dtype=np.float32)


def _share(present: np.ndarray, weights: np.ndarray) -> np.ndarray:
    total = float(weights.sum())
    return np.asarray(weights @ present / total if total else np.zeros(present.shape[1]))


def _shared_grams(text: str, candidates: Sequence[CandidateText], size: int) -> np.ndarray:
    """Share of the query's different strings of some length that a text holds."""
    runs = (run.group() for run in _RUN.finditer(folded_text(text)))
    grams = {run[i : i + size] for run in runs for i in range(len(run) - size + 1)}
    chosen = sorted(grams)[:_MAX_GRAMS]
    if not chosen:
        return np.zeros(len(candidates))
    return np.array([sum(gram in one.folded for gram in chosen) for one in candidates]) / len(
        chosen
    )

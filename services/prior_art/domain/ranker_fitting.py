"""Learning the ranker from queries whose answer is known, such as proxies made of a collection.

Listwise: the probability of the document sought among the candidates (a softmax of their scores) is
raised (ListNet with one relevant document, Cao et al. 2007), by Adam with decoupled weight decay.
Coefficients of the text's measures are kept from becoming negative.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from services.prior_art.domain.analysis import terms
from services.prior_art.domain.ranker import (
    RANKER_VERSION,
    TEXT_FEATURES,
    CandidateText,
    Profile,
    Ranker,
    is_long,
    matches,
    softplus,
)
from services.prior_art.domain.term_weights import (
    TERM_FEATURES,
    Experience,
    Floats,
    Frequency,
    QueryTerms,
    describe,
)

MIN_EXAMPLES = 100
"""Fewer examples of a kind of query teach nothing: its weights stay as they were."""
_EPOCHS = 15
_BATCH = 64
_RATE = 5e-3
_DECAY = 1e-2
_SEED = 0


@dataclass(frozen=True)
class KnownAnswer:
    """A query and the document that it asks for."""

    text: str
    answer: str
    """The text of the document sought, as it is searched."""
    key: str
    """Its key."""


@dataclass(frozen=True)
class _Example:
    query: QueryTerms
    by_term: Floats
    of_text: Floats
    target: int


Retrieve = Callable[[QueryTerms], Sequence[tuple[str, CandidateText]]]
"""Candidates of a query, key and text, as the search would order them anew."""


def fit_ranker(
    known: Sequence[KnownAnswer],
    base: Ranker,
    *,
    documents: int,
    frequency: Frequency,
    retrieve: Retrieve,
) -> Ranker:
    """Learn both profiles from known answers; too few of a kind leave the profile of ``base``.

    Deterministic for the same answers in the same order.
    """
    profiles = []
    for long, before in ((False, base.short), (True, base.long)):
        chosen = [one for one in known if is_long(one.text) is long]
        if len(chosen) < MIN_EXAMPLES:
            profiles.append(before)
            continue
        experience = gather(chosen)
        examples = []
        for one in chosen:
            query = describe(one.text, documents, frequency, experience, set(terms(one.answer)))
            candidates = retrieve(query)
            keys = [key for key, _ in candidates]
            if one.key in keys and len(query.terms):
                found = matches(one.text, query, [text for _, text in candidates])
                target = keys.index(one.key)
                examples.append(_Example(query, found.by_term, found.of_text, target))
        profiles.append(_learn(examples, experience) if examples else before)
    return Ranker(version_of(*profiles), *profiles)


def plain_ranker() -> Ranker:
    """Every term weighs the same: BM25 over the candidates."""
    flat = Profile(
        intercept=1.0,
        term_coefficients=np.zeros(len(TERM_FEATURES), np.float32),
        text_coefficients=np.zeros(len(TEXT_FEATURES), np.float32),
    )
    return Ranker(version_of(flat, flat), flat, flat)


def gather(known: Sequence[KnownAnswer]) -> Experience:
    """How often each term was asked for, and how often the document sought held it."""
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in known:
        own = set(terms(one.text))
        asked.update(own)
        found.update(own & set(terms(one.answer)))
    return Experience(dict(asked), dict(found))


def version_of(short: Profile, long: Profile) -> str:
    """A digest of everything that shapes a score."""
    digest = hashlib.sha256(RANKER_VERSION.encode())
    for profile in (short, long):
        digest.update(np.float64(profile.intercept).tobytes())
        digest.update(profile.term_coefficients.tobytes())
        digest.update(profile.text_coefficients.tobytes())
        counts = [
            sorted(profile.experience.asked.items()),
            sorted(profile.experience.found.items()),
        ]
        digest.update(json.dumps(counts).encode())
    return digest.hexdigest()[:16]


def _learn(examples: Sequence[_Example], experience: Experience) -> Profile:
    features, present, by_term, of_text = _padded(examples)
    targets = np.array([one.target for one in examples])
    widths = np.array([len(one.of_text) for one in examples])
    mean, spread = _moments(features[present])
    text_mean, text_spread = _moments(np.concatenate([one.of_text for one in examples]))
    features = (features - mean) / spread
    of_text = (of_text - text_mean) / text_spread
    # intercept, terms, text; the intercept starts where every term weighs .3 of plain BM25
    split = 1 + len(TERM_FEATURES)
    weights = np.zeros(split + len(TEXT_FEATURES))
    weights[0] = np.log(np.expm1(0.3))
    optimizer = _Adam(np.zeros_like(weights), np.zeros_like(weights))
    random = np.random.default_rng(_SEED)
    for _ in range(_EPOCHS):
        order = random.permutation(len(examples))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            rows, matched = features[batch], by_term[batch].astype(np.float32)
            raw = rows @ weights[1:split] + weights[0]
            scores = np.einsum("ql,qlk->qk", softplus(raw) * present[batch], matched)
            scores = scores + of_text[batch] @ weights[split:]
            scores[np.arange(scores.shape[1]) >= widths[batch, None]] = -np.inf
            surplus = np.exp(scores - scores.max(axis=1, keepdims=True))
            surplus /= surplus.sum(axis=1, keepdims=True)
            surplus[np.arange(len(batch)), targets[batch]] -= 1
            surplus /= len(batch)
            slope = np.einsum("qlk,qk->ql", matched, surplus) * present[batch]
            slope /= 1 + np.exp(-raw)
            optimizer.step(
                weights,
                np.concatenate(
                    [
                        [slope.sum()],
                        np.einsum("ql,qlf->f", slope, rows),
                        np.einsum("qk,qkf->f", surplus, of_text[batch]),
                    ]
                ),
            )
            weights[split:] = np.maximum(weights[split:], 0)  # as the ranker's docstring says
    of_terms = weights[1:split] / spread
    return Profile(
        intercept=float(weights[0] - of_terms @ mean),
        term_coefficients=of_terms.astype(np.float32),
        text_coefficients=(weights[split:] / text_spread).astype(np.float32),
        experience=experience,
    )


def _padded(examples: Sequence[_Example]) -> tuple[Floats, np.ndarray, np.ndarray, Floats]:
    terms_wide = max(len(one.query.terms) for one in examples)
    wide = max(len(one.of_text) for one in examples)
    features = np.zeros((len(examples), terms_wide, len(TERM_FEATURES)), np.float32)
    present = np.zeros((len(examples), terms_wide), bool)
    by_term = np.zeros((len(examples), terms_wide, wide), np.float16)
    of_text = np.zeros((len(examples), wide, len(TEXT_FEATURES)), np.float32)
    for i, one in enumerate(examples):
        count, width = one.by_term.shape
        features[i, :count] = one.query.features
        present[i, :count] = True
        by_term[i, :count, :width] = one.by_term
        of_text[i, :width] = one.of_text
    return features, present, by_term, of_text


def _moments(rows: Floats) -> tuple[Floats, Floats]:
    return rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3)


@dataclass
class _Adam:
    """Kingma & Ba 2015, with decoupled weight decay (Loshchilov & Hutter 2019)."""

    mean: np.ndarray
    square: np.ndarray
    steps: int = 0

    def step(self, weights: np.ndarray, gradient: np.ndarray) -> None:
        self.steps += 1
        self.mean += 0.1 * (gradient - self.mean)
        self.square += 0.001 * (gradient * gradient - self.square)
        rate = _RATE * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        weights *= 1 - _RATE * _DECAY
        weights -= rate * self.mean / (np.sqrt(self.square) + 1e-8)

"""One search: sub-queries, run through each channel under the same filter, fused, with evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from services.prior_art.domain.evidence import EvidencePassage, best_passages, evidence_weights
from services.prior_art.domain.fusion import ChannelList, Fused, fuse
from services.prior_art.domain.queries import Query, term_weights
from services.prior_art.domain.ranker import RERANKED, CandidateText, Ranker
from services.prior_art.domain.retrieval import (
    DenseIndex,
    DocumentSource,
    Encoder,
    LexicalIndex,
    Ranked,
    RetrievalFilter,
)
from shared.contracts.prior_art import PriorArtDocument

_SCORE_DIGITS = 5
MIN_DEPTH = 100
"""Documents that each channel hands to fusion, at least; four times the limit if that is more."""


@dataclass(frozen=True)
class DenseChannel:
    """The dense channel: an index and the encoder that its vectors come from."""

    index: DenseIndex
    encoder: Encoder
    weight: float
    """Against 1 for the lexical channel."""


class CandidateSource(Protocol):
    """Gives the ranker the texts of candidates."""

    def texts(self, keys: Sequence[str]) -> Mapping[str, CandidateText]:
        """The texts of those documents that exist."""


@dataclass(frozen=True)
class LearnedOrder:
    """Learned weights and what they are applied to."""

    ranker: Ranker
    candidates: CandidateSource


@dataclass(frozen=True)
class Found:
    """One document found, with its evidence."""

    fused: Fused
    document: PriorArtDocument
    passages: tuple[EvidencePassage, ...]


def search(
    queries: Sequence[Query],
    constraint: RetrievalFilter,
    limit: int,
    *,
    lexical: LexicalIndex,
    dense: DenseChannel | None,
    source: DocumentSource,
    order: LearnedOrder | None = None,
) -> list[Found]:
    """The best ``limit`` documents for a set of sub-queries, best first, with their evidence."""
    # A few more than asked for: a document may have been deleted since the indexes saw it.
    fused = rank(queries, constraint, limit + 10, lexical=lexical, dense=dense, order=order)
    documents = source.documents([one.key for one in fused])
    fused = [one for one in fused if one.key in documents][:limit]
    frequency = cache(lexical.document_frequency)
    evidence = evidence_weights([query.text for query in queries], lexical.documents, frequency)
    return [
        Found(one, documents[one.key], best_passages(documents[one.key], evidence, one.passage))
        for one in fused
    ]


def rank(
    queries: Sequence[Query],
    constraint: RetrievalFilter,
    limit: int,
    *,
    lexical: LexicalIndex,
    dense: DenseChannel | None,
    order: LearnedOrder | None = None,
) -> list[Fused]:
    """The best ``limit`` documents for a set of sub-queries, best first.

    With a learned order, terms weigh what was learned, and each sub-query's first candidates are
    put in the ranker's order; without one, terms count by their occurrences.
    """
    depth = max(MIN_DEPTH, 4 * limit)
    frequency = cache(lexical.document_frequency)
    lists: list[ChannelList] = []
    for query in queries:
        if order is None:
            weights = term_weights(query.text, lexical.documents, frequency)
            found = lexical.search(weights, constraint, depth)
        else:
            found = _in_learned_order(query, constraint, depth, lexical, frequency, order)
        lists.append(ChannelList("lexical", 1.0, found))
        if dense is not None:
            vector = dense.encoder.encode([query.text])
            if vector.any():
                ranked = dense.index.search(vector, constraint, depth)
                lists.append(ChannelList("dense", dense.weight, ranked))
    return fuse(lists, limit)


def _in_learned_order(
    query: Query,
    constraint: RetrievalFilter,
    depth: int,
    lexical: LexicalIndex,
    frequency: Callable[[str], int],
    order: LearnedOrder,
) -> list[Ranked]:
    """What the lexical channel finds with learned weights, the first of it ordered anew.

    The candidates after the first ``RERANKED`` follow with scores that keep their order.
    """
    described = order.ranker.describe(query.text, lexical.documents, frequency)
    learned = order.ranker.profile(query.text).weights_of(described)
    weights = dict(zip(described.terms, learned.tolist(), strict=True))
    found = lexical.search(weights, constraint, depth)
    texts = order.candidates.texts([hit.key for hit in found[:RERANKED]])
    first = [hit for hit in found[:RERANKED] if hit.key in texts]
    if not first:
        return found
    scores = order.ranker.scores(query.text, described, [texts[hit.key] for hit in first])
    ranked = [
        Ranked(hit.key, round(max(0.0, score), _SCORE_DIGITS))
        for hit, score in zip(first, scores.tolist(), strict=True)
    ]
    ranked.sort(key=lambda hit: (-hit.score, hit.key))
    lowest, rest = ranked[-1].score, found[RERANKED:]
    return ranked + [
        Ranked(hit.key, lowest * hit.score / rest[0].score if rest[0].score else 0.0)
        for hit in rest
    ]

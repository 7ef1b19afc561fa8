"""One search: sub-queries, run through each channel under the same filter, fused, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.prior_art.domain.evidence import EvidencePassage, best_passages, evidence_weights
from services.prior_art.domain.fusion import ChannelList, Fused, fuse
from services.prior_art.domain.queries import Query, term_weights
from services.prior_art.domain.retrieval import (
    DenseIndex,
    DocumentSource,
    Encoder,
    LexicalIndex,
    RetrievalFilter,
)
from shared.contracts.prior_art import PriorArtDocument

MIN_DEPTH = 100
"""Documents that each channel hands to fusion, at least; four times the limit if that is more."""


@dataclass(frozen=True)
class DenseChannel:
    """The dense channel: an index and the encoder that its vectors come from."""

    index: DenseIndex
    encoder: Encoder
    weight: float
    """Against 1 for the lexical channel."""


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
) -> list[Found]:
    """The best ``limit`` documents for a set of sub-queries, best first, with their evidence."""
    # A few more than asked for: a document may have been deleted since the indexes saw it.
    fused = rank(queries, constraint, limit + 10, lexical=lexical, dense=dense)
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
) -> list[Fused]:
    """The best ``limit`` documents for a set of sub-queries, best first."""
    depth = max(MIN_DEPTH, 4 * limit)
    frequency = cache(lexical.document_frequency)
    lists: list[ChannelList] = []
    for query in queries:
        weights = term_weights(query.text, lexical.documents, frequency)
        lists.append(ChannelList("lexical", 1.0, lexical.search(weights, constraint, depth)))
        if dense is not None:
            vector = dense.encoder.encode([query.text])
            if vector.any():
                ranked = dense.index.search(vector, constraint, depth)
                lists.append(ChannelList("dense", dense.weight, ranked))
    return fuse(lists, limit)

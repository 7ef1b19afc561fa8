"""One search: sub-queries, run through each channel under the same filter, fused, with evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from services.prior_art.domain.evidence import EvidencePassage, best_passages, evidence_weights
from services.prior_art.domain.family import family_ids, group_by_family
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
_MAX_DEPTH = 4_000
_FILLED = 4
"""Documents that are read for each family that is still missing."""
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
    """One family found, by its best member, with the evidence."""

    fused: Fused
    document: PriorArtDocument
    passages: tuple[EvidencePassage, ...]
    family: tuple[PriorArtDocument, ...] = ()
    """Its other members that were found, best first."""


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
    """The best ``limit`` families for a set of sub-queries, best first, with their evidence."""
    # A few more than asked for: a document may have been deleted since the indexes saw it.
    depth = limit + 10
    while True:
        fused = rank(queries, constraint, depth, lexical=lexical, dense=dense, order=order)
        documents = source.documents([one.key for one in fused])
        keys = [one.key for one in fused if one.key in documents]
        families = group_by_family(keys, {key: family_ids(documents[key]) for key in keys})
        if len(families) >= limit or len(fused) < depth or depth >= _MAX_DEPTH:
            break
        depth *= 3
    by_key = {one.key: one for one in fused}
    frequency = cache(lexical.document_frequency)
    wanted = [query.text for query in queries if query.weight > 0]
    evidence = evidence_weights(wanted, lexical.documents, frequency)
    return [
        Found(
            by_key[best],
            documents[best],
            best_passages(documents[best], evidence, by_key[best].passage),
            tuple(documents[key] for key in others),
        )
        for best, *others in families[:limit]
    ]


def with_unranked(
    found: Sequence[Found], keys: Sequence[str], limit: int, source: DocumentSource
) -> list[Found]:
    """What was found, filled up to ``limit`` families with the documents of ``keys``.

    They were selected, though no channel found them; they follow in the order given.
    """
    shown = {one.document.key: one for one in found}
    members = {one.key: one for each in found for one in each.family}
    left = [key for key in keys if key not in shown and key not in members][: _FILLED * limit]
    documents = {
        **{key: one.document for key, one in shown.items()},
        **members,
        **source.documents(left),
    }
    known = [key for key in [*shown, *members, *left] if key in documents]
    filled: list[Found] = []
    for best, *others in group_by_family(known, {key: family_ids(documents[key]) for key in known}):
        fused = shown[best].fused if best in shown else Fused(best, 0.0, {}, None)
        passages = shown[best].passages if best in shown else ()
        filled.append(
            Found(
                fused,
                documents[best],
                passages or best_passages(documents[best], {}, None),
                tuple(documents[key] for key in others),
            )
        )
    return filled[:limit]


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
        whole = query.weight >= 1
        lists.append(ChannelList("lexical", query.weight, found, whole))
        if dense is not None:
            vector = dense.encoder.encode([query.text])
            if vector.any():
                ranked = dense.index.search(vector, constraint, depth)
                weight = query.weight * dense.weight
                lists.append(ChannelList("dense", weight, ranked, whole))
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

"""Which IPC symbols an application is like: votes of its nearest documents and a model's shares.

Two witnesses that err differently: the nearest documents (k nearest neighbours, votes weighted by
reciprocal rank) see rare matter, a linear model sees which words a symbol's documents use. A
symbol's score is the mean of both shares; without a model the votes decide alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.classification import ipc_levels
from services.prior_art.domain.queries import Query
from services.prior_art.domain.retrieval import LexicalIndex, RetrievalFilter
from services.prior_art.domain.search import DenseChannel, LearnedOrder, rank
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_classification import IpcLevel
from shared.model.classification import Classification, ClassificationScheme

NEIGHBOURS = 20
"""Classified documents that vote."""
_DOCUMENTS_READ = 3 * NEIGHBOURS
"""Some have no symbol at the level."""
_RANK_OFFSET = 5
_DEPTH = {IpcLevel.SUBCLASS: 2, IpcLevel.MAIN_GROUP: 3}
_SHARE_DIGITS = 4
ReadDocuments = Callable[[Sequence[str]], Mapping[str, PriorArtDocument]]


@dataclass(frozen=True)
class Neighbour:
    """A near document and its symbols at the level that is asked for; the nearest comes first."""

    key: str
    title: str
    symbols: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """One symbol and what speaks for it."""

    symbol: str
    score: float
    neighbour_share: float
    model_share: float | None
    neighbours: tuple[tuple[int, Neighbour], ...]
    """Those that have the symbol, with their ranks from 1."""


def symbols_at(classifications: Iterable[Classification], level: IpcLevel) -> tuple[str, ...]:
    """The distinct IPC symbols of a document at a level, the main one first.

    Main groups are written as the IPC prints them: ``A01B 1/00``. Symbols that are not as deep as
    the level are left out.
    """
    depth = _DEPTH[level]
    ordered = sorted(classifications, key=lambda one: not one.main)
    found: dict[str, None] = {}
    for one in ordered:
        if one.scheme is not ClassificationScheme.IPC:
            continue
        levels = ipc_levels(one.symbol)
        if len(levels) > depth:
            found[levels[depth] + ("/00" if level is IpcLevel.MAIN_GROUP else "")] = None
    return tuple(found)


def nearest_classified(
    query: Query,
    level: IpcLevel,
    constraint: RetrievalFilter,
    *,
    lexical: LexicalIndex,
    dense: DenseChannel | None,
    order: LearnedOrder | None,
    read: ReadDocuments,
) -> list[Neighbour]:
    """The nearest documents with symbols at the level, as the search ranks them."""
    fused = rank([query], constraint, _DOCUMENTS_READ, lexical=lexical, dense=dense, order=order)
    documents = read([one.key for one in fused])
    near = [
        Neighbour(one.key, documents[one.key].title, symbols)
        for one in fused
        if one.key in documents
        and (symbols := symbols_at(documents[one.key].classifications, level))
    ]
    return near[:NEIGHBOURS]


def votes(neighbours: Sequence[Neighbour]) -> dict[str, float]:
    """Each symbol's share of the votes, 1 together; a document's vote is split over its symbols."""
    counted: dict[str, float] = {}
    for place, one in enumerate(neighbours, start=1):
        for symbol in one.symbols:
            share = 1 / ((_RANK_OFFSET + place) * len(one.symbols))
            counted[symbol] = counted.get(symbol, 0.0) + share
    total = sum(counted.values())
    return {symbol: share / total for symbol, share in counted.items()}


def suggest(
    neighbours: Sequence[Neighbour], model: Mapping[str, float] | None, limit: int
) -> list[Suggestion]:
    """The best symbols; ties are ordered by symbol. ``model``: its probability of each symbol."""
    voted = votes(neighbours)
    made = []
    for symbol in sorted({*voted, *(model or ())}):
        vote = voted.get(symbol, 0.0)
        share = model.get(symbol, 0.0) if model is not None else None
        score = vote if share is None else (vote + share) / 2
        made.append(
            Suggestion(
                symbol=symbol,
                score=round(score, _SHARE_DIGITS),
                neighbour_share=round(vote, _SHARE_DIGITS),
                model_share=None if share is None else round(share, _SHARE_DIGITS),
                neighbours=tuple(
                    (place, one)
                    for place, one in enumerate(neighbours, start=1)
                    if symbol in one.symbols
                ),
            )
        )
    made.sort(key=lambda one: (-one.score, one.symbol))
    return [one for one in made if one.score > 0][:limit]

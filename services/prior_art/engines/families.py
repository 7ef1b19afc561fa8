"""Whole families, followed through the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from services.prior_art.domain.family import family_ids
from services.prior_art.domain.retrieval import LexicalIndex
from shared.contracts.prior_art import PriorArtDocument

_ROUNDS = 5
"""A family is tied together in two or three steps; more would be an error of the data."""
_MAX_MEMBERS = 500

Read = Callable[[Iterable[str]], Mapping[str, PriorArtDocument]]


def whole_family(
    ids: Iterable[str], index: LexicalIndex, read: Read
) -> tuple[frozenset[str], tuple[PriorArtDocument, ...]]:
    """Every id that is tied to these, and the documents that have any of them, by key."""
    known = frozenset(ids)
    members: dict[str, PriorArtDocument] = {}
    for _ in range(_ROUNDS if known else 0):
        keys = [key for key in index.having("family", known) if key not in members]
        members |= read(keys[:_MAX_MEMBERS])
        grown = known.union(*(family_ids(one) for one in members.values()))
        if grown == known or len(members) >= _MAX_MEMBERS:
            break
        known = grown
    return known, tuple(members[key] for key in sorted(members))

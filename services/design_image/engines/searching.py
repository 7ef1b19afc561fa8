"""One search: candidates from the gallery, preferences, geometry, titles, facts for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.design_image.domain.design import DesignFacts, SearchFilter, StoredView
from services.design_image.domain.errors import UnknownDesignError
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.preferences import Preferences, feedback_by_design
from services.design_image.domain.query import QueryView
from services.design_image.domain.ranking import (
    RankedDesign,
    by_score,
    rank_designs,
    with_preferences,
    with_titles,
)
from services.design_image.domain.raster import Floats
from services.design_image.engines.gallery import Gallery
from services.design_image.engines.index import Keys
from services.design_image.engines.serving import Served
from services.design_image.engines.store import DesignStore

VIEW_CANDIDATES = 400
"""Gallery views fetched per laid-down query view."""
DESIGN_CANDIDATES = 200
"""Designs per query view whose every view is compared."""
RERANKED = 50
"""Designs whose geometry is checked."""


@dataclass(frozen=True)
class Found:
    """Answer of a search."""

    ranking: tuple[RankedDesign, ...]
    facts: dict[str, DesignFacts]
    views: dict[int, StoredView]
    designs: int
    """Designs in the collection."""
    view_count: int
    left_out: dict[str, int]
    """Designs that the filter could not judge, by missing fact."""
    candidates: int
    """Designs compared in full."""
    sequence: int
    """The last change of the collection that the search has surely seen."""


@dataclass(frozen=True)
class DesignSearch:
    """Searches with the pair of encoder and gallery that was served when it began."""

    store: DesignStore
    served: Served

    def find(
        self,
        described: Sequence[QueryView],
        wanted: SearchFilter,
        limit: int,
        preferences: Preferences = Preferences(),
    ) -> Found:
        """Designs nearest to query views described by the encoder served, best first.

        Each query view is laid down in sixteen ways. The score of a design is the mean over the query
        views of its nearest view; preferences add to it; the first ``RERANKED`` are checked by
        geometry; titles like those of the nearest designs add to it. Raises ``UnknownDesignError``
        for a design to be liked or disliked that is not there.
        """
        wanted = replace(wanted, exclude=wanted.exclude | frozenset(preferences.less_like))
        laid = np.stack([one.vectors for one in described])
        pools = self._pools(wanted, preferences)
        gallery = self.served.gallery
        with gallery.lock:
            sequence = gallery.sequence
            liked = [_vectors_of(gallery, one) for one in preferences.more_like]
            disliked = [_vectors_of(gallery, one) for one in preferences.less_like]
            keys, owners = gallery.views_of(_candidates(gallery, laid, pools, liked))
            vectors = gallery.vectors(keys)
        ranking: list[RankedDesign] = []
        facts: dict[str, DesignFacts] = {}
        if keys.size:
            similarities = np.einsum("qvd,nd->qvn", laid, vectors).max(axis=1)
            ranking = rank_designs(np.clip(similarities, -1, 1), keys, owners)
            facts = self.store.facts_of(design.design_id for design in ranking)
            titles = {key: one.title for key, one in facts.items()}
            ranking = with_preferences(
                ranking,
                preferences,
                titles,
                {key: one.locarno_class for key, one in facts.items()},
                feedback_by_design(vectors, owners, liked, disliked),
            )
            geometric = [GeometricQuery(one.key_points) for one in described]
            ranking = by_score(self._checked(ranking[:RERANKED], geometric) + ranking[RERANKED:])
            ranking = with_titles(ranking, titles)
        return self._found(ranking, facts, wanted, limit, sequence)

    def _pools(self, wanted: SearchFilter, preferences: Preferences) -> _Pools:
        preferred = None
        if preferences.locarno and not wanted.locarno:
            preferred = self.store.allowed(replace(wanted, locarno=preferences.locarno))
        terms = preferences.terms
        return _Pools(
            allowed=None if wanted.is_open else self.store.allowed(wanted),
            preferred=preferred,
            named=self.store.titled(terms, wanted, DESIGN_CANDIDATES) if terms else [],
        )

    def _checked(
        self, ranking: Sequence[RankedDesign], queries: Sequence[GeometricQuery]
    ) -> list[RankedDesign]:
        points = self.store.key_points_of(
            meeting.view_key for design in ranking for meeting in design.meetings
        )
        return [
            design.with_geometry(
                {
                    meeting.query: queries[meeting.query].match(points[meeting.view_key])
                    for meeting in design.meetings
                    if meeting.view_key in points
                }
            )
            for design in ranking
        ]

    def _found(
        self,
        ranking: Sequence[RankedDesign],
        facts: dict[str, DesignFacts],
        wanted: SearchFilter,
        limit: int,
        sequence: int,
    ) -> Found:
        shown = tuple(ranking[:limit])
        views = self.store.views_of(
            meeting.view_key for design in shown for meeting in design.meetings
        )
        designs, view_count = self.store.counts()
        return Found(
            # A design deleted or replaced since it was ranked is not shown.
            ranking=tuple(
                design
                for design in shown
                if design.design_id in facts
                and all(meeting.view_key in views for meeting in design.meetings)
            ),
            facts=facts,
            views=views,
            designs=designs,
            view_count=view_count,
            left_out=self.store.without_facts(wanted),
            candidates=len(ranking),
            sequence=sequence,
        )


@dataclass(frozen=True)
class _Pools:
    """Where a search takes its candidates from, as the store says."""

    allowed: Keys | None
    """Views that the filter lets through; ``None`` for all."""
    preferred: Keys | None
    """Those of preferred classes among them, which are looked through for themselves."""
    named: Sequence[str]
    """Designs with words asked for in their titles."""


def _candidates(gallery: Gallery, laid: Floats, pools: _Pools, liked: Sequence[Floats]) -> set[str]:
    """The designs worth comparing in full."""

    def nearest(vectors: Floats, allowed: Keys | None) -> set[str]:
        return gallery.nearest(vectors, allowed, views=VIEW_CANDIDATES, designs=DESIGN_CANDIDATES)

    chosen = nearest(laid, pools.allowed) | set(pools.named)
    if pools.preferred is not None:
        chosen |= nearest(laid, pools.preferred)
    for own in liked:
        chosen |= nearest(own[:, None, :], pools.allowed)
    return chosen


def _vectors_of(gallery: Gallery, design_id: str) -> Floats:
    """Vectors of a design's views. Raises ``UnknownDesignError``."""
    keys, _ = gallery.views_of((design_id,))
    if not keys.size:
        raise UnknownDesignError
    return gallery.vectors(keys)

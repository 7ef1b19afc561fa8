"""The design collection: truth in the store, pictures in files, vectors in a derived index."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.design_image.domain.backbone import Backbone
from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    StoredDesign,
    StoredView,
    ViewFacts,
)
from services.design_image.domain.errors import UnknownDesignError
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.ranking import RankedDesign, by_score, rank_designs, with_titles
from services.design_image.domain.raster import Gray
from services.design_image.domain.weighing import Weighing
from services.design_image.engines.database import open_database
from services.design_image.engines.encoders import Encoders
from services.design_image.engines.gallery import EXACT_UP_TO
from services.design_image.engines.picture_files import PictureFiles
from services.design_image.engines.redescribing import Redescribing, RefitState
from services.design_image.engines.serving import Served, Serving
from services.design_image.engines.store import DesignStore
from services.design_image.engines.vector_store import VectorStore

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


class DesignCollection:
    """Add, delete and search designs. Safe for several threads; other processes' changes are
    seen at the next search.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str | None = None,
        *,
        backbone: Backbone | None = None,
        backbone_weight: float = 0.0,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        url = database_url or f"sqlite:///{folder / 'designs.sqlite3'}"
        self._folder = folder
        self._files = PictureFiles(folder / "views")
        engine = open_database(url)
        self._store = DesignStore(engine)
        self._vectors = VectorStore(engine)
        encoders = Encoders(folder / "models", backbone, backbone_weight)
        self._redescribing = Redescribing(self._vectors, self._files, encoders)
        self._serving = Serving(
            self._vectors, encoders, self._redescribing, folder / "index", exact_up_to
        )

    @property
    def place(self) -> str:
        """Names the folder of pictures and models, the same wherever it is mounted."""
        mark = self._folder / "place"
        with contextlib.suppress(FileExistsError), mark.open("x") as file:
            file.write(uuid.uuid4().hex)
        return mark.read_text("ascii")

    def counts(self) -> tuple[int, int]:
        """Designs and views in the store."""
        return self._store.counts()

    def close(self) -> None:
        """Release the database."""
        self._serving.wait()
        self._store.close()

    @property
    def model_version(self) -> str:
        """Version of the vectors that are searched."""
        return self._serving.served.encoder.version

    @property
    def index_name(self) -> str:
        """Kind of vector index in use."""
        return self._serving.served.gallery.index.name

    def catch_up(self) -> Served:
        """Bring the index to the store's last change; what a search uses."""
        return self._serving.catch_up()

    def holds(self, design_id: str, source: str) -> bool:
        """Whether the design is there, made from just this source."""
        return self._store.source_of(design_id) == source

    def add(self, facts: DesignFacts, views: Sequence[tuple[ViewFacts, Gray]], source: str) -> bool:
        """Add a design with its normalised views, or replace it; whether it was there.

        ``source`` is ``intake.source_digest`` of what it was made from. Durable on return.
        """
        encoder = self._serving.served.encoder
        described = []
        for view_facts, view in views:
            vector, key_points = encoder.encode(view)
            described.append(
                DescribedView(
                    facts=view_facts,
                    image_sha256=self._files.write(view),
                    vector=vector,
                    key_points=key_points,
                )
            )
        return self._store.put(facts, described, encoder.version, source)

    def delete(self, design_id: str) -> None:
        """Take a design away. Raises ``UnknownDesignError``."""
        if not self._store.delete(design_id):
            raise UnknownDesignError

    def get(self, design_id: str) -> StoredDesign:
        """A design. Raises ``UnknownDesignError``."""
        design = self._store.get(design_id)
        if design is None:
            raise UnknownDesignError
        return design

    def view_png(self, design_id: str, position: int) -> bytes:
        """A normalised view as PNG. Raises ``UnknownDesignError``."""
        for view in self.get(design_id).views:
            if view.position == position:
                return self._files.read_png(view.image_sha256)
        raise UnknownDesignError

    def search(self, queries: Sequence[Gray], wanted: SearchFilter, limit: int) -> Found:
        """Designs nearest to normalised query views, best first.

        Each query view is laid down in sixteen ways. The score of a design is the mean over the query
        views of its nearest view; the first ``RERANKED`` are checked by geometry; titles like
        those of the nearest designs add to it.
        """
        served = self.catch_up()
        described = [served.encoder.encode_query(query) for query in queries]
        laid = np.stack([one.vectors for one in described])
        allowed = None if wanted.is_open else self._store.allowed(wanted)
        gallery = served.gallery
        with gallery.lock:
            chosen = gallery.nearest(
                laid, allowed, views=VIEW_CANDIDATES, designs=DESIGN_CANDIDATES
            )
            keys, owners = gallery.views_of(chosen)
            vectors = gallery.vectors(keys)
        ranking: list[RankedDesign] = []
        facts: dict[str, DesignFacts] = {}
        if keys.size:
            similarities = np.einsum("qvd,nd->qvn", laid, vectors).max(axis=1)
            ranking = rank_designs(np.clip(similarities, -1, 1), keys, owners)
            geometric = [GeometricQuery(one.key_points) for one in described]
            ranking = by_score(self._checked(ranking[:RERANKED], geometric) + ranking[RERANKED:])
            facts = self._store.facts_of(design.design_id for design in ranking)
            ranking = with_titles(ranking, {key: one.title for key, one in facts.items()})
        return self._found(ranking, facts, wanted, limit)

    def _found(
        self,
        ranking: Sequence[RankedDesign],
        facts: dict[str, DesignFacts],
        wanted: SearchFilter,
        limit: int,
    ) -> Found:
        shown = tuple(ranking[:limit])
        views = self._store.views_of(
            meeting.view_key for design in shown for meeting in design.meetings
        )
        designs, view_count = self._store.counts()
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
            left_out=self._store.without_facts(wanted),
            candidates=len(ranking),
        )

    def _checked(
        self, ranking: Sequence[RankedDesign], queries: Sequence[GeometricQuery]
    ) -> list[RankedDesign]:
        points = self._store.key_points_of(
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

    def refit(
        self, *, same_model: bool = False, report: Callable[[int], None] = lambda _: None
    ) -> str:
        """Fit a model on the collection, describe every view with it and search it from now on.

        Searches go on meanwhile. ``same_model`` only describes anew, with the backbone that is set.
        ``report`` is told of each batch of views described. Cut short, it goes on where it stopped
        when called again. Raises ``ModelError`` if the collection is too small,
        ``RefitRunningError`` if another process is at it.
        """
        version = self._redescribing.refit(same_model=same_model, report=report).version
        self._serving.renew()
        return version

    def weigh_backbone(self, views: int, report: Callable[[int], None]) -> Weighing:
        """What the backbone that is set is worth here, on about so many views.

        Raises ``BackboneError`` if none is set.
        """
        return self._redescribing.weigh_backbone(views, report)

    @property
    def refit_state(self) -> RefitState | None:
        """The refit that is under way or was cut short."""
        return self._redescribing.state()

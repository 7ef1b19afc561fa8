"""The design collection: truth in the store, pictures in files, vectors in a derived index."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    StoredDesign,
    StoredView,
    ViewFacts,
)
from services.design_image.domain.errors import ModelError, UnknownDesignError
from services.design_image.domain.features import extract
from services.design_image.domain.fitting import MAX_VIEWS, fit
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.query import describe_query
from services.design_image.domain.ranking import RankedDesign, by_score, rank_designs, with_titles
from services.design_image.domain.raster import Floats, Gray
from services.design_image.engines.database import open_database
from services.design_image.engines.index import ExactIndex, Keys, VectorIndex
from services.design_image.engines.model_files import bundled_model, load_model, save_model
from services.design_image.engines.picture_files import PictureFiles
from services.design_image.engines.store import DesignStore
from services.design_image.engines.vector_store import VectorStore

VIEW_CANDIDATES = 400
"""Gallery views fetched per laid-down query view."""
DESIGN_CANDIDATES = 200
"""Designs per query view whose every view is compared."""
RERANKED = 50
"""Designs whose geometry is checked."""
_REFIT_BATCH = 64


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

    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        url = database_url or f"sqlite:///{folder / 'designs.sqlite3'}"
        self._models = folder / "models"
        self._files = PictureFiles(folder / "views")
        engine = open_database(url)
        self._store = DesignStore(engine)
        self._vectors = VectorStore(engine)
        self._state = threading.Lock()
        """Guards the index and the maps beside it."""
        self._load()

    @property
    def place(self) -> str:
        """Names the folder of pictures and models, the same wherever it is mounted."""
        mark = self._models.parent / "place"
        with contextlib.suppress(FileExistsError), mark.open("x") as file:
            file.write(uuid.uuid4().hex)
        return mark.read_text("ascii")

    def counts(self) -> tuple[int, int]:
        """Designs and views in the store."""
        return self._store.counts()

    def close(self) -> None:
        """Release the database."""
        self._store.close()

    @property
    def model_version(self) -> str:
        """Version of the descriptor model in use."""
        return self._model.version

    @property
    def index_name(self) -> str:
        """Kind of vector index in use."""
        return self._index.name

    def _load(self) -> None:
        active = self._vectors.active_model()
        model = bundled_model()
        if active is not None and active != model.version:
            model = load_model(self._models / f"{active}.npz")
            if model.version != active:
                raise ModelError(
                    "The descriptor model file does not hold the version it is named for. "
                    "Fit a model again.",
                    "描述符模型文件的内容与其版本名称不符，请重新建立模型。",
                    file=f"{active}.npz",
                )
        self._model: DescriptorModel = model
        # A collection kept under another model (an upgrade, a refit cut short) is described anew.
        self._describe_missing(model, lambda _: None)
        self._index: VectorIndex = ExactIndex(model.dimension)
        self._owner: dict[int, str] = {}
        self._keys: dict[str, list[int]] = {}
        self._seen = self._vectors.last_change()
        for keys, owners, data in self._vectors.vectors_of(model.version):
            self._take(keys, owners, data)

    def _take(self, keys: Keys, owners: Sequence[str], data: Floats) -> None:
        self._index.add(keys, data)
        for key, owner in zip(keys.tolist(), owners, strict=True):
            self._owner[key] = owner
            self._keys.setdefault(owner, []).append(key)

    def catch_up(self) -> None:
        """Bring the index to the store's last change."""
        with self._state:
            newest, changed = self._vectors.changed_since(self._seen)
            stale = [key for design in changed for key in self._keys.pop(design, [])]
            if stale:
                self._index.remove(np.array(stale, dtype=np.int64))
                for key in stale:
                    del self._owner[key]
            if changed:
                for keys, owners, data in self._vectors.vectors_of(self._model.version, changed):
                    self._take(keys, owners, data)
            self._seen = newest

    def holds(self, design_id: str, source: str) -> bool:
        """Whether the design is there, made from just this source."""
        return self._store.source_of(design_id) == source

    def add(self, facts: DesignFacts, views: Sequence[tuple[ViewFacts, Gray]], source: str) -> bool:
        """Add a design with its normalised views, or replace it; whether it was there.

        ``source`` is ``intake.source_digest`` of what it was made from. Durable on return.
        """
        described = []
        for view_facts, view in views:
            features = extract(view)
            described.append(
                DescribedView(
                    facts=view_facts,
                    image_sha256=self._files.write(view),
                    vector=self._model.vector(features),
                    key_points=features.key_points,
                )
            )
        replaced = self._store.put(facts, described, self._model.version, source)
        self.catch_up()
        return replaced

    def delete(self, design_id: str) -> None:
        """Take a design away. Raises ``UnknownDesignError``."""
        if not self._store.delete(design_id):
            raise UnknownDesignError
        self.catch_up()

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
        self.catch_up()
        described = [describe_query(query, self._model) for query in queries]
        laid = np.stack([one.vectors for one in described])
        allowed = None if wanted.is_open else self._store.allowed(wanted)
        with self._state:
            keys, owners = self._candidates(laid, allowed)
            vectors = self._index.vectors(keys)
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

    def _candidates(self, laid: Floats, allowed: Keys | None) -> tuple[Keys, list[str]]:
        """Keys and owners of all views of the designs worth comparing in full."""
        queries, variants, width = laid.shape
        similarities, keys = self._index.search(
            laid.reshape(queries * variants, width), VIEW_CANDIDATES, allowed
        )
        chosen: set[str] = set()
        for query in range(queries):
            rows = slice(query * variants, (query + 1) * variants)
            order = np.argsort(-similarities[rows].reshape(-1), kind="stable")
            nearest: dict[str, None] = {}
            for key in keys[rows].reshape(-1)[order].tolist():
                owner = self._owner.get(key)
                if owner is not None:
                    nearest[owner] = None
                if len(nearest) == DESIGN_CANDIDATES:
                    break
            chosen.update(nearest)
        pairs = sorted((key, owner) for owner in chosen for key in self._keys.get(owner, ()))
        return np.array([key for key, _ in pairs], dtype=np.int64), [owner for _, owner in pairs]

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

    def refit(self, report: Callable[[int], None] = lambda _: None) -> str:
        """Fit a model on the collection, describe every view with it and search it from now on.

        ``report`` is told of each batch of views described. Cut short, it goes on where it stopped
        when called again. Raises ``ModelError`` if the collection is too small.
        """
        sample = self._vectors.sample_views(MAX_VIEWS)
        model = fit([extract(self._files.read(view.image_sha256)) for view in sample])
        save_model(model, self._models / f"{model.version}.npz")
        self._describe_missing(model, report)
        self._vectors.activate_model(model.version)
        self._load()
        return model.version

    def _describe_missing(self, model: DescriptorModel, report: Callable[[int], None]) -> None:
        after = 0
        while batch := self._vectors.views_without_vector(model.version, after, _REFIT_BATCH):
            described = [
                (view.key, model.vector(extract(self._files.read(view.image_sha256))))
                for view in batch
            ]
            self._vectors.put_vectors(model.version, described)
            report(len(batch))
            after = batch[-1].key

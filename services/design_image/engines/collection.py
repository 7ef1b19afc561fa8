"""The design collection: truth in the store, pictures in files, vectors in a derived index."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from services.design_image.domain.backbone import Backbone, ViewEncoder
from services.design_image.domain.design import (
    DescribedView,
    DesignFacts,
    SearchFilter,
    StoredDesign,
    ViewFacts,
)
from services.design_image.domain.errors import RefitRunningError, UnknownDesignError
from services.design_image.domain.fitting import require_views
from services.design_image.domain.preferences import Preferences
from services.design_image.domain.raster import Gray
from services.design_image.domain.weighing import Weighing
from services.design_image.engines.database import open_database
from services.design_image.engines.encoders import Encoders
from services.design_image.engines.gallery import EXACT_UP_TO
from services.design_image.engines.picture_files import PictureFiles
from services.design_image.engines.redescribing import Redescribing, RefitState
from services.design_image.engines.refit_thread import RefitThread
from services.design_image.engines.searching import DesignSearch, Found
from services.design_image.engines.serving import Served, Serving
from services.design_image.engines.store import DesignStore
from services.design_image.engines.vector_store import VectorStore


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
        self._refit = RefitThread()

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
        self._refit.stop()
        self._serving.wait()
        self._store.close()

    @property
    def sequence(self) -> int:
        """The collection's last change."""
        return self._vectors.last_change()

    @property
    def encoder(self) -> ViewEncoder:
        """What describes the vectors that are searched."""
        return self._serving.served.encoder

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

    def has(self, design_id: str) -> bool:
        """Whether the design is there."""
        return self._store.source_of(design_id) is not None

    def picture(self, image_sha256: str) -> Gray:
        """A normalised view by its digest; pictures outlive their designs, for recorded searches.

        Raises ``UnknownDesignError``.
        """
        try:
            return self._files.read(image_sha256)
        except FileNotFoundError:
            raise UnknownDesignError from None

    def search(
        self,
        queries: Sequence[Gray],
        wanted: SearchFilter,
        limit: int,
        preferences: Preferences = Preferences(),
    ) -> Found:
        """Designs nearest to normalised query views, best first; see ``DesignSearch.find``."""
        return self.search_apart(queries, (wanted,), limit, preferences)[0]

    def search_apart(
        self,
        queries: Sequence[Gray],
        filters: Sequence[SearchFilter],
        limit: int,
        preferences: Preferences = Preferences(),
    ) -> list[Found]:
        """One answer for each filter; the query views are described once."""
        served = self.catch_up()
        described = [served.encoder.encode_query(query) for query in queries]
        search = DesignSearch(self._store, served)
        return [search.find(described, wanted, limit, preferences) for wanted in filters]

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

    def start_refit(self, *, same_model: bool = False) -> None:
        """``refit`` in a thread of its own. Raises what can be known beforehand."""
        if not same_model:
            require_views(self._vectors.view_count())
        state = self.refit_state
        if state is not None and state.running:
            raise RefitRunningError
        self._refit.start(lambda report: self.refit(same_model=same_model, report=report))

    def resume_refit(self) -> None:
        """Take up a refit that was cut short, if there is one and nobody is at it."""
        state = self.refit_state
        if state is not None and not state.running:
            self._refit.start(lambda report: self.refit(report=report))

    def weigh_backbone(self, views: int, report: Callable[[int], None]) -> Weighing:
        """What the backbone that is set is worth here, on about so many views.

        Raises ``BackboneError`` if none is set.
        """
        return self._redescribing.weigh_backbone(views, report)

    @property
    def refit_state(self) -> RefitState | None:
        """The refit that is under way or was cut short."""
        return self._redescribing.state()

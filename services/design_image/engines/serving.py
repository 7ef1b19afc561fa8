"""What searches use at a moment: an encoder and the gallery of its vectors, always as a pair.

The pair is renewed in the background (after a refit by whatever process, or when a gallery has
outgrown its index) and replaced at once; a search that began with the old pair ends with it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import structlog

from services.design_image.domain.backbone import ViewEncoder
from services.design_image.domain.model import is_outdated
from services.design_image.engines.encoders import Encoders
from services.design_image.engines.gallery import EXACT_UP_TO, Gallery, GalleryPlace, open_gallery
from services.design_image.engines.model_files import bundled_model
from services.design_image.engines.redescribing import Redescribing
from services.design_image.engines.vector_store import VectorStore

_log = structlog.get_logger()


@dataclass(frozen=True)
class Served:
    """Query views are described by ``encoder``, candidates come from ``gallery``."""

    encoder: ViewEncoder
    gallery: Gallery


class Serving:
    """Keeps the pair that is searched. Safe for several threads."""

    def __init__(
        self,
        store: VectorStore,
        encoders: Encoders,
        redescribing: Redescribing,
        folder: Path,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        """``folder`` takes the snapshots. Opens the pair."""
        self._store = store
        self._encoders = encoders
        self._redescribing = redescribing
        self._folder = folder
        self._exact_up_to = exact_up_to
        self._renewal: threading.Thread | None = None
        self._starting = threading.Lock()
        self._given_up: str | None = None
        """A version that could not be opened: it is not tried at every search."""
        self.served = self._open()

    def catch_up(self) -> Served:
        """The pair, brought to the store's last change."""
        served = self.served
        active = self._store.active_model()
        changed_model = active not in (None, served.encoder.version, self._given_up)
        if changed_model or served.gallery.is_stale:
            self._renew_in_background()
        _, changed = self._store.changed_since(served.gallery.sequence)
        if changed:
            # A process that has not heard of a refit yet describes with the old encoder alone.
            self._redescribing.describe_missing(served.encoder, design_ids=changed)
        served.gallery.catch_up()
        return served

    def renew(self) -> None:
        """Open the pair that the store names, and search it from now on."""
        self.served = self._open()

    def wait(self) -> None:
        """Until no renewal is under way."""
        renewal = self._renewal
        if renewal is not None:
            renewal.join()

    def _open(self) -> Served:
        version = self._store.active_model()
        if version is not None and is_outdated(version):
            # An upgrade has changed what is measured: until a refit, the bundled model serves.
            _log.warning("design_image.model_outdated", version=version)
            self._given_up = version
            encoder = self._encoders.of(bundled_model())
        elif version is not None:
            encoder = self._encoders.by_version(version)
        elif self._store.view_count():
            encoder = ViewEncoder(bundled_model())
        else:
            encoder = self._encoders.of(bundled_model())
            if encoder.backbone is not None:
                self._store.activate_model(encoder.version)
        # Views kept under another model (an upgrade, a process unaware of a refit).
        self._redescribing.describe_missing(encoder)
        place = GalleryPlace(
            self._store,
            self._folder / encoder.version,
            encoder.version,
            encoder.dimension,
            self._exact_up_to,
        )
        return Served(encoder, open_gallery(place))

    def _renew_in_background(self) -> None:
        with self._starting:
            if self._renewal is None or not self._renewal.is_alive():
                self._renewal = threading.Thread(
                    target=self._renew_or_tell, name="design-image-renewal", daemon=True
                )
                self._renewal.start()

    def _renew_or_tell(self) -> None:
        version = self._store.active_model()
        try:
            self.renew()
        except Exception as error:  # noqa: BLE001 - told below; searches go on with the old pair
            self._given_up = version
            _log.error("design_image.renewal_failed", error=type(error).__name__)

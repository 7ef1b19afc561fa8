"""One collection's indexes, kept up with the store."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import structlog

from services.prior_art.domain.passages import encoded_texts
from services.prior_art.domain.ranker import Ranker
from services.prior_art.domain.search import DenseChannel, LearnedOrder
from services.prior_art.engines.candidates import CandidateTexts
from services.prior_art.engines.dense import PassageIndex, versions_of
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.lexical import TantivyIndex
from services.prior_art.engines.ranker_store import builtin_ranker, load_ranker, save_ranker
from services.prior_art.engines.store.states import Change
from services.prior_art.engines.store.store import DocumentStore
from shared.locks import folder_lock

PAGE = 500
"""Changes that are read from the store at a time."""
MAX_FIT_TEXTS = 8_000
REFIT_GROWTH = 2.0
"""An encoder that was fitted on the collection is fitted again when it has grown by this."""
_SNAPSHOT_AFTER = 2_000
_SNAPSHOT_SHARE = 0.1

_log = structlog.get_logger()


class IndexedCollection:
    """The lexical and the dense index of one collection.

    Both are derived from the store and made anew when their folder is missing or damaged. Several
    processes may share the folder: one writes at a time, the others follow.
    """

    def __init__(
        self, name: str, folder: Path, store: DocumentStore, kind: EncoderKind | None
    ) -> None:
        self.name = name
        self._folder = folder
        self._store = store
        self._kind = kind
        self._changing_lexical = Lock()
        self._changing_dense = Lock()
        with folder_lock(self._folder, wait=True):
            self.lexical = self._open_lexical()
        self._dense: PassageIndex | None = None
        self.candidates = CandidateTexts(store, name)
        self.ranker = load_ranker(self._ranker_folder) or builtin_ranker()
        """Weights learned on this collection by ``zhishen tune``, or those that come with us."""
        self._unfit_at = 0
        """Last change at which no encoder could be fitted, so that it is not tried again."""
        if kind is not None:
            self._dense = PassageIndex.load(self._dense_folder, kind)
            if self._dense is None and self._dense_folder.exists():
                _log.warning("prior_art.index_rebuilt", index="dense", collection=name)

    @property
    def folder(self) -> Path:
        """Where everything that is derived from the collection lies."""
        return self._folder

    @property
    def lexical_sequence(self) -> int:
        """Last change of the store that lexical searches see."""
        return self.lexical.sequence

    @property
    def dense_sequence(self) -> int | None:
        """Last change of the store that dense searches see; ``None`` without a dense channel."""
        return self._dense.sequence if self._dense is not None else None

    @property
    def dense(self) -> DenseChannel | None:
        """The dense channel; ``None`` while it is off or the collection is too small for it."""
        dense = self._dense
        if dense is None or self._kind is None:
            return None
        return DenseChannel(dense, dense.encoder, self._kind.weight)

    @property
    def order(self) -> LearnedOrder | None:
        """The learned order; ``None`` if there are no weights."""
        return LearnedOrder(self.ranker, self.candidates) if self.ranker is not None else None

    def use_ranker(self, ranker: Ranker) -> None:
        """Search with these weights from now on, here and after a restart."""
        with folder_lock(self._folder, wait=True):
            save_ranker(ranker, self._ranker_folder)
        self.ranker = ranker

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what a search in this collection stands on."""
        dense = self._dense
        versions = {
            "store_sequence": str(self.lexical.sequence),
            **self.lexical.versions,
            "ranker": self.ranker.version if self.ranker is not None else "none",
        }
        if dense is None:
            return {**versions, "encoder": "none"}
        return {**versions, "dense_sequence": str(dense.sequence), **versions_of(dense.encoder)}

    def catch_up(self) -> None:
        """Take in everything the store has, in both channels."""
        self.catch_up_lexical()
        self.catch_up_dense()

    def save(self) -> None:
        """Write a snapshot of the dense index if it has news, so that the next start is quick."""
        with self._changing_dense:
            self._save_dense(always=True)

    @property
    def _ranker_folder(self) -> Path:
        return self._folder / "ranker"

    @property
    def _dense_folder(self) -> Path:
        return self._folder / "dense"

    def _open_lexical(self) -> TantivyIndex:
        folder = self._folder / "lexical"
        index = TantivyIndex.open(folder)
        if index is None:
            if folder.exists():
                _log.warning("prior_art.index_rebuilt", index="lexical", collection=self.name)
            index = TantivyIndex.create(folder)
        return index

    def catch_up_lexical(self) -> None:
        """Take in everything the store has. One thread at a time; others wait."""
        with self._changing_lexical:
            target = self._store.collection(self.name).sequence
            if self.lexical.sequence >= target:
                return
            with folder_lock(self._folder, wait=True):
                self.lexical.follow()
                if self.lexical.sequence < target:
                    self.lexical.apply(self._pages(self.lexical.sequence))

    def catch_up_dense(self) -> None:
        """The same for vectors; takes long when an encoder has to be fitted."""
        if self._kind is not None:
            with self._changing_dense:
                self._catch_up_dense(self._kind)

    def _catch_up_dense(self, kind: EncoderKind) -> None:
        dense = self._dense
        collection = self._store.collection(self.name)
        target, documents = collection.sequence, collection.documents
        outgrown = (
            dense is not None
            and kind.fitted_on_collection
            and documents >= REFIT_GROWTH * max(1, dense.fitted_on)
        )
        if dense is None or outgrown:
            if target == self._unfit_at:
                return
            encoder = kind.fit(self._sample_texts()) if documents else None
            if encoder is None:
                self._unfit_at = target
                return
            # The present index goes on answering until the new one is complete.
            dense = PassageIndex(encoder, documents)
        if dense.sequence < target:
            for page in self._pages(dense.sequence):
                dense.apply(page)
        self._dense = dense
        self._save_dense(always=False)

    def _save_dense(self, *, always: bool) -> None:
        dense, kind = self._dense, self._kind
        if dense is None or kind is None:
            return
        news = dense.sequence - dense.snapshot_sequence
        enough = max(_SNAPSHOT_AFTER, _SNAPSHOT_SHARE * dense.documents)
        if news >= (1 if always else enough):
            with folder_lock(self._folder, wait=True):
                dense.save(self._dense_folder, kind)

    def _pages(self, after: int) -> Iterator[list[Change]]:
        while page := self._store.changes(self.name, after, PAGE):
            yield page
            after = page[-1].sequence

    def _sample_texts(self) -> list[str]:
        """The texts an encoder is fitted on: one per document, chosen and ordered by key only."""
        chosen: list[tuple[int, str, str]] = []
        for page in self._pages(0):
            for change in page:
                texts = encoded_texts(change.document) if change.document is not None else ()
                if not texts:
                    continue
                digest = hashlib.blake2b(change.key.encode(), digest_size=8).digest()
                item = (-int.from_bytes(digest, "big"), change.key, texts[0][1])
                if len(chosen) < MAX_FIT_TEXTS:
                    heapq.heappush(chosen, item)
                else:
                    heapq.heappushpop(chosen, item)
        return [text for _, _, text in sorted(chosen, reverse=True)]

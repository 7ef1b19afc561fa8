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
from services.prior_art.engines.dense import EXACT_UP_TO, PassageIndex, versions_of
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.lexical import TantivyIndex
from services.prior_art.engines.ranker_store import builtin_ranker, load_ranker, save_ranker
from services.prior_art.engines.store.states import Change
from services.prior_art.engines.store.store import DocumentStore
from services.prior_art.engines.vector_files import FULL
from shared.locks import folder_lock

PAGE = 500
"""Changes that are read from the store at a time."""
MAX_FIT_TEXTS = 8_000
REFIT_GROWTH = 2.0
"""An encoder that was fitted on the collection is fitted again when it has grown by this."""
SETTLED = 100_000
"""Documents from which a sample says what all say: only growth by ``SETTLED_GROWTH`` calls for
another fit, as every fit means that every passage is encoded anew."""
SETTLED_GROWTH = 10.0
_SNAPSHOT_AFTER = 2_000
_SNAPSHOT_SHARE = 0.1

_log = structlog.get_logger()


class IndexedCollection:
    """The lexical and the dense index of one collection.

    Both are derived from the store and made anew when their folder is missing or damaged. Several
    processes may share the folder: one writes at a time, the others follow.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        store: DocumentStore,
        kind: EncoderKind | None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self.name = name
        self._folder = folder
        self._store = store
        self._kind = kind
        self._exact_up_to = exact_up_to
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
            self._dense = PassageIndex.load(self._dense_folder, kind, exact_up_to)
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
        return {
            **versions,
            "dense_sequence": str(dense.sequence),
            "vector_index": dense.vector_index,
            **versions_of(dense.encoder),
        }

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
        outgrown = kind.fitted_on_collection and _outgrown(documents, dense)
        if dense is None or outgrown:
            if target == self._unfit_at:
                return
            encoder = kind.fit(self._sample_texts()) if documents else None
            if encoder is None:
                self._unfit_at = target
                return
            # The present index goes on answering until the new one is complete.
            dense = PassageIndex(encoder, documents, self._exact_up_to)
            self._dense = self._dense or dense
        if dense.sequence < target:
            for page in self._pages(dense.sequence):
                dense.apply(page)
                if dense is self._dense:
                    self._save_dense(always=False)
                if dense.unwritten >= FULL:
                    with folder_lock(self._folder, wait=True):
                        dense.write_vectors(self._dense_folder)
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
        keyed = ((_place_of(key), key) for key in self._store.keys(self.name))
        keys = [key for _, key in heapq.nsmallest(MAX_FIT_TEXTS, keyed)]
        documents = self._store.documents(self.name, keys)
        texts = (encoded_texts(documents[key]) for key in keys if key in documents)
        return [first[0][1] for first in texts if first]


def _outgrown(documents: int, dense: PassageIndex | None) -> bool:
    if dense is None:
        return False
    growth = REFIT_GROWTH if dense.fitted_on < SETTLED else SETTLED_GROWTH
    return documents >= growth * max(1, dense.fitted_on)


def _place_of(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")

"""All collections: the store, the indexes that follow it, and the thread that keeps them up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from threading import Condition, Lock, Thread

import structlog

from services.prior_art.domain.acceptance import COLLECTION_NAME, DOCUMENT_KEY
from services.prior_art.domain.access import Access, may_see
from services.prior_art.domain.errors import UnknownCollectionError, UnknownDocumentError
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.store import Collection, DocumentStore
from shared.contracts.common import Role
from shared.contracts.prior_art import IngestReport, PriorArtDocument

_log = structlog.get_logger()


class Library:
    """Collections as callers may use them.

    A collection that the caller's role may not see does not exist for it: every method raises
    ``UnknownCollectionError`` then, as for one that is not there.
    """

    def __init__(
        self, store: DocumentStore, folder: Path, kind: EncoderKind | None, wait_s: float
    ) -> None:
        self.store = store
        self._folder = folder
        self._kind = kind
        self._wait_s = wait_s
        self._indexed: dict[str, IndexedCollection] = {}
        self._opening = Lock()
        self._keeper = _IndexKeeper(self)

    def start(self) -> None:
        """Open every index and keep them up in the background."""
        for collection in self.store.collections():
            self.indexed(collection.name)
        self._keeper.start()
        for name in self._indexed:
            self._keeper.wake(name)

    def stop(self) -> None:
        """Finish what is being indexed, write snapshots, give everything back."""
        self._keeper.stop()
        for indexed in self._indexed.values():
            indexed.save()
        self.store.close()

    def collections(self, role: Role) -> list[Collection]:
        """The collections a role may see."""
        return [one for one in self.store.collections() if may_see(role, one.access)]

    def collection(self, name: str, role: Role, pointer: str = "#/collection") -> Collection:
        """One collection, if the role may see it."""
        if not COLLECTION_NAME.fullmatch(name):
            raise UnknownCollectionError.of_request(pointer)
        try:
            collection = self.store.collection(name)
        except UnknownCollectionError:
            raise UnknownCollectionError.of_request(pointer) from None
        if not may_see(role, collection.access):
            raise UnknownCollectionError.of_request(pointer)
        return collection

    def create(self, name: str, access: Access) -> Collection:
        """Make a collection. Raises ``CollectionExistsError``."""
        return self.store.create_collection(name, access)

    def put(self, name: str, role: Role, batch: Sequence[PriorArtDocument]) -> IngestReport:
        """Add or replace documents; durable when it returns, searchable soon after."""
        self.collection(name, role)
        report = self.store.put(name, batch)
        self._keeper.wake(name)
        return report

    def document(
        self, name: str, role: Role, key: str, pointer: str | None = None
    ) -> PriorArtDocument:
        """A document by its key. Raises ``UnknownDocumentError``."""
        self.collection(name, role, "query:collection")
        found = self.store.documents(name, [key]) if DOCUMENT_KEY.fullmatch(key) else {}
        if key not in found:
            raise UnknownDocumentError.of_request(pointer)
        return found[key]

    def delete(self, name: str, role: Role, key: str) -> None:
        """Delete a document. Raises ``UnknownDocumentError``."""
        self.collection(name, role, "query:collection")
        if not DOCUMENT_KEY.fullmatch(key) or not self.store.delete(name, key):
            raise UnknownDocumentError.of_request()
        self._keeper.wake(name)

    def indexed(self, name: str) -> IndexedCollection:
        """The indexes of a collection that exists, opened once."""
        with self._opening:
            if name not in self._indexed:
                folder = self._folder / name
                self._indexed[name] = IndexedCollection(name, folder, self.store, self._kind)
            return self._indexed[name]

    def current(self, name: str) -> tuple[IndexedCollection, int]:
        """The indexes, brought up to the store's last change, and how many changes they lack.

        Waits for the background thread, though not for ever: after a mass import the indexes may
        be behind for a while. Without the thread (in the CLI) they are brought up here.
        """
        indexed = self.indexed(name)
        target = self.store.collection(name).sequence
        if indexed.sequence < target:
            if self._keeper.running:
                self._keeper.wait(name, target, self._wait_s)
            else:
                indexed.catch_up()
        return indexed, max(0, target - indexed.sequence)


class _IndexKeeper:
    """The one thread that brings indexes up to the store."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._news = Condition()
        self._waiting: dict[str, None] = {}
        self._stopping = False
        self._failed_rounds = 0
        self._thread: Thread | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None

    def start(self) -> None:
        self._thread = Thread(target=self._run, name="prior-art-indexes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        with self._news:
            self._stopping = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wake(self, name: str) -> None:
        with self._news:
            self._waiting[name] = None
            self._news.notify_all()

    def wait(self, name: str, sequence: int, timeout_s: float) -> None:
        """Until the collection's indexes have a change, or keeping it up failed, or time is up."""
        indexed = self._library.indexed(name)
        deadline = time.monotonic() + timeout_s
        self.wake(name)
        with self._news:
            failures = self._failed_rounds
            while (
                indexed.sequence < sequence
                and self._failed_rounds == failures
                and not self._stopping
                and (left := deadline - time.monotonic()) > 0
            ):
                self._news.wait(left)

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting and not self._stopping:
                    self._news.wait()
                if self._stopping:
                    return
                name = next(iter(self._waiting))
                del self._waiting[name]
            failed = False
            try:
                self._library.indexed(name).catch_up()
            except Exception as error:  # noqa: BLE001 - logged, told to waiters; the thread must live
                failed = True
                _log.error("prior_art.catch_up_failed", error=type(error).__name__, collection=name)
            with self._news:
                self._failed_rounds += failed
                self._news.notify_all()

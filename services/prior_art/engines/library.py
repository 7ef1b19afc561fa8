"""All collections: the store, the indexes that follow it, and the threads that keep them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from services.prior_art.domain.acceptance import COLLECTION_NAME, DOCUMENT_KEY, reason_to_reject
from services.prior_art.domain.access import Access, may_see
from services.prior_art.domain.errors import (
    InvalidQueryError,
    UnknownCollectionError,
    UnknownDocumentError,
)
from services.prior_art.domain.quality import QualityTally
from services.prior_art.engines.classifiers import CollectionClassifiers
from services.prior_art.engines.dense import EXACT_UP_TO
from services.prior_art.engines.encoders import EncoderKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.keeper import IndexKeeper
from services.prior_art.engines.store.records import RecordStore
from services.prior_art.engines.store.states import Collection, Correction
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.common import Role
from shared.contracts.prior_art import IngestReport, PriorArtDocument

_SMALL_COLLECTION = 2_000
"""Documents up to which fitting and encoding take about a second: a search waits for them."""
_DENSE_WAIT_S = 1.0
_QUALITY_PAGE = 500


@dataclass(frozen=True)
class Behind:
    """Changes of the store that the channels have not taken in."""

    lexical: int
    dense: int


class Library:
    """Collections as callers may use them.

    A collection that the caller's role may not see does not exist for it: every method raises
    ``UnknownCollectionError`` then, as for one that is not there.
    """

    def __init__(
        self,
        store: DocumentStore,
        records: RecordStore,
        folder: Path,
        kind: EncoderKind | None,
        wait_s: float,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self.store = store
        self.records = records
        self.classifiers = CollectionClassifiers(store)
        self._folder = folder
        self._kind = kind
        self._wait_s = wait_s
        self._exact_up_to = exact_up_to
        self._indexed: dict[str, IndexedCollection] = {}
        self._opening = Lock()
        self._lexical_keeper = IndexKeeper("lexical", IndexedCollection.catch_up_lexical)
        self._dense_keeper = IndexKeeper("dense", IndexedCollection.catch_up_dense)

    def start(self) -> None:
        """Open every index and keep them up in the background."""
        self._lexical_keeper.start()
        self._dense_keeper.start()
        for collection in self.store.collections():
            self._wake(collection.name)

    def stop(self) -> None:
        """Finish what is being indexed, write snapshots, give everything back."""
        self._lexical_keeper.stop()
        self._dense_keeper.stop()
        for indexed in self._indexed.values():
            indexed.save()
        self.close()

    def close(self) -> None:
        """Give the databases back."""
        self.store.close()
        self.records.close()

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
        self._wake(name)
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

    def correct(
        self, name: str, role: Role, document: PriorArtDocument, *, key_id: str, reason: str
    ) -> Correction:
        """Put a document right, logged. Raises ``UnknownDocumentError``, ``InvalidQueryError``."""
        self.collection(name, role)
        fault = reason_to_reject(document)
        if fault is not None:
            raise InvalidQueryError(fault.en, fault.zh, pointer="#/document")
        made = self.store.correct(name, document, key_id=key_id, reason=reason)
        if made is None:
            raise UnknownDocumentError.of_request("#/document")
        self._wake(name)
        return made

    def quality(self, name: str, role: Role) -> tuple[Collection, QualityTally]:
        """What is wrong with the data of a collection. Reads every document."""
        collection = self.collection(name, role, "path:name")
        tally, after = QualityTally(), 0
        while page := self.store.changes(name, after, _QUALITY_PAGE):
            after = page[-1].sequence
            for change in page:
                if change.document is not None:
                    tally.take(change.document)
        return collection, tally

    def delete(self, name: str, role: Role, key: str) -> None:
        """Delete a document. Raises ``UnknownDocumentError``."""
        self.collection(name, role, "query:collection")
        if not DOCUMENT_KEY.fullmatch(key) or not self.store.delete(name, key):
            raise UnknownDocumentError.of_request()
        self._wake(name)

    def changes_behind(self, channel: str) -> int:
        """Changes of all collections that the channel's indexes lack. Opens and builds nothing."""
        with self._opening:
            opened = dict(self._indexed)
        behind = 0
        for name, indexed in opened.items():
            sequence = indexed.lexical_sequence if channel == "lexical" else indexed.dense_sequence
            if sequence is not None:
                behind += max(0, self.store.collection(name).sequence - sequence)
        return behind

    def indexed(self, name: str) -> IndexedCollection:
        """The indexes of a collection that exists, opened once."""
        with self._opening:
            if name not in self._indexed:
                folder = self._folder / name
                self._indexed[name] = IndexedCollection(
                    name, folder, self.store, self._kind, self._exact_up_to
                )
            return self._indexed[name]

    def current(self, name: str) -> tuple[IndexedCollection, Behind]:
        """The indexes, brought up to the store's last change, and what they lack of it.

        Waits for the background threads, though not for ever: after a mass import the indexes may
        be behind for a while, and fitting an encoder for a large collection is not waited for.
        Without the threads (in the CLI) the indexes are brought up here.
        """
        indexed = self.indexed(name)
        collection = self.store.collection(name)
        target = collection.sequence
        if not self._lexical_keeper.running:
            indexed.catch_up()
        elif indexed.lexical_sequence < target:
            self._lexical_keeper.wait(
                indexed, lambda: indexed.lexical_sequence >= target, self._wait_s
            )
        if self._dense_keeper.running and (indexed.dense_sequence or 0) < target:
            small = collection.documents <= _SMALL_COLLECTION
            self._dense_keeper.wait(
                indexed,
                lambda: (indexed.dense_sequence or 0) >= target,
                self._wait_s if small else min(self._wait_s, _DENSE_WAIT_S),
            )
        dense = indexed.dense_sequence
        return indexed, Behind(
            lexical=max(0, target - indexed.lexical_sequence),
            dense=0 if dense is None else max(0, target - dense),
        )

    def _wake(self, name: str) -> None:
        indexed = self.indexed(name)
        self._lexical_keeper.wake(indexed)
        self._dense_keeper.wake(indexed)

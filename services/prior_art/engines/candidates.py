"""Texts of candidates for the ranker, kept in memory while the collection does not change."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from services.prior_art.domain.ranker import CandidateText, candidate_text
from services.prior_art.engines.store.store import DocumentStore

MAX_KEPT = 10_000


class CandidateTexts:
    """Reads and keeps the texts of one collection's documents. Any thread may ask."""

    def __init__(self, store: DocumentStore, collection: str) -> None:
        self._store = store
        self._collection = collection
        self._sequence = -1
        self._kept: dict[str, CandidateText] = {}
        self._lock = Lock()

    def texts(self, keys: Sequence[str]) -> dict[str, CandidateText]:
        """The texts of those documents that exist."""
        sequence = self._store.collection(self._collection).sequence
        with self._lock:
            if sequence != self._sequence or len(self._kept) > MAX_KEPT:
                self._kept.clear()
                self._sequence = sequence
            known = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in keys if key not in known]
        if missing:
            read = self._store.documents(self._collection, missing)
            new = {key: candidate_text(document) for key, document in read.items()}
            known |= new
            with self._lock:
                if sequence == self._sequence:
                    self._kept |= new
        return known

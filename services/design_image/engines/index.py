"""The vector index behind a protocol: FAISS, exact, kept in memory and derived from the store."""

from __future__ import annotations

import threading
from typing import Any, Protocol

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.raster import Floats

faiss: Any = _faiss
"""FAISS replaces its methods when it is imported; its stubs describe the ones before."""

Keys = NDArray[np.int64]


class VectorIndex(Protocol):
    """Unit vectors by view key, compared by inner product. Safe for several threads."""

    name: str

    @property
    def is_stale(self) -> bool:
        """Whether enough has changed for making it anew to pay."""

    def __len__(self) -> int: ...

    def add(self, keys: Keys, vectors: Floats) -> None:
        """Add vectors (n, d) under keys that are not there yet."""

    def remove(self, keys: Keys) -> None:
        """Take vectors away."""

    def search(self, queries: Floats, count: int, allowed: Keys | None) -> tuple[Floats, Keys]:
        """The ``count`` best per query row: similarities and keys (m, count); key -1 is padding.

        ``allowed`` (ascending) limits the search to these keys before anything is ranked; keys that
        are not in the index do no harm.
        """

    def vectors(self, keys: Keys) -> Floats:
        """The vectors of keys, (n, d)."""


class ExactIndex:
    """FAISS ``IndexFlatIP`` with keys: exact, for up to some hundred thousand vectors."""

    name = "faiss-flat"
    is_stale = False
    GATHER_SHARE = 0.1
    """Below this share of allowed views, gathering their vectors beats masking the whole scan."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._known = np.zeros(0, dtype=bool)
        """By key. A filter may allow views that another process has only just added."""
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, keys: Keys, vectors: Floats) -> None:
        if keys.size == 0:
            return
        with self._lock:
            beyond = int(keys.max()) + 1 - len(self._known)
            if beyond > 0:
                self._known = np.pad(self._known, (0, beyond + len(self._known) // 8))
            self._known[keys] = True
            self._index.add_with_ids(
                np.ascontiguousarray(vectors, dtype=np.float32), keys.astype(np.int64)
            )

    def remove(self, keys: Keys) -> None:
        with self._lock:
            self._known[keys[keys < len(self._known)]] = False
            self._index.remove_ids(keys.astype(np.int64))

    def search(self, queries: Floats, count: int, allowed: Keys | None) -> tuple[Floats, Keys]:
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        with self._lock:
            if allowed is not None:
                allowed = allowed[allowed < len(self._known)]
                allowed = allowed[self._known[allowed]]
            count = min(count, len(self))
            if count == 0 or (allowed is not None and allowed.size == 0):
                shape = (len(queries), 0)
                return np.zeros(shape, np.float32), np.zeros(shape, np.int64)
            if allowed is None:
                similarities, keys = self._index.search(queries, count)
            elif allowed.size <= self.GATHER_SHARE * len(self):
                similarities, keys = self._gathered(queries, count, allowed)
            else:
                similarities, keys = self._masked(queries, count, allowed)
        return np.asarray(similarities, dtype=np.float32), np.asarray(keys, dtype=np.int64)

    def vectors(self, keys: Keys) -> Floats:
        if keys.size == 0:
            return np.zeros((0, self._index.d), dtype=np.float32)
        with self._lock:
            return np.asarray(self._index.reconstruct_batch(keys.astype(np.int64)))

    def _gathered(self, queries: Floats, count: int, allowed: Keys) -> tuple[Floats, Keys]:
        similarities = queries @ self._index.reconstruct_batch(allowed.astype(np.int64)).T
        best = np.argsort(-similarities, axis=1, kind="stable")[:, :count]
        return np.take_along_axis(similarities, best, axis=1), allowed[best]

    def _masked(self, queries: Floats, count: int, allowed: Keys) -> tuple[Floats, Keys]:
        mask = np.zeros(int(allowed.max()) + 1, dtype=bool)
        mask[allowed] = True
        bits = np.packbits(mask, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)
        found: tuple[Floats, Keys] = self._index.search(
            queries, min(count, allowed.size), params=faiss.SearchParameters(sel=selector)
        )
        return found

"""Exact nearest vectors under a filter, with FAISS. Larger collections get other indexes later."""

from __future__ import annotations

from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.retrieval import Vectors

VECTOR_INDEX_VERSION = "faiss-flat-ip-1"
_GATHER_BELOW = 0.05
"""With fewer vectors allowed than this share, gathering them is faster than scanning all."""


class VectorIndex(Protocol):
    """Vectors by position, in the order they were added."""

    @property
    def count(self) -> int: ...

    def add(self, vectors: Vectors) -> None: ...

    def nearest(
        self, query: Vectors, allowed: NDArray[np.bool_], limit: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and positions of the allowed vectors with the largest inner product.

        Exact: with n allowed vectors exactly ``min(limit, n)`` come back, best first; ties are
        ordered by position.
        """

    def stored(self) -> Vectors:
        """All vectors, shape (count, dimension)."""


class FlatVectorIndex:
    """``VectorIndex`` that compares with every allowed vector."""

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexFlatIP(dimension)

    @property
    def count(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def stored(self) -> Vectors:
        size = self._index.ntotal * self._index.d
        if size == 0:
            return np.zeros((0, self._index.d), np.float32)
        flat = faiss.rev_swig_ptr(self._index.get_xb(), size)
        vectors: Vectors = flat.reshape(self._index.ntotal, self._index.d)
        return vectors

    def nearest(
        self, query: Vectors, allowed: NDArray[np.bool_], limit: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        passing = int(allowed.sum())
        limit = min(limit, passing)
        if limit == 0:
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        if passing < max(limit + 1, _GATHER_BELOW * len(allowed)):
            positions = np.flatnonzero(allowed)
            scores = self.stored()[positions] @ query[0]
        else:
            found_scores, found = self._index.search(query, limit, params=_only(allowed))
            kept = found[0] >= 0
            scores, positions = found_scores[0][kept], found[0][kept]
        order = np.lexsort((positions, -scores))[:limit]
        return scores[order], positions[order].astype(np.int64)


def _only(allowed: NDArray[np.bool_]) -> Any:  # noqa: ANN401 - faiss is untyped in effect
    """Search parameters that admit these positions. The stubs do not know the Python layer."""
    library: Any = faiss
    bitmap = np.packbits(allowed, bitorder="little")
    return library.SearchParameters(sel=library.IDSelectorBitmap(bitmap))

"""Nearest vectors under a filter, with FAISS: the interface of both kinds, and the exact one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import faiss as _faiss
import numpy as np
from numpy.typing import NDArray

from services.prior_art.domain.retrieval import Vectors
from services.prior_art.engines.vector_files import VectorFiles

faiss: Any = _faiss
"""FAISS replaces its methods when it is imported; its stubs describe the ones before."""

_GATHER_BELOW = 0.05
"""With fewer vectors allowed than this share, gathering them is faster than scanning all."""

Scores = NDArray[np.float32]
Positions = NDArray[np.int64]
Allowed = NDArray[np.bool_]


class VectorIndex(Protocol):
    """Vectors by position, in the order they were added."""

    @property
    def name(self) -> str:
        """Kind and version: another name, other answers."""

    @property
    def count(self) -> int: ...

    def add(self, vectors: Vectors) -> None: ...

    def nearest(
        self, query: Vectors, allowed: Allowed | None, limit: int
    ) -> tuple[Scores, Positions]:
        """Inner products and positions of allowed vectors (``None``: all), best first.

        With n allowed vectors exactly ``min(limit, n)`` come back; scores are exact; ties are
        ordered by position. Which ones come back is exact where few are allowed or held, and as
        exact as was measured elsewhere (docs/prior-art.md).
        """

    def rows(self, positions: Positions) -> Vectors:
        """The vectors at these positions, as they were added."""

    def save(self, vectors: Path, generation: Path) -> list[Path]:
        """Write a snapshot into a folder of vector files and one of this snapshot: the files."""


class FlatVectorIndex:
    """``VectorIndex`` that compares with every allowed vector."""

    name = "faiss-flat-ip-2"

    def __init__(self, dimension: int) -> None:
        self._index = faiss.IndexFlatIP(dimension)
        self._files = VectorFiles(dimension)

    @property
    def count(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def stored(self) -> Vectors:
        """All vectors, shape (count, dimension)."""
        size = self._index.ntotal * self._index.d
        if size == 0:
            return np.zeros((0, self._index.d), np.float32)
        flat = faiss.rev_swig_ptr(self._index.get_xb(), size)
        vectors: Vectors = flat.reshape(self._index.ntotal, self._index.d)
        return vectors

    def rows(self, positions: Positions) -> Vectors:
        chosen: Vectors = self.stored()[positions]
        return chosen

    def nearest(
        self, query: Vectors, allowed: Allowed | None, limit: int
    ) -> tuple[Scores, Positions]:
        passing = self.count if allowed is None else int(np.count_nonzero(allowed))
        limit = min(limit, passing)
        if limit == 0:
            return nothing()
        if allowed is not None and passing < max(limit + 1, _GATHER_BELOW * len(allowed)):
            positions = np.flatnonzero(allowed)
            return best(self.stored()[positions] @ query[0], positions, limit)
        scores, found = self._index.search(query, limit, params=only(allowed))
        kept = found[0] >= 0
        return best(scores[0][kept], found[0][kept], limit)

    def save(self, vectors: Path, generation: Path) -> list[Path]:  # noqa: ARG002 - no codes
        self._files.write(vectors, self.count, lambda start, stop: self.stored()[start:stop])
        return [vectors / name for name, _ in self._files.files]

    @classmethod
    def load(cls, dimension: int, vectors: Path, files: VectorFiles) -> FlatVectorIndex:
        """What was saved. Raises ``OSError`` or ``ValueError``."""
        index = cls(dimension)
        index._files = files
        for part in files.mapped(vectors):
            index.add(part)
        return index

    @property
    def files(self) -> VectorFiles:
        """The vector files of the last snapshot."""
        return self._files


def nothing() -> tuple[Scores, Positions]:
    """No vector."""
    return np.zeros(0, np.float32), np.zeros(0, np.int64)


def best(scores: Scores, positions: Positions, limit: int) -> tuple[Scores, Positions]:
    """The ``limit`` largest, best first, equal ones by position."""
    order = np.lexsort((positions, -scores))[:limit]
    return scores[order], positions[order].astype(np.int64)


def selector(allowed: Allowed | None) -> Any:  # noqa: ANN401 - faiss is untyped in effect
    """What admits these positions only; the bitmap has to live as long as the search."""
    return None if allowed is None else faiss.IDSelectorBitmap(_bits(allowed))


def only(allowed: Allowed | None) -> Any:  # noqa: ANN401 - faiss is untyped in effect
    """Search parameters of an exact index that admit these positions."""
    return None if allowed is None else faiss.SearchParameters(sel=selector(allowed))


def _bits(allowed: Allowed) -> NDArray[np.uint8]:
    return np.packbits(allowed, bitorder="little")

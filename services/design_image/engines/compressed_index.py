"""A vector index for collections that outgrow scanning: compressed codes find, vectors decide.

FAISS inverted lists of compressed codes (IVF; Jégou et al., "Product quantization for nearest
neighbor search", PAMI 2011) give candidates, which are then compared exactly by their stored
half-precision vectors. Those lie in a file mapped into memory, so that only the codes must fit
into RAM. What was added since the codes were made lies in an exact index beside them.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.raster import Floats
from services.design_image.engines.index import ExactIndex, Keys, faiss

HalfFloats = NDArray[np.float16]

CODE = "pq4"
"""Product quantisation, four bits for every two values, laid out for SIMD (André et al., "Cache
locality is not enough", VLDB 2015). Half the bits, and a bit a value (RaBitQ), needed more exact
comparisons for the same recall (docs/design-image.md)."""
CODED_DIMENSION = 256
"""Principal components that the codes keep of longer vectors; the exact comparison uses all."""
GATHERED = 40_000
"""Up to so many allowed views are compared one by one."""
DEPTH = 3
"""Candidates compared exactly for each one wanted."""
_MIN_DEPTH = 300
"""Candidates compared exactly however few are wanted."""
PROBED = 64
"""Lists read for each query when all views are allowed."""
STALE_SHARE = 0.1
_VECTORS_PER_LIST = 40
"""To train on."""
_BATCH = 65_536


def list_count(vectors: int) -> int:
    """How many lists to make: about the square root of the number of vectors, a power of two."""
    return int(2 ** round(np.log2(max(1.0, vectors) ** 0.5)))


def compressed(vectors: HalfFloats) -> Any:  # noqa: ANN401 - faiss is untyped in effect
    """FAISS codes of unit vectors (n, d) under their row numbers.

    Deterministic: an even sample is trained on, and FAISS seeds its k-means the same way each time.
    """
    count, width = vectors.shape
    lists = list_count(count)
    step = max(1, count // (lists * _VECTORS_PER_LIST))
    sample = np.ascontiguousarray(vectors[::step], dtype=np.float32)
    # Fewer vectors than components have no such components.
    coded = CODED_DIMENSION if len(sample) >= CODED_DIMENSION else width
    reduction = f"PCA{coded}," if coded < width else ""
    coded = min(coded, width)
    codes = faiss.index_factory(
        width, f"{reduction}IVF{lists},PQ{coded // 2}x4fs", faiss.METRIC_INNER_PRODUCT
    )
    codes.train(sample)
    for start in range(0, count, _BATCH):
        codes.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))
    return codes


class CompressedIndex:
    """``VectorIndex`` over codes made once (``compressed``) and an exact index of newer vectors."""

    name = f"faiss-ivf-{CODE}"

    def __init__(self, codes: Any, keys: Keys, vectors: HalfFloats) -> None:  # noqa: ANN401
        """``keys`` ascending; row i of ``vectors`` and of ``codes`` belongs to ``keys[i]``."""
        self._codes = codes
        self._keys = keys
        self._vectors = vectors
        self._gone = np.zeros(len(keys), dtype=bool)
        self._recent = ExactIndex(vectors.shape[1])
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._keys) - int(np.count_nonzero(self._gone)) + len(self._recent)

    @property
    def is_stale(self) -> bool:
        """Whether enough has changed since the codes were made to make them anew."""
        changed = int(np.count_nonzero(self._gone)) + len(self._recent)
        return changed > STALE_SHARE * max(len(self._keys), 1)

    def add(self, keys: Keys, vectors: Floats) -> None:
        self._recent.add(keys, vectors)

    def remove(self, keys: Keys) -> None:
        rows = self._rows(keys)
        with self._lock:
            self._gone[rows[rows >= 0]] = True
        self._recent.remove(keys[rows < 0])

    def search(self, queries: Floats, count: int, allowed: Keys | None) -> tuple[Floats, Keys]:
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        count = min(count, len(self) if allowed is None else allowed.size)
        newer, newer_keys = self._recent.search(queries, count, allowed)
        with self._lock:
            rows = self._candidates(queries, count, allowed)
            rows = rows[~self._gone[rows]]
            similarities = queries @ self._vectors[rows].astype(np.float32).T
        similarities = np.concatenate([similarities, newer], axis=1)
        keys = np.concatenate(
            [np.broadcast_to(self._keys[rows], (len(queries), len(rows))), newer_keys], axis=1
        )
        return _best(similarities, keys, count)

    def vectors(self, keys: Keys) -> Floats:
        rows = self._rows(keys)
        old = rows >= 0
        found = np.zeros((len(keys), self._vectors.shape[1]), dtype=np.float32)
        found[old] = self._vectors[rows[old]]
        found[~old] = self._recent.vectors(keys[~old])
        return found

    def _candidates(self, queries: Floats, count: int, allowed: Keys | None) -> NDArray[np.intp]:
        """Rows worth comparing exactly, ascending."""
        if allowed is None:
            options = {"nprobe": PROBED}
        else:
            rows = self._rows(allowed)
            rows = rows[rows >= 0]
            if rows.size <= GATHERED:
                return rows
            mask = np.zeros(len(self._keys), dtype=bool)
            mask[rows] = True
            bits = np.packbits(mask, bitorder="little")
            # The fewer views of a list are allowed, the more lists hold the nearest ones.
            lists = faiss.extract_index_ivf(self._codes).nlist
            probed = min(lists, round(PROBED * len(self._keys) / rows.size))
            options = {"nprobe": probed, "sel": faiss.IDSelectorBitmap(bits)}
        parameters = faiss.SearchParametersIVF(**options)
        if isinstance(self._codes, faiss.IndexPreTransform):
            parameters = faiss.SearchParametersPreTransform(index_params=parameters)
        _, found = self._codes.search(queries, max(_MIN_DEPTH, DEPTH * count), params=parameters)
        rows = np.unique(found)
        return rows[rows >= 0]

    def _rows(self, keys: Keys) -> NDArray[np.intp]:
        """Row of each key among the codes, -1 where it is newer."""
        rows = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[rows] == keys, rows, -1)


def _best(similarities: Floats, keys: Keys, count: int) -> tuple[Floats, Keys]:
    """The ``count`` largest of each row, best first, by key where equal; -1 pads keys."""
    similarities = np.where(keys >= 0, similarities, -np.inf)
    if similarities.shape[1] > count > 0:
        kept = np.argpartition(-similarities, count - 1, axis=1)[:, :count]
        similarities = np.take_along_axis(similarities, kept, axis=1)
        keys = np.take_along_axis(keys, kept, axis=1)
    order = np.lexsort((keys, -similarities), axis=1)
    return (
        np.take_along_axis(similarities, order, axis=1),
        np.take_along_axis(keys, order, axis=1),
    )

"""Nearest vectors in collections that outgrow scanning: small codes find, bytes sort, floats decide.

FAISS inverted lists (IVF) of product quantiser codes, four bits for two values, laid out for SIMD
(André et al., "Cache locality is not enough", VLDB 2015), give many candidates; 8-bit codes of all
vectors, also in memory, reduce these to a few; the exact vectors of the few are read from files that
are mapped, not loaded. Scores are therefore exact.

The nearest of a sentence lie scattered: a quarter of the lists holds 97 % of the first hundred, a
sixteenth 94 % (docs/prior-art.md). So a quarter is read, which the layout makes cheap; it is what
makes it cheap that was chosen (a bit a value, RaBitQ, costs a table for every list that is read).

A filter that leaves few vectors is answered exactly from the files, one that leaves a small share
by the 8-bit codes alone: inverted lists under a narrow filter lose what they do not visit.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from services.prior_art.domain.retrieval import Vectors
from services.prior_art.engines.columns import Column
from services.prior_art.engines.vector_files import VectorFiles
from services.prior_art.engines.vectors import (
    Allowed,
    Positions,
    Scores,
    best,
    faiss,
    nothing,
    only,
    selector,
)

CODES_VERSION = "faiss-ivf-pq4-sq8-1"
GATHERED = 4_000
"""Up to so many allowed vectors are all compared exactly."""
SCANNED_SHARE = 0.05
"""Up to this share allowed, the 8-bit codes of all that are allowed are compared."""
PROBED = 0.28
"""Share of the lists that is read when everything is allowed; under a filter more, as fewer of the
vectors in each are allowed."""
CANDIDATES = 6
"""Compared by 8-bit codes for each one wanted."""
_LEAST_CANDIDATES = 600
EXACT = 2
"""Compared exactly for each one wanted."""
OUTGROWN = 4.0
"""Lists are made anew when they hold this many times what they were made from."""
_VECTORS_PER_LIST = 40
"""To train on."""
_ROUNDS = 6
"""Of k-means."""
_BATCH = 65_536
_CODES, _BYTES = "lists.faiss", "bytes.faiss"


def list_count(vectors: int) -> int:
    """How many lists to make: twice the square root of the number of vectors, a power of two."""
    return int(2 ** round(np.log2(2 * max(1.0, vectors) ** 0.5)))


@dataclass(frozen=True)
class _Exact:
    """Exact vectors in row order; replaced as one, as searches go on meanwhile."""

    mapped: list[Vectors]
    recent: Column


class CompressedVectorIndex:
    """``VectorIndex`` over codes in memory and exact vectors in files.

    Vectors that were added since the last snapshot are kept in memory until the next one.
    """

    def __init__(self, lists: Any, bytewise: Any, trained_on: int, dimension: int) -> None:  # noqa: ANN401
        """``lists`` and ``bytewise`` hold vectors of the next even dimension."""
        self._lists = lists
        self._bytes = bytewise
        self._trained_on = trained_on
        self._digest = _digest(lists, bytewise)
        self._files = VectorFiles(dimension)
        self._exact = _Exact([], Column(np.zeros((0, dimension), np.float32)))

    @classmethod
    def made_from(cls, vectors: Vectors) -> CompressedVectorIndex:
        """An index of these vectors, shape (count, dimension).

        Deterministic: an even sample is trained on, and FAISS seeds its k-means the same way each
        time.
        """
        count, dimension = vectors.shape
        bytewise = faiss.IndexScalarQuantizer(
            dimension + dimension % 2, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        sample = _even(vectors[:: _step(count)])
        bytewise.train(sample)
        index = cls(_trained_lists(sample, count), bytewise, count, dimension)
        for start in range(0, count, _BATCH):
            index.add(vectors[start : start + _BATCH])
        return index

    def remade(self) -> CompressedVectorIndex:
        """The same vectors in lists that are made for their present number."""
        count = self.count
        lists = _trained_lists(_even(self.rows(np.arange(0, count, _step(count)))), count)
        for start in range(0, count, _BATCH):
            lists.add(_even(self._span(start, min(count, start + _BATCH))))
        other = type(self)(lists, self._bytes, count, self._files.dimension)
        other._exact, other._files = self._exact, self._files
        return other

    @property
    def name(self) -> str:
        """Kind, version, and a digest of what was trained, as it decides what is found."""
        return f"{CODES_VERSION}/{self._digest}"

    @property
    def count(self) -> int:
        return int(self._bytes.ntotal)

    @property
    def outgrown(self) -> bool:
        """Whether it holds so much more than it was made from that it should be made anew."""
        return self.count > OUTGROWN * self._trained_on

    def add(self, vectors: Vectors) -> None:
        even = _even(vectors)
        self._lists.add(even)
        self._bytes.add(even)
        self._exact.recent.extend(vectors)

    def rows(self, positions: Positions) -> Vectors:
        found = np.empty((len(positions), self._files.dimension), np.float32)
        start = 0
        exact = self._exact
        for part in [*exact.mapped, exact.recent.values]:
            inside = (positions >= start) & (positions < start + len(part))
            found[inside] = part[positions[inside] - start]
            start += len(part)
        return found

    def nearest(
        self, query: Vectors, allowed: Allowed | None, limit: int
    ) -> tuple[Scores, Positions]:
        passing = self.count if allowed is None else int(np.count_nonzero(allowed))
        limit = min(limit, passing)
        if limit == 0:
            return nothing()
        if allowed is not None and passing <= max(GATHERED, EXACT * limit):
            candidates = np.flatnonzero(allowed)
        elif allowed is not None and passing <= SCANNED_SHARE * len(allowed):
            candidates = self._by_bytes(query, allowed, EXACT * limit)
        else:
            candidates = self._by_lists(query, allowed, passing, EXACT * limit)
            if len(candidates) < limit:
                candidates = self._by_bytes(query, allowed, EXACT * limit)
        return best(self.rows(candidates) @ query[0], candidates, limit)

    def _by_bytes(self, query: Vectors, allowed: Allowed | None, wanted: int) -> Positions:
        _, found = self._bytes.search(_even(query), min(wanted, self.count), params=only(allowed))
        return np.asarray(found[0][found[0] >= 0])

    def _by_lists(
        self, query: Vectors, allowed: Allowed | None, passing: int, wanted: int
    ) -> Positions:
        depth = min(self.count, max(_LEAST_CANDIDATES, CANDIDATES // EXACT * wanted))
        nlist = self._lists.nlist
        probed = min(nlist, math.ceil(PROBED * nlist * self.count / passing))
        options: dict[str, Any] = {"nprobe": probed}
        if allowed is not None:
            options["sel"] = selector(allowed)
        refined = faiss.IndexRefine(self._lists, self._bytes)
        wanted = min(wanted, self.count)
        _, found = refined.search(
            _even(query),
            wanted,
            params=faiss.IndexRefineSearchParameters(
                k_factor=depth / wanted,
                base_index_params=faiss.SearchParametersIVF(**options),
            ),
        )
        return np.asarray(found[0][found[0] >= 0])

    @property
    def unwritten(self) -> int:
        """Exact vectors that are in memory because no file holds them yet."""
        return len(self._exact.recent)

    def write(self, vectors: Path) -> None:
        """Move exact vectors from memory into files. The caller holds the folder's lock."""
        self._files.write(vectors, self.count, self._span)
        self._map(vectors)

    def save(self, vectors: Path, generation: Path) -> list[Path]:
        self.write(vectors)
        faiss.write_index(self._lists, str(generation / _CODES))
        faiss.write_index(self._bytes, str(generation / _BYTES))
        names = [vectors / name for name, _ in self._files.files]
        return [*names, generation / _CODES, generation / _BYTES]

    @classmethod
    def load(
        cls, vectors: Path, generation: Path, files: VectorFiles, trained_on: int
    ) -> CompressedVectorIndex:
        """What was saved. Raises ``OSError``, ``ValueError`` or ``RuntimeError`` (FAISS)."""
        lists = faiss.read_index(str(generation / _CODES))
        bytewise = faiss.read_index(str(generation / _BYTES))
        index = cls(lists, bytewise, trained_on, files.dimension)
        if not lists.ntotal == bytewise.ntotal == files.rows:
            raise ValueError("the parts of the snapshot do not belong together")
        index._files = files
        index._map(vectors)
        return index

    @property
    def files(self) -> VectorFiles:
        """The vector files of the last snapshot."""
        return self._files

    @property
    def trained_on(self) -> int:
        """Vectors that its lists were made from."""
        return self._trained_on

    @property
    def memory_bytes(self) -> int:
        """What its codes and the vectors that no file holds yet take."""
        per_list = self._lists.code_size + 8
        return int(
            self.count * (per_list + self._bytes.code_size) + self._exact.recent.values.nbytes
        )

    def _span(self, start: int, stop: int) -> Vectors:
        return self.rows(np.arange(start, stop))

    def _map(self, folder: Path) -> None:
        """Read exact vectors from the files from now on."""
        recent = Column(np.zeros((0, self._files.dimension), np.float32))
        self._exact = _Exact(self._files.mapped(folder), recent)


def _step(count: int) -> int:
    """Of so many vectors one is trained on."""
    return max(1, count // (list_count(count) * _VECTORS_PER_LIST))


def _trained_lists(sample: Vectors, count: int) -> Any:  # noqa: ANN401 - faiss is untyped in effect
    dimension = sample.shape[1]
    lists = faiss.index_factory(
        dimension, f"IVF{list_count(count)},PQ{dimension // 2}x4fs", faiss.METRIC_INNER_PRODUCT
    )
    lists.cp.niter = _ROUNDS
    lists.train(sample)
    return lists


def _digest(lists: Any, bytewise: Any) -> str:  # noqa: ANN401 - faiss is untyped in effect
    centres = lists.quantizer.reconstruct_n(0, lists.nlist)
    words = faiss.vector_to_array(lists.pq.centroids)
    ranges = faiss.vector_to_array(bytewise.sq.trained)
    trained = centres.tobytes() + words.tobytes() + ranges.tobytes()
    return hashlib.sha256(trained).hexdigest()[:16]


def _even(vectors: Vectors) -> Vectors:
    """With a column of zeros if their dimension is odd: two values share a code."""
    if vectors.shape[1] % 2:
        vectors = np.pad(vectors, ((0, 0), (0, 1)))
    return np.ascontiguousarray(vectors, dtype=np.float32)

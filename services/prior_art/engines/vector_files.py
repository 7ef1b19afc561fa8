"""Exact vectors in files that are never rewritten: a snapshot writes what came since the last one.

Each file is named by the digest of its bytes, rows of 32-bit floats in row order. Files under
``FULL`` rows at the end are merged into the next one, so that their number stays small.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from services.prior_art.domain.retrieval import Vectors

FULL = 65_536
_SUFFIX = ".f32"
_DIGITS = 32

RowSource = Callable[[int, int], Vectors]
"""The vectors of the rows from a first to before a last one."""


class VectorFiles:
    """The files that hold the first rows of an index."""

    def __init__(self, dimension: int, files: Sequence[tuple[str, int]] = ()) -> None:
        self.dimension = dimension
        self.files = list(files)
        """Name and number of rows of each."""

    @property
    def rows(self) -> int:
        """Rows in the files together."""
        return sum(rows for _, rows in self.files)

    def write(self, folder: Path, count: int, source: RowSource) -> None:
        """Bring the files up to ``count`` rows. The caller holds the folder's lock."""
        kept: list[tuple[str, int]] = []
        start = 0
        for name, rows in self.files:
            last = start + rows >= self.rows and start + rows < count
            if (last and rows < FULL) or not (folder / name).is_file():
                break
            kept.append((name, rows))
            start += rows
        while start < count:
            stop = min(count, start + FULL)
            kept.append((self._write(folder, source(start, stop)), stop - start))
            start = stop
        self.files = kept

    def mapped(self, folder: Path) -> list[Vectors]:
        """The files as arrays whose pages are read when needed. Raises ``OSError``, ``ValueError``."""
        arrays: list[Vectors] = []
        for name, rows in self.files:
            shape = (rows, self.dimension)
            arrays.append(np.memmap(folder / name, dtype=np.float32, mode="r", shape=shape))
        return arrays

    def remove_others(self, folder: Path) -> None:
        """Delete vector files that are not these."""
        named = {name for name, _ in self.files}
        for path in folder.glob(f"*{_SUFFIX}"):
            if path.name not in named:
                path.unlink()

    def _write(self, folder: Path, vectors: Vectors) -> str:
        data = np.ascontiguousarray(vectors, dtype="<f4").data
        name = hashlib.sha256(data).hexdigest()[:_DIGITS] + _SUFFIX
        if not (folder / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            temporary = folder / f"{name}.new"
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(folder / name)
        return name

"""Columns that grow at their end: what indexes know of millions of rows, a few bytes each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAST = 1_024


class Column:
    """Rows of numbers of one kind, shape ``(count, *width)``."""

    def __init__(self, rows: NDArray[Any]) -> None:
        self._rows = rows
        self._count = len(rows)

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> NDArray[Any]:
        """The rows so far: a view, not a copy."""
        return self._rows[: self._count]

    def extend(self, rows: NDArray[Any]) -> None:
        """Add rows at the end. Views taken before stay as they are."""
        needed = self._count + len(rows)
        if needed > len(self._rows):
            room = max(needed, len(self._rows) + len(self._rows) // 8, _LEAST)
            larger = np.empty((room, *self._rows.shape[1:]), self._rows.dtype)
            larger[: self._count] = self.values
            self._rows = larger
        self._rows[self._count : needed] = rows
        self._count = needed


class TextColumn:
    """Short texts by number, in one run of UTF-8."""

    def __init__(
        self, data: NDArray[np.uint8] | None = None, ends: NDArray[np.int64] | None = None
    ) -> None:
        self._data = bytearray() if data is None else bytearray(data.tobytes())
        self._ends = Column(np.zeros(0, np.int64) if ends is None else ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, i: int) -> str:
        ends = self._ends.values
        start = int(ends[i - 1]) if i else 0
        return self._data[start : int(ends[i])].decode()

    def append(self, text: str) -> None:
        """Add a text at the end."""
        self._data += text.encode()
        self._ends.extend(np.array([len(self._data)], np.int64))

    def chosen(self, kept: Iterable[int]) -> TextColumn:
        """A column of these texts only."""
        other = TextColumn()
        for i in kept:
            other.append(self[i])
        return other

    @property
    def data(self) -> NDArray[np.uint8]:
        """All texts, end to end."""
        return np.frombuffer(bytes(self._data), np.uint8)

    @property
    def ends(self) -> NDArray[np.int64]:
        """Where in ``data`` each text ends."""
        return self._ends.values

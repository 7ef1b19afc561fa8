"""Which rows have a value: by digest, an unchanging bulk in arrays and what came later beside it.

A value is known by 64 bits of its digest. Two of 30 million values share one with a chance of 1 in
40,000.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Digests = NDArray[np.uint64]
Rows = NDArray[np.int32]


def digest_of(field: str, value: str) -> int:
    """64 bits that stand for a field's value."""
    whole = blake2b(f"{field}\x1f{value}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(whole.digest(), "little")


class Postings:
    """Rows by digest of a value, ascending."""

    def __init__(
        self, digests: Digests | None = None, ends: Rows | None = None, rows: Rows | None = None
    ) -> None:
        """``digests`` ascending; ``rows[ends[i - 1]:ends[i]]`` have the value of ``digests[i]``."""
        self.digests = np.zeros(0, np.uint64) if digests is None else digests
        self.ends = np.zeros(0, np.int32) if ends is None else ends
        self.rows = np.zeros(0, np.int32) if rows is None else rows
        self._recent: dict[int, list[int]] = {}

    def add(self, digests: Iterable[int], row: int) -> None:
        """A new row, larger than all before it, and the values it has."""
        for one in digests:
            self._recent.setdefault(one, []).append(row)

    def of(self, digest: int) -> NDArray[np.int64]:
        """The rows that have a value."""
        place = int(np.searchsorted(self.digests, np.uint64(digest)))
        bulk = self.rows[:0]
        if place < len(self.digests) and int(self.digests[place]) == digest:
            start = int(self.ends[place - 1]) if place else 0
            bulk = self.rows[start : int(self.ends[place])]
        recent = np.array(self._recent.get(digest, ()), np.int64)
        return np.concatenate([bulk.astype(np.int64), recent])

    def settled(self, renumbered: NDArray[np.int64] | None = None) -> Postings:
        """The same with all rows in the bulk; with new row numbers if given, -1 leaving a row out."""
        counts = np.diff(self.ends, prepend=np.int32(0))
        held = self._recent
        recent = np.fromiter(held, np.uint64, len(held))
        each = np.fromiter(map(len, held.values()), np.int64, len(held))
        later = np.fromiter(chain.from_iterable(held.values()), np.int64, int(each.sum()))
        digests = np.concatenate([np.repeat(self.digests, counts), np.repeat(recent, each)])
        rows = np.concatenate([self.rows.astype(np.int64), later])
        return _grouped(digests, rows, renumbered)


def _grouped(
    digests: Digests, rows: NDArray[np.int64], renumbered: NDArray[np.int64] | None
) -> Postings:
    if renumbered is not None:
        rows = renumbered[rows]
        digests, rows = digests[rows >= 0], rows[rows >= 0]
    # Rows came in ascending order for each digest, which a stable order keeps.
    order = np.argsort(digests, kind="stable")
    unique, starts = np.unique(digests[order], return_index=True)
    ends = np.append(starts[1:], len(order)) if len(unique) else starts
    return Postings(unique, ends.astype(np.int32), rows[order].astype(np.int32))

"""Which design a view belongs to, kept in a few bytes a view.

A design is known here by a 64-bit digest of its identifier: names stay in the store, and two
designs that share a digest (one chance in 40,000 among 30 million) are merely compared together.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from services.design_image.engines.index import Keys

Digests = NDArray[np.uint64]


def owner_digests(design_ids: Sequence[str]) -> Digests:
    """Digests of design identifiers, never 0."""
    whole = b"".join(blake2b(one.encode(), digest_size=8).digest() for one in design_ids)
    return np.maximum(np.frombuffer(whole, dtype="<u8").astype(np.uint64), 1)


class Owners:
    """Owners of views by key: an unchanging bulk in arrays, what came later in dictionaries."""

    def __init__(self, keys: Keys | None = None, owners: Digests | None = None) -> None:
        """``keys`` ascending, with the owner of each."""
        self._keys = np.zeros(0, np.int64) if keys is None else keys
        self._owners = np.zeros(0, np.uint64) if owners is None else owners.copy()
        self._by_owner = np.argsort(self._owners, kind="stable")
        self._gone = np.zeros(len(self._keys), dtype=bool)
        self._recent: dict[int, int] = {}
        self._recent_by_owner: dict[int, list[int]] = {}

    def add(self, keys: Keys, owners: Digests) -> None:
        """Add views that are not there yet."""
        for key, owner in zip(keys.tolist(), owners.tolist(), strict=True):
            self._recent[key] = owner
            self._recent_by_owner.setdefault(owner, []).append(key)

    def remove(self, keys: Keys) -> None:
        """Forget views."""
        places = self._places(keys)
        self._gone[places[places >= 0]] = True
        for key in keys[places < 0].tolist():
            owner = self._recent.pop(key, None)
            if owner is not None:
                self._recent_by_owner[owner].remove(key)

    def of(self, keys: Keys) -> Digests:
        """The owner of each key, 0 where there is none."""
        places = self._places(keys)
        found = np.zeros(len(keys), np.uint64)
        old = (places >= 0) & ~self._gone[places] if len(self._gone) else places >= 0
        found[old] = self._owners[places[old]]
        for place in np.flatnonzero(places < 0).tolist():
            found[place] = self._recent.get(int(keys[place]), 0)
        return found

    def keys_of(self, owners: Digests) -> Keys:
        """All views of these designs, ascending."""
        first = np.searchsorted(self._owners, owners, side="left", sorter=self._by_owner)
        last = np.searchsorted(self._owners, owners, side="right", sorter=self._by_owner)
        places = [self._by_owner[i:j] for i, j in zip(first, last, strict=True)]
        old = np.concatenate([np.zeros(0, np.intp), *places])
        old = old[~self._gone[old]]
        recent = [key for one in owners.tolist() for key in self._recent_by_owner.get(one, ())]
        return np.sort(np.concatenate([self._keys[old], np.array(recent, dtype=np.int64)]))

    def _places(self, keys: Keys) -> NDArray[np.intp]:
        """Place of each key in the bulk, -1 where it is not there."""
        if not len(self._keys):
            return np.full(len(keys), -1, np.intp)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, places, -1)

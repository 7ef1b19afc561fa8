"""Texts that are too alike: MinHash over character shingles, candidates by banding.

A. Z. Broder, On the resemblance and containment of documents (SEQUENCES 1997); locality-sensitive
hashing as in ``datasketch``. Chinese is not segmented, so a shingle is eight characters; digits and
white space do not count, because a template is filled in with other numbers.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

SHINGLE = 8
PERMUTATIONS = 128
SCHEME: Literal["affine32"] = "affine32"
ALIKE = 0.8
"""Estimated Jaccard similarity of the shingles from which two texts are told as near-duplicates. Its
standard error is about 0.035 there."""
MIN_CHARACTERS = 200
_MOST_CHARACTERS = 200_000
Signature = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are alike. ``first`` < ``second``."""

    first: str
    second: str
    similarity: float


def signature(text: str) -> Signature | None:
    """The text's MinHash; ``None`` for one too short to be compared."""
    kept = "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if not char.isspace() and not char.isdigit()
    )[:_MOST_CHARACTERS]
    if len(kept) < MIN_CHARACTERS:
        return None
    shingles = {
        zlib.crc32(kept[at : at + SHINGLE].encode()) for at in range(len(kept) - SHINGLE + 1)
    }
    hashed = MinHash(num_perm=PERMUTATIONS, hashfunc=int, scheme=SCHEME)
    hashed.update_batch(sorted(shingles))
    values: Signature = hashed.hashvalues
    return values


def alike(signatures: Mapping[str, Signature]) -> list[Pair]:
    """Every pair that is alike, by identifiers in order."""
    index = MinHashLSH(threshold=ALIKE - 0.1, num_perm=PERMUTATIONS)
    found: list[Pair] = []
    for name in sorted(signatures):
        hashed = MinHash(
            num_perm=PERMUTATIONS, hashfunc=int, scheme=SCHEME, hashvalues=signatures[name]
        )
        for other in index.query(hashed):
            similarity = float(np.mean(signatures[other] == signatures[name]))
            if similarity >= ALIKE:
                found.append(Pair(other, name, similarity))
        index.insert(name, hashed, check_duplication=False)
    return sorted(found, key=lambda pair: (pair.first, pair.second))

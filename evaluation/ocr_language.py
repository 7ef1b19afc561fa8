"""Counts of character pairs for the doubt of recognition: ``python -m evaluation.ocr_language``.

Writes the table that ``services/ocr`` carries, from the abstracts of a data folder. Only texts whose
digest ends the leading byte modulo 10 in 1-6 are counted; 0 fitted the model's weights, 7-9 are left
to the measurement.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.ocr.domain.language import STEP, Language

LEAST_COUNT = 3
"""Pairs seen less often are left out."""
OWN_SHARE = 0.9
"""Weight of a pair's own count against chance."""
FITTING, COUNTED, REPORTED = frozenset({0}), frozenset(range(1, 7)), frozenset({7, 8, 9})
"""Remainders of the texts that fit weights, that are counted and that are reported on."""


def share_of(text: str) -> int:
    """Which tenth of all texts a text belongs to."""
    return hashlib.sha256(text.encode()).digest()[0] % 10


def count(texts: Iterator[str]) -> Language:
    """The table of these texts."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        folded = "".join(unicodedata.normalize("NFKC", text).split())
        single.update(folded)
        pairs.update(itertools.pairwise(folded))
    total = sum(single.values())
    kept = sorted((pair, n) for pair, n in pairs.items() if n >= LEAST_COUNT)
    characters = sorted(single.items())
    costs = [
        -np.log(OWN_SHARE * n / single[first] + (1 - OWN_SHARE) * single[second] / total)
        for (first, second), n in kept
    ]
    return Language(
        np.array([(ord(a) << 32) | ord(b) for (a, b), _ in kept], np.uint64),
        _bytes(np.array(costs)),
        np.array([ord(c) for c, _ in characters], np.uint32),
        _bytes(-np.log(np.array([n for _, n in characters]) / total)),
    )


def write(language: Language, path: Path) -> None:
    """Write the table; the same table gives the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {
        "pairs": language.pairs,
        "pair_costs": language.pair_costs,
        "characters": language.characters,
        "character_costs": language.character_costs,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            archive.writestr(member, buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


def _bytes(costs: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.asarray((costs * STEP).round().clip(0, 255), dtype=np.uint8)


def _main(data_dir: Path, target: Path) -> None:
    from evaluation.ocr_texts import abstracts

    texts = (text for text in abstracts(data_dir) if share_of(text) in COUNTED)
    write(count(texts), target)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))

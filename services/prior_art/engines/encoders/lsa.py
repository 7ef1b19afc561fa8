"""The default encoder: latent semantic analysis of characters, pairs and words.

TF-IDF over the terms of ``domain.analysis``, reduced by a truncated SVD (Deerwester et al. 1990)
that is fitted on the collection itself, without labels, downloads or torch. Coordinates are
divided by their singular values: whitening took the channel from .262 to .300 MRR on Chinese
abstracts (docs/prior-art.md).
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from services.prior_art.domain.analysis import ANALYZER_VERSION, terms
from services.prior_art.domain.retrieval import Encoder, Vectors

WEIGHT = 0.05
"""The largest weight that cost nothing on held-out proxies (docs/prior-art.md). Below 1/7, a first
rank of this channel cannot overtake the lexical first rank."""
MIN_TEXTS = 32
MAX_FEATURES = 30_000
MAX_DIMENSION = 256
_TEXTS_PER_DIMENSION = 8
_FILE = "lsa.npz"
_SEED = 0


class LsaEncoder:
    """A fitted encoder. ``components`` has shape (features, dimension)."""

    name = "lsa"

    def __init__(
        self, vocabulary: NDArray[np.str_], idf: NDArray[np.float32], components: Vectors
    ) -> None:
        self.vocabulary = vocabulary
        self.idf = idf
        self.components = components
        self._feature = {str(term): i for i, term in enumerate(vocabulary)}
        digest = hashlib.sha256(ANALYZER_VERSION.encode())
        for part in ("\n".join(self._feature).encode(), idf.tobytes(), components.tobytes()):
            digest.update(part)
        self._version = digest.hexdigest()[:16]

    @property
    def version(self) -> str:
        return self._version

    @property
    def dimension(self) -> int:
        return int(self.components.shape[1])

    def features(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Places in the vocabulary of a text's n-grams, and their weights."""
        return weighted_features(text, self._feature, self.idf)

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = _matrix(texts, self._feature, self.idf) @ self.components
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        lengths[lengths == 0] = 1
        vectors /= lengths
        return vectors


class LsaKind:
    """Fits, keeps and loads ``LsaEncoder``."""

    name = "lsa"
    fitted_on_collection = True

    def __init__(self, weight: float | None = None) -> None:
        self.weight = WEIGHT if weight is None else weight

    def fit(self, texts: Sequence[str]) -> Encoder | None:
        """Fit on texts; the same texts in the same order give the same encoder."""
        from sklearn.decomposition import TruncatedSVD

        vocabulary, idf = _vocabulary(texts)
        dimension = min(MAX_DIMENSION, len(texts) // _TEXTS_PER_DIMENSION, len(vocabulary) - 1)
        if len(texts) < MIN_TEXTS or dimension < 2:
            return None
        matrix = _matrix(texts, _places(vocabulary), idf)
        svd = TruncatedSVD(dimension, algorithm="randomized", n_iter=2, random_state=_SEED)
        svd.fit(matrix)
        strong = svd.singular_values_ > 1e-3 * svd.singular_values_[0]
        components = (svd.components_[strong] / svd.singular_values_[strong, None]).T
        return LsaEncoder(
            np.array(vocabulary), idf, np.ascontiguousarray(components, dtype=np.float32)
        )

    def save(self, encoder: Encoder, folder: Path) -> list[str]:
        if not isinstance(encoder, LsaEncoder):
            raise TypeError("not an LSA encoder")
        with (folder / _FILE).open("wb") as file:
            np.savez(
                file,
                vocabulary=encoder.vocabulary,
                idf=encoder.idf,
                components=encoder.components,
            )
        return [_FILE]

    def load(self, folder: Path) -> Encoder:
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            return LsaEncoder(arrays["vocabulary"], arrays["idf"], arrays["components"])


def weighted_features(
    text: str, feature: Mapping[str, int], idf: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Features of a text in order and their TF-IDF weights, of unit length together."""
    known = [place for place in map(feature.get, terms(text)) if place is not None]
    features, counts = np.unique(np.array(known, np.int64), return_counts=True)
    values = (1 + np.log(counts)).astype(np.float32) * idf[features]
    length = float(np.linalg.norm(values))
    return features, values / np.float32(length) if length else values


def _vocabulary(texts: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
    """Terms of at least two and less than half of the texts, the most frequent ones."""
    frequency: Counter[str] = Counter()
    for text in texts:
        frequency.update(set(terms(text)))
    usable = [(term, n) for term, n in frequency.items() if 2 <= n < max(3, len(texts) / 2)]
    usable.sort(key=lambda pair: (-pair[1], pair[0]))
    usable = usable[:MAX_FEATURES]
    idf = [math.log((1 + len(texts)) / (1 + n)) + 1 for _, n in usable]
    return [term for term, _ in usable], np.array(idf, np.float32)


def feature_matrix(texts: Sequence[str], encoder: LsaEncoder) -> csr_matrix:
    """Weighted features of each text as a row, of unit length."""
    return _matrix(texts, _places(encoder.vocabulary.tolist()), encoder.idf)


def _places(vocabulary: Sequence[str]) -> dict[str, int]:
    return {term: i for i, term in enumerate(vocabulary)}


def _matrix(
    texts: Sequence[str], feature: Mapping[str, int], idf: NDArray[np.float32]
) -> csr_matrix:
    rows = [weighted_features(text, feature, idf) for text in texts]
    ends = np.cumsum([0, *(len(features) for features, _ in rows)])
    columns = np.concatenate([np.zeros(0, np.int64), *(features for features, _ in rows)])
    values = np.concatenate([np.zeros(0, np.float32), *(values for _, values in rows)])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(feature)))

"""A static encoder: a table of one vector per n-gram, trained on pairs of texts, read with numpy.

The vector of a text is the sum of its n-grams' vectors, weighted by TF-IDF. The table starts from
latent semantic analysis of the collection (or from random numbers: the control) and is trained so
that two texts about the same thing lie nearer to each other than to the other texts of their batch
(InfoNCE with in-batch negatives, both directions; van den Oord et al. 2018), by Adam.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from services.prior_art.domain.retrieval import Vectors
from services.prior_art.engines.encoders.lsa import LsaEncoder, feature_matrix

EPOCHS = 6
BATCH = 256
LEARNING_RATE = 2e-3
TEMPERATURE = 0.05
_BETA1, _BETA2, _EPSILON = 0.9, 0.999, 1e-8


class StaticEncoder(LsaEncoder):
    """As ``LsaEncoder``, with a table that was trained or drawn at random."""

    name = "static"


def random_static(start: LsaEncoder, seed: int = 0) -> StaticEncoder:
    """The control: the same n-grams with random vectors. Anything trained must beat it."""
    random = np.random.default_rng(seed)
    table = random.standard_normal(start.components.shape).astype(np.float32)
    return StaticEncoder(start.vocabulary, start.idf, table)


def train_static(
    start: LsaEncoder, pairs: Sequence[tuple[str, str]], *, epochs: int = EPOCHS, seed: int = 0
) -> StaticEncoder:
    """Train on pairs of texts that belong together, from the table of ``start``.

    Deterministic for the same pairs in the same order. Pairs without known n-grams are left out.
    """
    left = feature_matrix([one for one, _ in pairs], start)
    right = feature_matrix([other for _, other in pairs], start)
    usable = np.flatnonzero((np.diff(left.indptr) > 0) & (np.diff(right.indptr) > 0))
    table = start.components.astype(np.float32).copy()
    table /= max(float(np.abs(table).std()), 1e-9) * np.sqrt(table.shape[1])
    optimizer = _Adam(np.zeros_like(table), np.zeros_like(table))
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        order = random.permutation(usable)
        for begin in range(0, len(order) - 1, BATCH):
            batch = order[begin : begin + BATCH]
            optimizer.step(table, _gradient(table, left[batch], right[batch]))
    return StaticEncoder(start.vocabulary, start.idf, table)


@dataclass
class _Adam:
    """Kingma & Ba 2015."""

    mean: Vectors
    square: Vectors
    steps: int = 0

    def step(self, table: Vectors, gradient: Vectors) -> None:
        self.steps += 1
        self.mean += (1 - _BETA1) * (gradient - self.mean)
        self.square += (1 - _BETA2) * (gradient * gradient - self.square)
        rate = LEARNING_RATE * np.sqrt(1 - _BETA2**self.steps) / (1 - _BETA1**self.steps)
        table -= np.float32(rate) * self.mean / (np.sqrt(self.square) + _EPSILON)


def _gradient(table: Vectors, left: csr_matrix, right: csr_matrix) -> Vectors:
    """Of the symmetric InfoNCE loss with respect to the table."""
    u, u_length = _normalised(left @ table)
    v, v_length = _normalised(right @ table)
    logits = u @ v.T / TEMPERATURE
    wrong = np.asarray((_softmax(logits) + _softmax(logits.T).T) / 2, dtype=np.float32)
    wrong[np.arange(len(u)), np.arange(len(u))] -= 1
    wrong /= np.float32(len(u) * TEMPERATURE)
    gradient = left.T @ _through_norm(np.asarray(wrong @ v), u, u_length) + right.T @ _through_norm(
        wrong.T @ u, v, v_length
    )
    return np.asarray(gradient, dtype=np.float32)


def _normalised(vectors: Vectors) -> tuple[Vectors, Vectors]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors / lengths, lengths


def _through_norm(gradient: Vectors, unit: Vectors, lengths: Vectors) -> Vectors:
    """The gradient before the vectors were brought to unit length."""
    along = (gradient * unit).sum(axis=1, keepdims=True)
    return np.asarray((gradient - along * unit) / lengths, dtype=np.float32)


def _softmax(logits: Vectors) -> Vectors:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

"""The floors that a prior-art search has to beat, each a matrix of scores of queries by documents.

BM25 is bm25s (Lucene variant) as its authors wrote it: the scores are read out of its index. Its k1
and b are chosen on the tuning queries, for each system by itself.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import bm25s
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from evaluation.prior_art_proxies import Queries, Task
from services.prior_art.domain.analysis import is_single_character, terms
from services.prior_art.domain.retrieval import Encoder

K1 = (0.4, 0.6, 0.9, 1.2, 1.5)
B = (0.3, 0.5, 0.75)
_BLOCK = 500

Tokens = list[str]
Tokenizer = Callable[[str], Tokens]
Ranks = NDArray[np.int64]
Scores = NDArray[np.float32]


def bigrams(text: str) -> Tokens:
    """Pairs of neighbouring characters, and words of other scripts."""
    return [term for term in terms(text) if not is_single_character(term)]


def unigrams_and_bigrams(text: str) -> Tokens:
    """The terms of the service: characters, pairs of them, and words of other scripts."""
    return terms(text)


@dataclass(frozen=True)
class Bm25:
    """A bm25s index as a matrix of documents by terms."""

    weights: csr_matrix
    vocabulary: dict[str, int]
    tokenize: Tokenizer

    @classmethod
    def of(cls, documents: Sequence[Tokens], tokenize: Tokenizer, k1: float, b: float) -> Bm25:
        """Index tokenized documents with bm25s."""
        index = bm25s.BM25(method="lucene", k1=k1, b=b, backend="numpy")
        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG when made
        index.index(list(documents), show_progress=False)
        scores = index.scores
        shape = (len(documents), len(scores["indptr"]) - 1)
        matrix = csc_matrix((scores["data"], scores["indices"], scores["indptr"]), shape=shape)
        return cls(matrix.tocsr(), dict(index.vocab_dict), tokenize)

    def ranks(self, queries: Queries) -> Ranks:
        """Where each query finds its document."""
        counted = [Counter(self.tokenize(text)) for text in queries.texts]
        rows = [
            {self.vocabulary[term]: n for term, n in counts.items() if term in self.vocabulary}
            for counts in counted
        ]
        ends = np.cumsum([0, *(len(row) for row in rows)])
        columns = np.array([column for row in rows for column in row], np.int64)
        values = np.array([n for row in rows for n in row.values()], np.float32)
        asked = csr_matrix((values, columns, ends), shape=(len(rows), self.weights.shape[1]))
        return ranks_of(lambda a, b: (asked[a:b] @ self.weights.T).toarray(), queries.targets)


@dataclass(frozen=True)
class ChosenBm25:
    """The ranks of a BM25 with the parameters that were best on the tuning queries."""

    ranks: Ranks
    k1: float
    b: float


def best_bm25(tasks: Sequence[Task], tokenize: Tokenizer) -> list[ChosenBm25]:
    """For each task (all over the same documents) the best BM25 of the grid, by tuning MRR."""
    documents = [tokenize(text) for text in tasks[0].documents]
    best: list[tuple[float, float, float]] = [(-1.0, K1[0], B[0])] * len(tasks)
    for k1, b in product(K1, B):
        index = Bm25.of(documents, tokenize, k1, b)
        for i, task in enumerate(tasks):
            mrr = float(np.mean(1 / index.ranks(task.tuning))) if task.tuning.texts else 0.0
            if mrr > best[i][0]:
                best[i] = (mrr, k1, b)
    chosen = []
    for (_, k1, b), task in zip(best, tasks, strict=True):
        index = Bm25.of(documents, tokenize, k1, b)
        chosen.append(ChosenBm25(index.ranks(task.reported), k1, b))
    return chosen


def encoder_ranks(encoder: Encoder, vectors: Scores, queries: Queries) -> Ranks:
    """Where each query finds its document by the cosine of an encoder's vectors."""
    asked = encoder.encode(queries.texts)
    return ranks_of(lambda a, b: asked[a:b] @ vectors.T, queries.targets)


def ranks_of(scores: Callable[[int, int], Scores], targets: Sequence[int]) -> Ranks:
    """Ranks from 1; among equal scores the target comes last, so that no tie is ever a gain.

    ``scores(a, b)`` gives the rows of the queries a to b.
    """
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(targets), _BLOCK):
        wanted = np.array(targets[start : start + _BLOCK])
        block = scores(start, start + len(wanted))
        own = block[np.arange(len(wanted)), wanted]
        found.append((block >= own[:, None]).sum(axis=1))
    return np.concatenate(found)

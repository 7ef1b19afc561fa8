"""Asks a filled collection, in a process that did not fill it."""

from __future__ import annotations

import logging
import re
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import bm25s
import numpy as np

from services.prior_art.domain.analysis import terms
from services.prior_art.domain.queries import term_weights, text_query
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import search
from services.prior_art.engines.encoders.lsa import LsaKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.prior_art import PriorArtDocument

_HITS = 10
_WARM_UP = 5
_PAGE = 1_000


@dataclass(frozen=True)
class Asked:
    """What opening and asking cost. Pairs are the median and the 99th percentile."""

    open_s: float
    open_cpu_s: float
    sentence_ms: Sequence[float]
    sentence_cpu_ms: Sequence[float]
    whole_ms: Sequence[float]
    whole_cpu_ms: Sequence[float]
    memory_mib: float
    disk_bytes: float
    vectors: str
    bm25s_ms: Sequence[float] | None = None
    bm25s_overlap: float | None = None

    NAMES: ClassVar[dict[str, str]] = {
        "open_s": "open, s",
        "open_cpu_s": "open, s of processor time",
        "sentence_ms": "sentence p50 / p99, ms",
        "sentence_cpu_ms": "the same, processor time",
        "whole_ms": "abstract p50 / p99, ms",
        "whole_cpu_ms": "the same, processor time",
        "memory_mib": "memory, MiB",
        "disk_bytes": "bytes on disk per passage",
        "vectors": "vector index",
        "bm25s_ms": "bm25s, abstract p50 / p99, ms",
        "bm25s_overlap": "of its first ten also ours",
    }


def ask(folder: Path, name: str, whole: Sequence[str], peer: int) -> Asked:
    """Open the collection of a folder and ask for texts and for their first sentences.

    ``peer``: whether bm25s answers as well (any number but 0).
    """
    store = DocumentStore(open_database(f"sqlite:///{folder / 'collections.db'}"))
    clock, processor = time.perf_counter(), time.process_time()
    indexed = IndexedCollection(name, folder / "index", store, LsaKind())
    indexed.catch_up()
    opened = time.perf_counter() - clock, time.process_time() - processor
    question = partial(_question, indexed, store, name)
    sentences = [re.split("[。；;]", text)[0][:120] for text in whole]
    for text in sentences[:_WARM_UP]:
        question(text)
    timed = [_milliseconds(question, asked) for asked in (sentences, whole)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    dense = indexed.dense
    beside = _beside(indexed, store, name, whole) if peer else (None, None)
    return Asked(
        *opened,
        *timed[0],
        *timed[1],
        memory,
        disk / max(1, dense.index.passages if dense is not None else indexed.lexical.documents),
        indexed.versions.get("vector_index", "none"),
        *beside,
    )


def _question(indexed: IndexedCollection, store: DocumentStore, name: str, text: str) -> None:
    search(
        [text_query(text)],
        RetrievalFilter(),
        _HITS,
        lexical=indexed.lexical,
        dense=indexed.dense,
        source=_Source(store, name),
        order=indexed.order,
    )


@dataclass(frozen=True)
class _Source:
    store: DocumentStore
    name: str

    def documents(self, keys: Iterable[str]) -> dict[str, PriorArtDocument]:
        return self.store.documents(self.name, keys)


def _milliseconds(
    question: Callable[[str], None], texts: Sequence[str]
) -> tuple[Sequence[float], Sequence[float]]:
    """By the clock and by the processor."""
    taken = []
    for text in texts:
        clock, processor = time.perf_counter(), time.process_time()
        question(text)
        taken.append((time.perf_counter() - clock, time.process_time() - processor))
    at = np.percentile(np.array(taken) * 1000, [50, 99], axis=0)
    return at[:, 0].tolist(), at[:, 1].tolist()


def _beside(
    indexed: IndexedCollection, store: DocumentStore, name: str, texts: Sequence[str]
) -> tuple[Sequence[float], float]:
    """bm25s over the same terms: its milliseconds, and its first ten against our lexical ten."""
    keys, tokens, after = [], [], 0
    while page := store.changes(name, after, _PAGE):
        after = page[-1].sequence
        for change in page:
            if change.document is not None:
                document = change.document
                parts = [document.title, document.abstract or ""]
                parts += [passage.text for passage in document.claims]
                keys.append(change.key)
                tokens.append(terms("\n".join(parts)))
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG when made
    index.index(tokens, show_progress=False)
    taken, shared = [], []
    for text in texts:
        clock = time.perf_counter()
        found, _ = index.retrieve([terms(text)], k=_HITS, show_progress=False)
        taken.append((time.perf_counter() - clock) * 1000)
        weights = term_weights(text, indexed.lexical.documents, indexed.lexical.document_frequency)
        ours = {hit.key for hit in indexed.lexical.search(weights, RetrievalFilter(), _HITS)}
        shared.append(len(ours & {keys[int(i)] for i in found[0]}) / _HITS)
    return np.percentile(taken, [50, 99]).tolist(), float(np.mean(shared))

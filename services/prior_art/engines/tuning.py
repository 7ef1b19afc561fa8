"""``zhishen tune``: weights learned on a collection's own proxies, by the search they are for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.proxies import HardProxy, hard_proxy
from services.prior_art.domain.queries import text_query
from services.prior_art.domain.ranker import RERANKED, CandidateText, Ranker
from services.prior_art.domain.ranker_fitting import KnownAnswer, fit_ranker, plain_ranker
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import LearnedOrder, rank
from services.prior_art.domain.term_weights import QueryTerms
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.proxy_collection import proxy_collection, proxy_key
from services.prior_art.engines.store.store import DocumentStore

MIN_PROXIES = 300
MAX_PROXIES = 20_000
MAX_LEARNED = 3_000
MAX_CHECKED = 1_500
"""Queries of each task that are learned from, and that are checked on, at most."""
_CHECKED_OF_TEN = 3
_DEPTH = 100
_PAGE = 500


@dataclass(frozen=True)
class Checked:
    """Mean reciprocal rank of one task on documents that nothing was learned from."""

    task: str
    queries: int
    plain: float
    """BM25 with every term of the query alike."""
    before: float
    """With the weights in use."""
    after: float
    """With the weights learned now."""


@dataclass(frozen=True)
class Tuning:
    """What was learned and how it did."""

    ranker: Ranker
    checked: tuple[Checked, ...]

    @property
    def improves(self) -> bool:
        """Whether the new weights are better than those in use and plain BM25, over all tasks."""
        after = sum(one.after for one in self.checked)
        return after > max(
            sum(one.before for one in self.checked), sum(one.plain for one in self.checked)
        )


def tune_collection(indexed: IndexedCollection, store: DocumentStore, folder: Path) -> Tuning:
    """Learn on seven tenths of a collection's proxies and check on the others.

    The proxies are kept in ``folder`` meanwhile, beside the collection that they come from. Raises
    ``InvalidQueryError`` if the collection has too few documents with title and abstract.
    """
    proxies = _proxies(store, indexed.name)
    if len(proxies) < MIN_PROXIES:
        raise InvalidQueryError(
            f"Tuning needs {MIN_PROXIES} documents with title and abstract; the collection has "
            f"{len(proxies)}.",
            f"调优至少需要 {MIN_PROXIES} 篇有名称和摘要的文献，该文献库仅有 {len(proxies)} 篇。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    texts = [proxy.second_half for _, proxy in proxies]
    with proxy_collection(texts, None, folder) as rehearsal:
        tasks = {
            "title": [proxy.title for _, proxy in proxies],
            "first half": [proxy.first_half for _, proxy in proxies],
        }
        held_out = [_is_checked(key) for key, _ in proxies]
        learned: list[KnownAnswer] = []
        checks: dict[str, list[KnownAnswer]] = {}
        for task, queries in tasks.items():
            known = [
                KnownAnswer(query, text, proxy_key(i))
                for i, (query, text) in enumerate(zip(queries, texts, strict=True))
                if text.strip()
            ]
            learned += [one for one in known if not held_out[_place(one)]][:MAX_LEARNED]
            checks[task] = [one for one in known if held_out[_place(one)]][:MAX_CHECKED]
        ranker = learn_order(rehearsal, learned)
        return Tuning(
            ranker,
            tuple(
                Checked(
                    task,
                    len(known),
                    _mrr(rehearsal, None, known),
                    _mrr(rehearsal, indexed.ranker, known),
                    _mrr(rehearsal, ranker, known),
                )
                for task, known in checks.items()
            ),
        )


def learn_order(indexed: IndexedCollection, known: Sequence[KnownAnswer]) -> Ranker:
    """Weights learned from queries whose document in the collection is known."""

    def retrieve(query: QueryTerms) -> list[tuple[str, CandidateText]]:
        weights = dict(zip(query.terms, query.counts.tolist(), strict=True))
        keys = [hit.key for hit in indexed.lexical.search(weights, RetrievalFilter(), RERANKED)]
        texts = indexed.candidates.texts(keys)
        return [(key, texts[key]) for key in keys if key in texts]

    return fit_ranker(
        known,
        indexed.ranker or plain_ranker(),
        documents=indexed.lexical.documents,
        frequency=cache(indexed.lexical.document_frequency),
        retrieve=retrieve,
    )


def _proxies(store: DocumentStore, collection: str) -> list[tuple[str, HardProxy]]:
    """The proxies of a collection, ordered by a digest of their documents' keys."""
    found: list[tuple[str, HardProxy]] = []
    after = 0
    while page := store.changes(collection, after, _PAGE):
        after = page[-1].sequence
        for change in page:
            if change.document is not None and change.document.abstract is not None:
                proxy = hard_proxy(change.document.title, change.document.abstract)
                if proxy is not None:
                    found.append((change.key, proxy))
    return sorted(found, key=lambda pair: _digest(pair[0]))[:MAX_PROXIES]


def _mrr(indexed: IndexedCollection, ranker: Ranker | None, known: Sequence[KnownAnswer]) -> float:
    order = LearnedOrder(ranker, indexed.candidates) if ranker is not None else None
    found = []
    for one in known:
        hits = rank(
            [text_query(one.text)],
            RetrievalFilter(),
            _DEPTH,
            lexical=indexed.lexical,
            dense=None,
            order=order,
        )
        keys = [hit.key for hit in hits]
        found.append(1 / (1 + keys.index(one.key)) if one.key in keys else 0.0)
    return float(np.mean(found)) if found else 0.0


def _place(one: KnownAnswer) -> int:
    return int(one.key[2:-1])


def _is_checked(key: str) -> bool:
    return int.from_bytes(_digest(key)[:8], "big") % 10 < _CHECKED_OF_TEN


def _digest(key: str) -> bytes:
    return hashlib.sha256(b"tune:" + key.encode()).digest()

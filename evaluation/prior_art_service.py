"""The service's own search over the documents of a proxy task: store, indexes, ranking, all real."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.prior_art_floors import Ranks
from evaluation.prior_art_proxies import Queries, Task
from services.prior_art.domain.queries import text_query
from services.prior_art.domain.ranker_fitting import KnownAnswer
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import rank
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.proxy_collection import proxy_key
from services.prior_art.engines.tuning import learn_order

DEPTH = 100


def tune(indexed: IndexedCollection, both: Sequence[Task]) -> None:
    """What ``zhishen tune`` does on a collection, here with the tuning queries."""
    known = [
        KnownAnswer(text, task.documents[target], proxy_key(target))
        for task in both
        for text, target in zip(task.tuning.texts, task.tuning.targets, strict=True)
    ]
    indexed.use_ranker(learn_order(indexed, known))


def service_ranks(indexed: IndexedCollection, queries: Queries, documents: int) -> Ranks:
    """Where each query finds its document; what the search does not return comes last of all.

    Among equal scores the target comes last, as for every other system.
    """
    found = np.full(len(queries.texts), documents, np.int64)
    for i, (text, target) in enumerate(zip(queries.texts, queries.targets, strict=True)):
        hits = rank(
            [text_query(text)],
            RetrievalFilter(),
            DEPTH,
            lexical=indexed.lexical,
            dense=indexed.dense,
            order=indexed.order,
        )
        scores = {hit.key: hit.score for hit in hits}
        own = scores.get(proxy_key(target))
        if own is not None:
            found[i] = sum(score >= own for score in scores.values())
    return found

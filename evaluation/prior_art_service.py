"""The service's own search over the documents of a proxy task: store, indexes, ranking, all real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from evaluation.prior_art_floors import Ranks
from evaluation.prior_art_proxies import Queries
from services.prior_art.domain.queries import text_query
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import rank
from services.prior_art.engines.encoders import encoder_kind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.prior_art import PriorArtDocument

DEPTH = 100
_COLLECTION = "published"
_BATCH = 500


@contextmanager
def collection_of(documents: Sequence[str]) -> Iterator[IndexedCollection]:
    """A collection in which each text is the abstract of a document that has nothing else."""
    with TemporaryDirectory(prefix="zhishen-eval-") as name:
        folder = Path(name)
        store = DocumentStore(open_database(f"sqlite:///{folder / 'collections.db'}"))
        try:
            made = [_document(i, text) for i, text in enumerate(documents)]
            for begin in range(0, len(made), _BATCH):
                store.put(_COLLECTION, made[begin : begin + _BATCH])
            kind = encoder_kind("lsa", None)
            indexed = IndexedCollection(_COLLECTION, folder / _COLLECTION, store, kind)
            indexed.catch_up()
            yield indexed
        finally:
            store.close()


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
        )
        scores = {hit.key: hit.score for hit in hits}
        own = scores.get(_key(target))
        if own is not None:
            found[i] = sum(score >= own for score in scores.values())
    return found


def _document(number: int, text: str) -> PriorArtDocument:
    return PriorArtDocument(
        office_code="CN", document_number=f"{number:09d}", kind_code="A", title="", abstract=text
    )


def _key(number: int) -> str:
    return f"CN{number:09d}A"

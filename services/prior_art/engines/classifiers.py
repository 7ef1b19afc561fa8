"""Classifiers of collections, fitted when first asked for and again when a collection has grown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from heapq import nsmallest
from threading import Lock

from services.prior_art.domain.classification_suggestion import symbols_at
from services.prior_art.engines.store.store import DocumentStore
from services.prior_art.engines.symbol_classifier import SymbolClassifier, fit_classifier
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_classification import IpcLevel

MAX_TEXTS = 8_000
"""Documents that a classifier is fitted on, chosen and ordered by a digest of their keys."""
REFIT_GROWTH = 1.25
_PAGE = 500
_MAX_TEXT = 2_000


@dataclass(frozen=True)
class _Fitted:
    classifier: SymbolClassifier | None
    documents: int


class CollectionClassifiers:
    """One classifier per collection and level. Any thread may ask; each is fitted by one."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._fitted: dict[tuple[str, IpcLevel], _Fitted] = {}
        self._fitting = Lock()

    def classifier(self, collection: str, level: IpcLevel) -> SymbolClassifier | None:
        """The classifier; ``None`` if the collection has too few classified documents.

        Takes seconds when it has to be fitted. Raises ``UnknownCollectionError``.
        """
        documents = self._store.collection(collection).documents
        with self._fitting:
            known = self._fitted.get((collection, level))
            if known is None or not (
                known.documents <= documents <= REFIT_GROWTH * known.documents
            ):
                known = _Fitted(self._fit(collection, level), documents)
                self._fitted[collection, level] = known
        return known.classifier

    def _fit(self, collection: str, level: IpcLevel) -> SymbolClassifier | None:
        rows: list[tuple[bytes, str, str]] = []
        after = 0
        while page := self._store.changes(collection, after, _PAGE):
            after = page[-1].sequence
            for change in page:
                if change.document is None:
                    continue
                symbols = symbols_at(change.document.classifications, level)
                if symbols:
                    digest = hashlib.sha256(change.key.encode()).digest()
                    rows.append((digest, classified_text(change.document), symbols[0]))
            rows = nsmallest(MAX_TEXTS, rows)
        rows.sort()
        return fit_classifier([text for _, text, _ in rows], [symbol for _, _, symbol in rows])


def classified_text(document: PriorArtDocument) -> str:
    """What a document is classified by: title and abstract, else the first claim or paragraph."""
    texts = [document.abstract] if document.abstract else []
    if not texts:
        texts = [one.text for one in (*document.claims, *document.paragraphs)[:1]]
    return "\n".join([document.title, *texts])[:_MAX_TEXT]

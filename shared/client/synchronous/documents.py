"""Collections of prior art, their documents, and what a document consists of."""

from __future__ import annotations

from shared.client.operations import documents
from shared.client.synchronous.caller import Caller
from shared.contracts.prior_art import (
    CollectionInfo,
    DocumentBatch,
    IngestReport,
    NewCollection,
    PriorArtDocument,
)
from shared.contracts.prior_art_report import (
    CorrectionEntry,
    DocumentCitations,
    DocumentCorrection,
    DocumentFamily,
    NumberedPassage,
    QualityReport,
)


class DocumentCalls(Caller):
    """Calls of ``/v1/collections``, ``/v1/documents`` and ``/v1/document-corrections``.

    ``key`` is a document's key (``PriorArtDocument.key``), ``collection`` the name of its collection.
    """

    def collections(self) -> tuple[CollectionInfo, ...]:
        """The collections this key may search."""
        return self._run(documents.collections())

    def collection(self, name: str) -> CollectionInfo:
        """State of a collection."""
        return self._run(documents.collection(name))

    def make_collection(self, name: str, new: NewCollection) -> CollectionInfo:
        """Make a collection; for examiners."""
        return self._run(documents.make_collection(name, new))

    def collection_quality(self, name: str) -> QualityReport:
        """What is wrong with the data of a collection: counts and keys."""
        return self._run(documents.collection_quality(name))

    def collection_quality_page(self, name: str) -> str:
        """The same as an HTML page."""
        return self._run(documents.collection_quality_page(name))

    def add_documents(self, batch: DocumentBatch) -> IngestReport:
        """Add or replace documents; those counted in the answer are durable."""
        return self._run(documents.add_documents(batch))

    def document(self, key: str, collection: str = "published") -> PriorArtDocument:
        """A document of a collection."""
        return self._run(documents.document(key, collection))

    def remove_document(self, key: str, collection: str = "published") -> None:
        """Take a document out of a collection."""
        self._run(documents.remove_document(key, collection))

    def document_claim(
        self, key: str, number: str, collection: str = "published"
    ) -> NumberedPassage:
        """A claim of a document by its number."""
        return self._run(documents.document_claim(key, number, collection))

    def document_passage(
        self, key: str, place: int, collection: str = "published"
    ) -> NumberedPassage:
        """A passage of a document by its place: title, abstract, claims, paragraphs, from 0."""
        return self._run(documents.document_passage(key, place, collection))

    def document_citations(self, key: str, collection: str = "published") -> DocumentCitations:
        """What a document cites, and what in the collection cites it."""
        return self._run(documents.document_citations(key, collection))

    def document_family(self, key: str, collection: str = "published") -> DocumentFamily:
        """The family of a document, as far as the collection has it."""
        return self._run(documents.document_family(key, collection))

    def correct_document(self, correction: DocumentCorrection) -> CorrectionEntry:
        """Put a document right; who did so and why is logged."""
        return self._run(documents.correct_document(correction))

    def document_corrections(
        self, collection: str = "published", limit: int = 100
    ) -> tuple[CorrectionEntry, ...]:
        """The last corrections of a collection, newest first."""
        return self._run(documents.document_corrections(collection, limit))

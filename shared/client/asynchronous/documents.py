"""Collections of prior art, their documents, and what a document consists of."""

from __future__ import annotations

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import documents
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


class AsyncDocumentCalls(AsyncCaller):
    """Calls of ``/v1/collections``, ``/v1/documents`` and ``/v1/document-corrections``.

    ``key`` is a document's key (``PriorArtDocument.key``), ``collection`` the name of its collection.
    """

    async def collections(self) -> tuple[CollectionInfo, ...]:
        """The collections this key may search."""
        return await self._run(documents.collections())

    async def collection(self, name: str) -> CollectionInfo:
        """State of a collection."""
        return await self._run(documents.collection(name))

    async def make_collection(self, name: str, new: NewCollection) -> CollectionInfo:
        """Make a collection; for examiners."""
        return await self._run(documents.make_collection(name, new))

    async def collection_quality(self, name: str) -> QualityReport:
        """What is wrong with the data of a collection: counts and keys."""
        return await self._run(documents.collection_quality(name))

    async def collection_quality_page(self, name: str) -> str:
        """The same as an HTML page."""
        return await self._run(documents.collection_quality_page(name))

    async def add_documents(self, batch: DocumentBatch) -> IngestReport:
        """Add or replace documents; those counted in the answer are durable."""
        return await self._run(documents.add_documents(batch))

    async def document(self, key: str, collection: str = "published") -> PriorArtDocument:
        """A document of a collection."""
        return await self._run(documents.document(key, collection))

    async def remove_document(self, key: str, collection: str = "published") -> None:
        """Take a document out of a collection."""
        await self._run(documents.remove_document(key, collection))

    async def document_claim(
        self, key: str, number: str, collection: str = "published"
    ) -> NumberedPassage:
        """A claim of a document by its number."""
        return await self._run(documents.document_claim(key, number, collection))

    async def document_passage(
        self, key: str, place: int, collection: str = "published"
    ) -> NumberedPassage:
        """A passage of a document by its place: title, abstract, claims, paragraphs, from 0."""
        return await self._run(documents.document_passage(key, place, collection))

    async def document_citations(
        self, key: str, collection: str = "published"
    ) -> DocumentCitations:
        """What a document cites, and what in the collection cites it."""
        return await self._run(documents.document_citations(key, collection))

    async def document_family(self, key: str, collection: str = "published") -> DocumentFamily:
        """The family of a document, as far as the collection has it."""
        return await self._run(documents.document_family(key, collection))

    async def correct_document(self, correction: DocumentCorrection) -> CorrectionEntry:
        """Put a document right; who did so and why is logged."""
        return await self._run(documents.correct_document(correction))

    async def document_corrections(
        self, collection: str = "published", limit: int = 100
    ) -> tuple[CorrectionEntry, ...]:
        """The last corrections of a collection, newest first."""
        return await self._run(documents.document_corrections(collection, limit))

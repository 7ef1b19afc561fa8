"""Collections of prior art, their documents, and what a document consists of."""

from __future__ import annotations

from pydantic import TypeAdapter

from shared.client.operation import JSON_BODY, Operation, deleted, got, path_part, posted
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

_COLLECTIONS, _CORRECTIONS, _DOCUMENTS = (
    "/v1/collections",
    "/v1/document-corrections",
    "/v1/documents",
)
_INFOS = TypeAdapter(tuple[CollectionInfo, ...])
_ENTRIES = TypeAdapter(tuple[CorrectionEntry, ...])


def collections() -> Operation[tuple[CollectionInfo, ...]]:
    """The caller's collections."""
    return Operation("GET", _COLLECTIONS, _INFOS.validate_json)


def collection(name: str) -> Operation[CollectionInfo]:
    """State of a collection."""
    return got(f"{_COLLECTIONS}/{path_part(name)}", CollectionInfo)


def make_collection(name: str, new: NewCollection) -> Operation[CollectionInfo]:
    """Make a collection."""
    return Operation(
        "PUT",
        f"{_COLLECTIONS}/{path_part(name)}",
        CollectionInfo.model_validate_json,
        headers=JSON_BODY,
        content=new.model_dump_json().encode(),
    )


def collection_quality(name: str) -> Operation[QualityReport]:
    """What is wrong with the data of a collection."""
    return got(f"{_COLLECTIONS}/{path_part(name)}/quality", QualityReport)


def collection_quality_page(name: str) -> Operation[str]:
    """The same as a page."""
    path = f"{_COLLECTIONS}/{path_part(name)}/quality"
    return Operation("GET", path, bytes.decode, query={"format": "html"})


def add_documents(batch: DocumentBatch) -> Operation[IngestReport]:
    """Add or replace documents."""
    return posted(_DOCUMENTS, batch, IngestReport)


def document(key: str, collection_name: str) -> Operation[PriorArtDocument]:
    """A document of a collection."""
    return got(_document(key), PriorArtDocument, {"collection": collection_name})


def remove_document(key: str, collection_name: str) -> Operation[None]:
    """Take a document out of a collection."""
    return deleted(_document(key), {"collection": collection_name})


def document_claim(key: str, number: str, collection_name: str) -> Operation[NumberedPassage]:
    """A claim of a document by its number."""
    path = f"{_document(key)}/claims/{path_part(number)}"
    return got(path, NumberedPassage, {"collection": collection_name})


def document_passage(key: str, place: int, collection_name: str) -> Operation[NumberedPassage]:
    """A passage of a document by its place."""
    path = f"{_document(key)}/passages/{place}"
    return got(path, NumberedPassage, {"collection": collection_name})


def document_citations(key: str, collection_name: str) -> Operation[DocumentCitations]:
    """What a document cites, and what cites it."""
    path = f"{_document(key)}/citations"
    return got(path, DocumentCitations, {"collection": collection_name})


def document_family(key: str, collection_name: str) -> Operation[DocumentFamily]:
    """The family of a document."""
    path = f"{_document(key)}/family"
    return got(path, DocumentFamily, {"collection": collection_name})


def correct_document(correction: DocumentCorrection) -> Operation[CorrectionEntry]:
    """Put a document right, logged."""
    return posted(_CORRECTIONS, correction, CorrectionEntry)


def document_corrections(
    collection_name: str, limit: int
) -> Operation[tuple[CorrectionEntry, ...]]:
    """The last corrections of a collection."""
    query: dict[str, str | int] = {"collection": collection_name, "limit": limit}
    return Operation("GET", _CORRECTIONS, _ENTRIES.validate_json, query=query)


def _document(key: str) -> str:
    return f"{_DOCUMENTS}/{path_part(key)}"

"""Routes of prior_art. Work on the store and the indexes is plain ``def``: FastAPI's threads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

import shared.web.document_key  # noqa: F401 - registers {key:document}
from services.prior_art.api.convert import to_info
from services.prior_art.api.dependencies import LibraryDependency
from services.prior_art.api.recording import recorded_search
from services.prior_art.domain.acceptance import COLLECTION_NAME
from services.prior_art.domain.access import Access
from services.prior_art.engines.store.records import Asker
from shared.contracts.prior_art import (
    CollectionInfo,
    DocumentBatch,
    IngestReport,
    NewCollection,
    PriorArtDocument,
    SearchRequest,
    SearchResult,
)
from shared.web.principal import CurrentPrincipal, Examiner, Maintainer

router = APIRouter(prefix="/v1", tags=["prior_art"])

CollectionName = Annotated[str, Query(pattern=f"^{COLLECTION_NAME.pattern}$")]
DocumentKey = Annotated[str, Path(max_length=64)]


@router.post("/searches", response_model=SearchResult)
def search(
    body: SearchRequest, library: LibraryDependency, principal: CurrentPrincipal
) -> Response:
    """Search by text, application (or some of its claims), document or Boolean query. Recorded."""
    asker = Asker(principal.key_id, principal.role)
    return Response(recorded_search(library, body, asker), media_type="application/json")


@router.post("/documents")
def add_documents(
    body: DocumentBatch, library: LibraryDependency, principal: Maintainer
) -> IngestReport:
    """Add or replace documents. Those counted are durable, and searchable soon after."""
    return library.put(body.collection, principal.role, body.documents)


@router.get("/documents/{key:document}")
def read_document(
    key: DocumentKey,
    library: LibraryDependency,
    principal: CurrentPrincipal,
    collection: CollectionName = "published",
) -> PriorArtDocument:
    """A document as it was put in, by its key (``CN104223352A``)."""
    return library.document(collection, principal.role, key)


@router.delete("/documents/{key:document}", status_code=204, response_class=Response)
def delete_document(
    key: DocumentKey,
    library: LibraryDependency,
    principal: Maintainer,
    collection: CollectionName = "published",
) -> None:
    """Delete a document."""
    library.delete(collection, principal.role, key)


@router.get("/collections")
def list_collections(
    library: LibraryDependency, principal: CurrentPrincipal
) -> tuple[CollectionInfo, ...]:
    """The collections that the caller may use."""
    return tuple(
        to_info(one, library.indexed(one.name)) for one in library.collections(principal.role)
    )


@router.get("/collections/{name}")
def read_collection(
    name: Annotated[str, Path(max_length=63)],
    library: LibraryDependency,
    principal: CurrentPrincipal,
) -> CollectionInfo:
    """State of one collection."""
    collection = library.collection(name, principal.role, "path:name")
    return to_info(collection, library.indexed(collection.name))


@router.put("/collections/{name}")
def create_collection(
    name: Annotated[str, Path(pattern=f"^{COLLECTION_NAME.pattern}$")],
    body: NewCollection,
    library: LibraryDependency,
    principal: Examiner,  # noqa: ARG001 - examiners only: others would learn which names are taken
) -> CollectionInfo:
    """Make a collection; making the same again changes nothing."""
    access = Access.UNPUBLISHED if body.unpublished else Access.PUBLISHED
    collection = library.create(name, access)
    return to_info(collection, library.indexed(name))

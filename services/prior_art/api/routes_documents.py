"""Routes to what a document consists of and what it is tied to, and to a collection's quality."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from services.prior_art.api.dependencies import LibraryDependency
from services.prior_art.api.routes import CollectionName, DocumentKey
from services.prior_art.domain.citations import cited_numbers
from services.prior_art.domain.errors import UnknownDocumentError
from services.prior_art.domain.family import family_ids
from services.prior_art.domain.identity import document_number_id
from services.prior_art.domain.passages import passages_of
from services.prior_art.domain.quality import MESSAGES
from services.prior_art.engines.families import whole_family
from services.prior_art.engines.reports.html import quality_page
from services.prior_art.engines.store.states import Correction
from shared.contracts.common import Message
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_report import (
    CitedDocument,
    CorrectionEntry,
    DocumentCitations,
    DocumentCorrection,
    DocumentFamily,
    NumberedPassage,
    QualityIssue,
    QualityReport,
)
from shared.web.principal import CurrentPrincipal, Maintainer

router = APIRouter(prefix="/v1", tags=["prior_art"])

Number = Annotated[str, Path(max_length=20)]


@router.get("/documents/{key:path}/claims/{number}")
def read_claim(
    key: DocumentKey,
    number: Number,
    library: LibraryDependency,
    principal: CurrentPrincipal,
    collection: CollectionName = "published",
) -> NumberedPassage:
    """A claim of a document by its number."""
    document = library.document(collection, principal.role, key)
    for place, passage in enumerate(passages_of(document)):
        if passage.kind == "claim" and passage.number == number:
            return _passage(document, place)
    raise _no_passage()


@router.get("/documents/{key:path}/passages/{place}")
def read_passage(
    key: DocumentKey,
    place: Annotated[int, Path(ge=0)],
    library: LibraryDependency,
    principal: CurrentPrincipal,
    collection: CollectionName = "published",
) -> NumberedPassage:
    """A passage of a document by its place: title, abstract, claims, paragraphs, from 0."""
    document = library.document(collection, principal.role, key)
    if place >= len(passages_of(document)):
        raise _no_passage()
    return _passage(document, place)


@router.get("/documents/{key:path}/citations")
def read_citations(
    key: DocumentKey,
    library: LibraryDependency,
    principal: CurrentPrincipal,
    collection: CollectionName = "published",
) -> DocumentCitations:
    """What a document cites, and what in the collection cites it."""
    document = library.document(collection, principal.role, key)
    lexical = library.current(collection)[0].lexical
    numbers = cited_numbers(document)
    categories = {
        number: one.category
        for one in document.citations
        for number in cited_numbers(document.model_copy(update={"citations": (one,)}))
    }
    printed = [one for one in document.citations if one.document is None and one.text]
    return DocumentCitations(
        key=document.key,
        backward=tuple(
            [
                CitedDocument(
                    number=number,
                    category=categories.get(number),
                    keys=tuple(lexical.having("number", [number])),
                )
                for number in numbers
            ]
            + [CitedDocument(number=one.text or "", category=one.category) for one in printed]
        ),
        forward=tuple(lexical.having("cites", [document_number_id(document)])),
    )


@router.get("/documents/{key:path}/family")
def read_family(
    key: DocumentKey,
    library: LibraryDependency,
    principal: CurrentPrincipal,
    collection: CollectionName = "published",
) -> DocumentFamily:
    """The family of a document, as far as the collection has it."""
    document = library.document(collection, principal.role, key)
    lexical = library.current(collection)[0].lexical
    ids, members = whole_family(
        family_ids(document), lexical, lambda keys: library.store.documents(collection, keys)
    )
    return DocumentFamily(
        key=document.key,
        ids=tuple(sorted(ids)),
        members=tuple(one.key for one in members if one.key != document.key),
    )


@router.get(
    "/collections/{name}/quality",
    response_model=QualityReport,
    responses={200: {"content": {"text/html": {}}}},
)
def read_quality(
    name: Annotated[str, Path(max_length=63)],
    library: LibraryDependency,
    principal: Maintainer,
    report_format: Annotated[Literal["json", "html"], Query(alias="format")] = "json",
) -> Response:
    """What is wrong with the data of a collection: counts and keys, no text."""
    collection, tally = library.quality(name, principal.role)
    report = QualityReport(
        collection=collection.name,
        documents=tally.documents,
        sequence=collection.sequence,
        issues=tuple(
            QualityIssue(
                code=fault.value, message=MESSAGES[fault], documents=count, examples=examples
            )
            for fault, count, examples in tally.faults()
        ),
    )
    if report_format == "html":
        return Response(quality_page(report), media_type="text/html; charset=utf-8")
    return Response(report.model_dump_json(), media_type="application/json")


@router.post("/document-corrections")
def correct_document(
    body: DocumentCorrection, library: LibraryDependency, principal: Maintainer
) -> CorrectionEntry:
    """Put a document right; who did so and why is logged, earlier versions are kept."""
    made = library.correct(
        body.collection,
        principal.role,
        body.document,
        key_id=principal.key_id,
        reason=body.reason,
    )
    return _entry(made)


@router.get("/document-corrections")
def list_corrections(
    library: LibraryDependency,
    principal: Maintainer,
    collection: CollectionName = "published",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> tuple[CorrectionEntry, ...]:
    """The last corrections of a collection, newest first."""
    name = library.collection(collection, principal.role, "query:collection").name
    return tuple(_entry(one) for one in library.store.corrections(name, limit))


def _passage(document: PriorArtDocument, place: int) -> NumberedPassage:
    passage = passages_of(document)[place]
    return NumberedPassage(
        key=document.key,
        passage=place,
        kind=passage.kind,
        number=passage.number,
        text=passage.text,
    )


def _no_passage() -> UnknownDocumentError:
    message = Message(
        zh="该文献没有此编号的权利要求或段落。",
        en="The document has no claim or passage of this number.",
    )
    return UnknownDocumentError(message.en, message.zh)


def _entry(made: Correction) -> CorrectionEntry:
    return CorrectionEntry(
        collection=made.collection,
        key=made.key,
        sequence=made.sequence,
        fields=made.fields,
        reason=made.reason,
        corrected_by=made.key_id,
        corrected_at=made.corrected_at,
    )

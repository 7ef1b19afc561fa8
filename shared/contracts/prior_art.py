"""Wire models of prior_art."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field, StrictInt

from shared.contracts.common import Message, NotChecked, Versions, Wire
from shared.contracts.prior_art_chart import ClaimChart
from shared.contracts.prior_art_legal import ClaimStatus, LegalBasis, LegalDates
from shared.model.application import Application
from shared.model.classification import Classification
from shared.model.day import Day
from shared.model.identification import Citation, PriorityClaim


class PassageKind(StrEnum):
    """Part of a document that a passage comes from."""

    TITLE = "title"
    ABSTRACT = "abstract"
    CLAIM = "claim"
    DESCRIPTION = "description"


class DocumentPassage(Wire):
    """A piece of a document's text."""

    kind: PassageKind
    number: str | None = None
    """Claim or paragraph number as published."""
    text: str


class PriorArtDocument(Wire):
    """A document of a collection. Key: office, number, kind code."""

    office_code: str
    document_number: str
    kind_code: str | None = None
    publication_date: Day | None = None
    application_number: str | None = None
    filing_date: Day | None = None
    priority_claims: tuple[PriorityClaim, ...] = ()
    family_id: str | None = None
    title: str
    language: str = "zh"
    abstract: str | None = None
    claims: tuple[DocumentPassage, ...] = ()
    paragraphs: tuple[DocumentPassage, ...] = ()
    applicants: tuple[str, ...] = ()
    inventors: tuple[str, ...] = ()
    classifications: tuple[Classification, ...] = ()
    citations: tuple[Citation, ...] = ()
    source: str | None = None
    """Provenance: file or feed it came from."""

    @property
    def key(self) -> str:
        """``CN104223352A``: office, number, kind code."""
        return f"{self.office_code}{self.document_number}{self.kind_code or ''}"


class DocumentBatch(Wire):
    """Body of ``POST /v1/documents``."""

    collection: str = "published"
    documents: tuple[PriorArtDocument, ...] = Field(max_length=1000)


class Rejected(Wire):
    """A document that was not taken, and why."""

    key: str
    position: int
    reason: Message


class IngestReport(Wire):
    """Answer of ``POST /v1/documents``. Counted documents are durable."""

    collection: str
    added: int
    replaced: int
    unchanged: int
    rejected: tuple[Rejected, ...] = ()


class SearchFilter(Wire):
    """Hard constraints; they act inside retrieval."""

    published_before: Day | None = None
    """Strictly before this day."""
    published_from: Day | None = None
    ipc: tuple[str, ...] = ()
    """Any of these symbols, at any level (``A``, ``A01B``, ``A01B 1/02``)."""
    exclude: tuple[str, ...] = ()
    """Document keys never to be returned, e.g. the application's own publication."""
    office_codes: tuple[str, ...] = ()


class SearchElement(Wire):
    """A basic search element (基本检索要素) as the examiner confirmed it."""

    id: str = Field(max_length=20)
    """Of the element proposed, e.g. ``1.2``."""
    expressions: tuple[str, ...] = Field(min_length=1, max_length=50)
    """Words that express it, any of them: synonyms, other languages."""


class SearchRequest(Wire):
    """Body of ``POST /v1/searches``: at least one of ``text``, ``application``, ``document``,
    ``boolean`` and ``elements``; at most one of the first three.
    """

    collection: str = "published"
    text: str | None = Field(default=None, max_length=200_000)
    application: Application | None = None
    claims: tuple[StrictInt, ...] = ()
    """Search by these claims of the application (all independent ones if empty)."""
    document: str | None = None
    """Key of a document in the collection ("more like this")."""
    boolean: str | None = Field(default=None, max_length=10_000)
    """Boolean query (docs/prior-art.md): selects; what else is given orders what it selected."""
    elements: tuple[SearchElement, ...] = Field(default=(), max_length=40)
    """Confirmed elements: each becomes a sub-query."""
    more_like: tuple[str, ...] = Field(default=(), max_length=20)
    """Keys of documents that are relevant: what is like them moves up."""
    less_like: tuple[str, ...] = Field(default=(), max_length=20)
    """Keys of documents that are not: they are left out, what is like them moves down."""
    legal_dates: LegalDates | None = None
    """Go by what counts in law against each claim, instead of ``filter.published_before``."""
    chart: bool = False
    """Chart the application's claims against the hits."""
    filter: SearchFilter = SearchFilter()
    limit: StrictInt = Field(default=10, ge=1, le=200)


class HitPassage(Wire):
    """The best passage of a hit, with the query's terms marked."""

    kind: PassageKind
    number: str | None
    start: int = 0
    """First code point of ``text`` within the document's passage: long passages are excerpted."""
    text: str
    highlights: tuple[tuple[int, int], ...]
    """Ranges of ``text`` (code points) that match the query."""
    score: float


class FamilyMember(Wire):
    """Another publication of the same family."""

    key: str
    title: str
    publication_date: Day | None
    legal: tuple[ClaimStatus, ...] = ()


class SearchHit(Wire):
    """One family found, by its best member."""

    rank: int
    key: str
    score: float
    title: str
    publication_date: Day | None
    applicants: tuple[str, ...]
    classifications: tuple[Classification, ...]
    passages: tuple[HitPassage, ...]
    channels: dict[str, int]
    """Rank in each channel that found it, e.g. ``{"lexical": 1, "dense": 3}``."""
    family: tuple[FamilyMember, ...] = ()
    """Further members that pass the same filter, best first."""
    legal: tuple[ClaimStatus, ...] = ()
    """What it is to each claim, where the search asked for legal dates."""


class SubQuery(Wire):
    """One of the queries an application became."""

    name: str
    """``text``, ``claim 1``, ``abstract`` …"""
    text: str
    weight: float = 1.0
    """In the fusion, against 1 for a whole claim."""


class SearchResult(Wire):
    """Answer of ``POST /v1/searches``. Recorded: ``POST /v1/searches/{search_id}/replay``."""

    search_id: str = ""
    versions: Versions
    collection: str
    collection_documents: int
    queries: tuple[SubQuery, ...]
    filter: SearchFilter
    hits: tuple[SearchHit, ...]
    boolean: str | None = None
    """The Boolean query as it was understood, every group in parentheses."""
    selected: int | None = None
    """How many documents the Boolean query and the filter select."""
    legal: LegalBasis | None = None
    own_family: tuple[FamilyMember, ...] = ()
    """The subject's own family: prior art or conflict for claims whose priority does not hold."""
    needs_review: tuple[SearchHit, ...] = ()
    """Found, but a date that decides is unknown."""
    chart: ClaimChart | None = None
    not_checked: tuple[NotChecked, ...]


class CollectionInfo(Wire):
    """State of a collection."""

    name: str
    unpublished: bool = False
    """Holds pending applications: only examiners know of it."""
    documents: int
    updated_at: datetime | None
    versions: Versions


class NewCollection(Wire):
    """Body of ``PUT /v1/collections/{name}``."""

    unpublished: bool = False

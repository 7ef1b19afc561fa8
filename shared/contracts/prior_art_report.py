"""Wire models of prior_art: steps to a search report, records, quality and corrections."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field, StrictInt

from shared.contracts.common import Message, Versions, Wire
from shared.contracts.prior_art import PassageKind, PriorArtDocument, SearchRequest, SearchResult
from shared.contracts.prior_art_chart import ChartedClaim, ClaimElement
from shared.model.application import Application
from shared.model.classification import Classification
from shared.model.day import Day


class FeatureRequest(Wire):
    """Body of ``POST /v1/search-features``: the first step to a search report."""

    collection: str = "published"
    """Terms are weighed by it."""
    application: Application
    claims: tuple[StrictInt, ...] = ()
    """All claims if empty."""


class FeatureProposal(Wire):
    """Elements for the examiner to confirm; confirmed ones go into ``SearchRequest.elements``."""

    versions: Versions
    elements: tuple[ClaimElement, ...]
    claims: tuple[ChartedClaim, ...]
    classifications: tuple[Classification, ...]


class RecordedSearch(Wire):
    """A search as it was made."""

    search_id: str
    recorded_at: datetime
    request: SearchRequest
    result: SearchResult
    result_sha256: str
    """Of the answer's bytes."""


class CitationCategory(StrEnum):
    """Letters of Chinese search reports (Guidelines II-7-12)."""

    X = "X"
    Y = "Y"
    A = "A"
    R = "R"
    E = "E"
    PX = "PX"
    PY = "PY"
    PA = "PA"
    PE = "PE"


class ConfirmedCitation(Wire):
    """A citation that the examiner confirmed."""

    document: str = Field(max_length=64)
    """Key of a document of the collection that was searched."""
    category: CitationCategory
    claims: tuple[StrictInt, ...] = Field(min_length=1, max_length=1000)
    passages: str = Field(default="", max_length=2000)
    """What is relevant in it, e.g. ``说明书第[0012]段，图3``."""
    combined_with: tuple[str, ...] = ()
    """For Y: keys of the documents it is combined with."""


class SearchReportRequest(Wire):
    """Body of ``POST /v1/search-reports``: the last step."""

    application: Application
    search_ids: tuple[str, ...] = Field(min_length=1, max_length=100)
    """The searches that led to it: its strategy log."""
    citations: tuple[ConfirmedCitation, ...] = Field(default=(), max_length=200)
    claims: tuple[StrictInt, ...] = ()
    """Claims searched; all if empty."""
    fields_searched: tuple[str, ...] = Field(default=(), max_length=50)
    """IPC symbols searched; those of the application and of the filters if empty."""
    examiner: str = Field(default="", max_length=100)
    completed_on: Day
    remarks: str = Field(default="", max_length=5000)


class ReportElement(Wire):
    """A basic search element and the words it was searched by."""

    id: str
    text: str
    expressions: tuple[str, ...]


class StrategyStep(Wire):
    """One search of the strategy log."""

    search_id: str
    recorded_at: datetime
    collection: str
    collection_documents: int
    queries: tuple[str, ...]
    boolean: str | None
    filters: tuple[str, ...]
    families_found: int
    versions: dict[str, str]


class ReportCitation(Wire):
    """A citation with the document's bibliographic data."""

    number: int
    document: str
    office_code: str
    document_number: str
    kind_code: str | None
    publication_date: Day | None
    title: str
    applicants: tuple[str, ...]
    classifications: tuple[str, ...]
    category: CitationCategory
    claims: tuple[int, ...]
    passages: str
    combined_with: tuple[str, ...]
    message: Message
    """What the letter means."""


class SearchReport(Wire):
    """An examination search report (检索报告)."""

    report_id: str
    versions: Versions
    application_number: str | None
    office_code: str
    title: str
    applicants: tuple[str, ...]
    filing_date: Day | None
    earliest_priority_date: Day | None
    claims: tuple[int, ...]
    fields_searched: tuple[str, ...]
    elements: tuple[ReportElement, ...]
    strategy: tuple[StrategyStep, ...]
    citations: tuple[ReportCitation, ...]
    examiner: str
    completed_on: Day
    remarks: str


class NumberedPassage(Wire):
    """One passage of a document."""

    key: str
    passage: int
    """Place among the document's passages, from 0."""
    kind: PassageKind
    number: str | None
    text: str


class CitedDocument(Wire):
    """A document that cites or is cited."""

    number: str
    """Office and number, or the citation as printed."""
    category: str | None = None
    keys: tuple[str, ...] = ()
    """Publications of it in the collection."""


class DocumentCitations(Wire):
    """Citations of a document in both directions."""

    key: str
    backward: tuple[CitedDocument, ...]
    forward: tuple[str, ...]
    """Keys of documents of the collection that cite it."""


class DocumentFamily(Wire):
    """The family of a document, as far as the collection has it."""

    key: str
    ids: tuple[str, ...]
    """Applications, priorities and stated family ids that tie it together."""
    members: tuple[str, ...]


class QualityIssue(Wire):
    """One kind of fault in a collection."""

    code: str
    message: Message
    documents: int
    examples: tuple[str, ...]
    """Keys, at most 20. Never text."""


class QualityReport(Wire):
    """Data quality of a collection."""

    collection: str
    documents: int
    sequence: int
    """Change of the collection up to which it was looked at."""
    issues: tuple[QualityIssue, ...]


class DocumentCorrection(Wire):
    """Body of ``POST /v1/document-corrections``: one document put right, by whom and why."""

    collection: str = "published"
    document: PriorArtDocument
    """As it should be; its key names the document."""
    reason: str = Field(min_length=1, max_length=1000)


class CorrectionEntry(Wire):
    """One line of the log of corrections."""

    collection: str
    key: str
    sequence: int
    """The change that it made."""
    fields: tuple[str, ...]
    reason: str
    corrected_by: str
    """Id of the API key."""
    corrected_at: datetime

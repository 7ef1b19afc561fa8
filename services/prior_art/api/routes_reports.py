"""Routes of the steps to a search report, and to recorded searches."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from services.prior_art.api.charting import to_claims, to_elements
from services.prior_art.api.classifying import suggest_symbols
from services.prior_art.api.convert import to_versions
from services.prior_art.api.dependencies import LibraryDependency
from services.prior_art.api.recording import replay, to_recorded
from services.prior_art.api.reporting import search_report
from services.prior_art.domain.chart import chart
from services.prior_art.domain.elements import elements_of
from services.prior_art.engines.reports.docx import to_docx
from services.prior_art.engines.reports.html import to_html
from services.prior_art.engines.reports.st96 import to_st96
from services.prior_art.engines.store.records import Asker
from shared.contracts.prior_art import SearchResult
from shared.contracts.prior_art_classification import (
    ClassificationRequest,
    ClassificationSuggestions,
)
from shared.contracts.prior_art_report import (
    FeatureProposal,
    FeatureRequest,
    RecordedSearch,
    SearchReport,
    SearchReportRequest,
)
from shared.web.principal import CurrentPrincipal, Office, Principal

router = APIRouter(prefix="/v1", tags=["prior_art"])

RecordId = Annotated[str, Path(max_length=40)]
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPLAY_HEADER = "zhishen-replay"


def asker_of(principal: Principal) -> Asker:
    """Who a record belongs to."""
    return Asker(principal.key_id, principal.role)


@router.get("/searches/{search_id}")
def read_search(
    search_id: RecordId, library: LibraryDependency, principal: CurrentPrincipal
) -> RecordedSearch:
    """A recorded search with its question and its answer."""
    return to_recorded(library.records.search(search_id, asker_of(principal)))


@router.post("/searches/{search_id}/replay", response_model=SearchResult)
def replay_search(
    search_id: RecordId, library: LibraryDependency, principal: CurrentPrincipal
) -> Response:
    """The recorded answer, byte for byte. The header ``zhishen-replay`` says whether the search was
    run again with the same bytes (``verified``) or the collection has changed since.
    """
    record, outcome = replay(library, search_id, asker_of(principal))
    headers = {REPLAY_HEADER: outcome.value, "etag": f'"{record.result_sha256}"'}
    return Response(record.result, media_type="application/json", headers=headers)


@router.post("/search-features")
def propose_features(
    body: FeatureRequest, library: LibraryDependency, principal: CurrentPrincipal
) -> FeatureProposal:
    """First step: the elements of the claims, with words to search them by, to be confirmed."""
    library.collection(body.collection, principal.role)
    indexed, _ = library.current(body.collection)
    wanted = set(body.claims)
    claims = tuple(
        one for one in elements_of(body.application) if not wanted or one.number in wanted
    )
    lexical = indexed.lexical
    empty = chart(claims, (), {}, lexical.documents, lexical.document_frequency)
    return FeatureProposal(
        versions=to_versions(indexed),
        elements=to_elements(claims, empty.terms),
        claims=to_claims(claims),
        classifications=body.application.bibliographic.classifications,
    )


@router.post("/classification-suggestions")
def suggest_classification(
    body: ClassificationRequest, library: LibraryDependency, principal: CurrentPrincipal
) -> ClassificationSuggestions:
    """IPC symbols for an application or a text, with the documents and words that speak for them.

    Learns from the classified documents of the collection; nothing of the request is kept.
    """
    return suggest_symbols(library, body, principal.role)


@router.post("/search-reports", status_code=201)
def make_report(
    body: SearchReportRequest, library: LibraryDependency, principal: Office
) -> SearchReport:
    """Last step: a search report from recorded searches and confirmed citations."""
    return search_report(library, body, asker_of(principal))


@router.get(
    "/search-reports/{report_id}",
    response_model=SearchReport,
    responses={200: {"content": {_DOCX: {}, "text/html": {}, "application/xml": {}}}},
)
def read_report(
    report_id: RecordId,
    library: LibraryDependency,
    principal: Office,
    report_format: Annotated[
        Literal["json", "html", "docx", "st96"], Query(alias="format")
    ] = "json",
) -> Response:
    """A search report as JSON, HTML page, Word document or ST.96 SearchReport."""
    text = library.records.report(report_id, asker_of(principal))
    if report_format == "json":
        return Response(text, media_type="application/json")
    report = SearchReport.model_validate_json(text)
    if report_format == "html":
        return Response(to_html(report), media_type="text/html; charset=utf-8")
    if report_format == "docx":
        return _download(to_docx(report), _DOCX, f"{report.report_id}.docx")
    return _download(to_st96(report), "application/xml", f"{report.report_id}.xml")


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)

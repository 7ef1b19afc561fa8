"""Prior-art search, its records, and the steps to a search report."""

from __future__ import annotations

from typing import Literal

from shared.client.operation import Operation, got, path_part, posted
from shared.contracts.prior_art import SearchRequest, SearchResult
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

ReportFormat = Literal["json", "html", "docx", "st96"]
_SEARCHES, _REPORTS = "/v1/searches", "/v1/search-reports"


def search(request: SearchRequest) -> Operation[SearchResult]:
    """Search a collection."""
    return posted(_SEARCHES, request, SearchResult)


def recorded_search(search_id: str) -> Operation[RecordedSearch]:
    """A search made earlier, with its question."""
    return got(f"{_SEARCHES}/{path_part(search_id)}", RecordedSearch)


def replay_search(search_id: str) -> Operation[bytes]:
    """The recorded answer, byte for byte."""
    return Operation("POST", f"{_SEARCHES}/{path_part(search_id)}/replay", bytes)


def search_features(request: FeatureRequest) -> Operation[FeatureProposal]:
    """Elements of claims, to be confirmed."""
    return posted("/v1/search-features", request, FeatureProposal)


def classification_suggestions(
    request: ClassificationRequest,
) -> Operation[ClassificationSuggestions]:
    """IPC symbols for an application."""
    return posted("/v1/classification-suggestions", request, ClassificationSuggestions)


def make_search_report(request: SearchReportRequest) -> Operation[SearchReport]:
    """Draw up a search report."""
    return posted(_REPORTS, request, SearchReport)


def recorded_search_report(report_id: str) -> Operation[SearchReport]:
    """A search report drawn up earlier."""
    return got(f"{_REPORTS}/{path_part(report_id)}", SearchReport)


def search_report(report_id: str, report_format: ReportFormat) -> Operation[bytes]:
    """A search report as a document."""
    path = f"{_REPORTS}/{path_part(report_id)}"
    return Operation("GET", path, bytes, query={"format": report_format})

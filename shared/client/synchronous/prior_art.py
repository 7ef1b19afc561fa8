"""Prior-art search, its records, and the steps to a search report."""

from __future__ import annotations

from shared.client.operations import prior_art
from shared.client.synchronous.caller import Caller
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


class PriorArtCalls(Caller):
    """Calls that search prior art."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Prior-art search alone."""
        return self._run(prior_art.search(request))

    def recorded_search(self, search_id: str) -> RecordedSearch:
        """A search made earlier by this key, with its question."""
        return self._run(prior_art.recorded_search(search_id))

    def replay_search(self, search_id: str) -> bytes:
        """The recorded answer, byte for byte."""
        return self._run(prior_art.replay_search(search_id))

    def search_features(self, request: FeatureRequest) -> FeatureProposal:
        """Elements of claims, to be confirmed before the search."""
        return self._run(prior_art.search_features(request))

    def classification_suggestions(
        self, request: ClassificationRequest
    ) -> ClassificationSuggestions:
        """IPC symbols for an application, with the reasons for them."""
        return self._run(prior_art.classification_suggestions(request))

    def make_search_report(self, request: SearchReportRequest) -> SearchReport:
        """Draw up a search report from recorded searches and confirmed citations."""
        return self._run(prior_art.make_search_report(request))

    def recorded_search_report(self, report_id: str) -> SearchReport:
        """A search report drawn up earlier by this key."""
        return self._run(prior_art.recorded_search_report(report_id))

    def search_report(
        self, report_id: str, report_format: prior_art.ReportFormat = "docx"
    ) -> bytes:
        """A search report as a document: ``json``, ``html``, ``docx`` or ``st96``."""
        return self._run(prior_art.search_report(report_id, report_format))

"""The client for ordinary programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx

from shared.client import operations
from shared.client.operations import Operation, T
from shared.client.packages import package_files
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import CheckReport, CheckRequest, RuleDocumentation, RuleList
from shared.contracts.gateway import DossierSummary, ExaminationRequest
from shared.contracts.notices import DOCX, NoticeDraft, NoticeRequest
from shared.contracts.prior_art import SearchRequest, SearchResult
from shared.contracts.prior_art_report import (
    FeatureProposal,
    FeatureRequest,
    RecordedSearch,
    SearchReport,
    SearchReportRequest,
)


class ZhishenClient:
    """Calls a gateway; use it as a context manager. Methods raise ``ClientError``.

    ``timeout_s`` bounds one call; an examination takes as long as its recognition needs.
    ``http`` replaces the HTTP client (proxies, certificates, tests); it is closed with this one.
    """

    def __init__(
        self, url: str, key: str, *, timeout_s: float = 900.0, http: httpx.Client | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}"}
        self._http = http or httpx.Client(timeout=httpx.Timeout(timeout_s, connect=10.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def examine(self, path: Path) -> Dossier:
        """Examine the package at ``path``: an archive, a document or a folder."""
        return self._run(operations.examine_files(package_files(path)))

    def examine_application(self, request: ExaminationRequest) -> Dossier:
        """Examine an application in our own model."""
        return self._run(operations.examine_application(request))

    def dossier(self, dossier_id: str) -> Dossier:
        """A dossier made earlier."""
        return self._run(operations.dossier(dossier_id))

    def report(self, dossier_id: str) -> str:
        """The HTML report of a dossier."""
        return self._run(operations.report(dossier_id))

    def dossiers(self, page_size: int = 100) -> Iterator[DossierSummary]:
        """All dossiers this key may see, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = self._run(operations.dossier_page(cursor, page_size))
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def check(self, request: CheckRequest) -> CheckReport:
        """Formal check alone."""
        return self._run(operations.check(request))

    def correct(self, request: CorrectionRequest) -> CorrectionReport:
        """What replacement papers mend, and what they add to the original filing."""
        return self._run(operations.correct(request))

    def draft_notice(self, request: NoticeRequest) -> NoticeDraft:
        """The draft notice of correction as data; edit it and send it back as ``draft``."""
        return self._run(operations.draft_notice(request))

    def notice_document(self, request: NoticeRequest, media_type: str = DOCX) -> bytes:
        """The notice of correction as a document: DOCX or ``text/html``."""
        return self._run(operations.notice_document(request, media_type))

    def rules(self) -> RuleList:
        """All rules of the formal check."""
        return self._run(operations.rules())

    def rule(self, code: str) -> RuleDocumentation:
        """One rule with its documentation."""
        return self._run(operations.rule(code))

    def search(self, request: SearchRequest) -> SearchResult:
        """Prior-art search alone."""
        return self._run(operations.search(request))

    def recorded_search(self, search_id: str) -> RecordedSearch:
        """A search made earlier by this key, with its question."""
        return self._run(operations.recorded_search(search_id))

    def replay_search(self, search_id: str) -> bytes:
        """The recorded answer, byte for byte."""
        return self._run(operations.replay_search(search_id))

    def search_features(self, request: FeatureRequest) -> FeatureProposal:
        """Elements of claims, to be confirmed before the search."""
        return self._run(operations.search_features(request))

    def make_search_report(self, request: SearchReportRequest) -> SearchReport:
        """Draw up a search report from recorded searches and confirmed citations."""
        return self._run(operations.make_search_report(request))

    def search_report(self, report_id: str, report_format: str = "docx") -> bytes:
        """A search report as ``json``, ``html``, ``docx`` or ``st96``."""
        return self._run(operations.search_report(report_id, report_format))

    def _run(self, operation: Operation[T]) -> T:
        try:
            answer = self._http.request(
                operation.method,
                self._url + operation.path,
                headers={**self._headers, **operation.headers},
                params=dict(operation.query),
                content=operation.content,
                files=operation.files,
            )
        except httpx.TransportError as error:
            raise operations.unreachable(error) from error
        return operation.result(answer)

"""The client for ordinary programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Self

import httpx

from shared.client import batch_operations, operations
from shared.client.hints import Exchange, HintSession
from shared.client.operations import Operation, T
from shared.client.packages import package_files
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationRecord,
    ApplicationState,
    ApplicationSummary,
)
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.dossier import Dossier
from shared.contracts.formal_check import CheckReport, CheckRequest, RuleDocumentation, RuleList
from shared.contracts.gateway import DossierSummary, ExaminationRequest
from shared.contracts.notices import DOCX, NoticeDraft, NoticeRequest
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
from shared.contracts.rechecks import (
    RecheckItem,
    RecheckJob,
    RecheckRequest,
    RecheckStarted,
    RecheckSummary,
)
from shared.model.case_file import CaseFile


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

    def classification_suggestions(
        self, request: ClassificationRequest
    ) -> ClassificationSuggestions:
        """IPC symbols for an application, with the reasons for them."""
        return self._run(operations.classification_suggestions(request))

    def make_search_report(self, request: SearchReportRequest) -> SearchReport:
        """Draw up a search report from recorded searches and confirmed citations."""
        return self._run(operations.make_search_report(request))

    def search_report(self, report_id: str, report_format: str = "docx") -> bytes:
        """A search report as ``json``, ``html``, ``docx`` or ``st96``."""
        return self._run(operations.search_report(report_id, report_format))

    def file_application(self, path: Path) -> ApplicationRecord:
        """File the package at ``path`` as a pending application."""
        return self._run(batch_operations.file_application(package_files(path)))

    def amend_application(self, application_id: str, path: Path) -> ApplicationRecord:
        """File the package at ``path`` as the next version of an application."""
        files = package_files(path)
        return self._run(batch_operations.amend_application(application_id, files))

    def application(self, application_id: str) -> ApplicationRecord:
        """An application: its versions, deadlines and last results."""
        return self._run(batch_operations.application(application_id))

    def applications(
        self, state: ApplicationState | None = None, page_size: int = 100
    ) -> Iterator[ApplicationSummary]:
        """Applications this key may see, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = self._run(batch_operations.application_page(cursor, page_size, state))
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def change_application(
        self, application_id: str, change: ApplicationChange
    ) -> ApplicationRecord:
        """Set state, order, art unit or deadlines; for people of the office."""
        return self._run(batch_operations.change_application(application_id, change))

    def application_version(self, application_id: str, number: int) -> CaseFile:
        """The case file of a version."""
        return self._run(batch_operations.application_version(application_id, number))

    def formal_result(self, application_id: str) -> CheckReport:
        """The last formal check of an application."""
        return self._run(batch_operations.formal_result(application_id))

    def prior_art_result(self, application_id: str) -> SearchResult:
        """The last prior-art search of an application."""
        return self._run(batch_operations.prior_art_result(application_id))

    def start_recheck(self, request: RecheckRequest) -> RecheckStarted:
        """Start a re-check, or count what it would take in."""
        return self._run(batch_operations.start_recheck(request))

    def recheck(self, job_id: str) -> RecheckJob:
        """State and progress of a re-check."""
        return self._run(batch_operations.recheck(job_id))

    def rechecks(self, page_size: int = 100) -> Iterator[RecheckJob]:
        """All re-checks, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = self._run(batch_operations.recheck_page(cursor, page_size))
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def steer_recheck(self, job_id: str, action: batch_operations.Action) -> RecheckJob:
        """Pause, resume, cancel, or retry what failed."""
        return self._run(batch_operations.steer_recheck(job_id, action))

    def recheck_items(self, job_id: str, page_size: int = 500) -> Iterator[RecheckItem]:
        """Results item by item, fetched page by page."""
        position: int | None = 0
        while position is not None:
            page = self._run(batch_operations.recheck_items(job_id, position, page_size))
            yield from page.items
            position = page.next_position

    def recheck_summary(self, job_id: str) -> RecheckSummary:
        """What became of findings, by rule and art unit."""
        return self._run(batch_operations.recheck_summary(job_id))

    def export_recheck(self, job_id: str, form: batch_operations.ExportFormat = "csv") -> bytes:
        """All items as CSV or JSON lines, or a page with charts."""
        return self._run(batch_operations.export_recheck(job_id, form))

    def hint_session(
        self, *, as_of: date | None = None, governing_date: date | None = None
    ) -> HintSession:
        """Live hints while papers are written; use it as a context manager."""
        exchange = Exchange(as_of, governing_date)
        return HintSession(self._url, lambda: self._run(operations.hint_ticket()), exchange)

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

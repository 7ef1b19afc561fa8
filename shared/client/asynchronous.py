"""The client for asyncio programs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Self

import httpx

from shared.client import batch_operations, operations
from shared.client.hints import AsyncHintSession, Exchange
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


class AsyncZhishenClient:
    """Calls a gateway; use it as an async context manager. Methods raise ``ClientError``.

    ``timeout_s`` bounds one call; an examination takes as long as its recognition needs.
    ``http`` replaces the HTTP client (proxies, certificates, tests); it is closed with this one.
    """

    def __init__(
        self, url: str, key: str, *, timeout_s: float = 900.0, http: httpx.AsyncClient | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {key}"}
        self._http = http or httpx.AsyncClient(timeout=httpx.Timeout(timeout_s, connect=10.0))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def examine(self, path: Path) -> Dossier:
        """Examine the package at ``path``: an archive, a document or a folder."""
        return await self._run(
            operations.examine_files(await asyncio.to_thread(package_files, path))
        )

    async def examine_application(self, request: ExaminationRequest) -> Dossier:
        """Examine an application in our own model."""
        return await self._run(operations.examine_application(request))

    async def dossier(self, dossier_id: str) -> Dossier:
        """A dossier made earlier."""
        return await self._run(operations.dossier(dossier_id))

    async def report(self, dossier_id: str) -> str:
        """The HTML report of a dossier."""
        return await self._run(operations.report(dossier_id))

    async def dossiers(self, page_size: int = 100) -> AsyncIterator[DossierSummary]:
        """All dossiers this key may see, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = await self._run(operations.dossier_page(cursor, page_size))
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    async def check(self, request: CheckRequest) -> CheckReport:
        """Formal check alone."""
        return await self._run(operations.check(request))

    async def correct(self, request: CorrectionRequest) -> CorrectionReport:
        """What replacement papers mend, and what they add to the original filing."""
        return await self._run(operations.correct(request))

    async def draft_notice(self, request: NoticeRequest) -> NoticeDraft:
        """The draft notice of correction as data; edit it and send it back as ``draft``."""
        return await self._run(operations.draft_notice(request))

    async def notice_document(self, request: NoticeRequest, media_type: str = DOCX) -> bytes:
        """The notice of correction as a document: DOCX or ``text/html``."""
        return await self._run(operations.notice_document(request, media_type))

    async def rules(self) -> RuleList:
        """All rules of the formal check."""
        return await self._run(operations.rules())

    async def rule(self, code: str) -> RuleDocumentation:
        """One rule with its documentation."""
        return await self._run(operations.rule(code))

    async def search(self, request: SearchRequest) -> SearchResult:
        """Prior-art search alone."""
        return await self._run(operations.search(request))

    async def recorded_search(self, search_id: str) -> RecordedSearch:
        """A search made earlier by this key, with its question."""
        return await self._run(operations.recorded_search(search_id))

    async def replay_search(self, search_id: str) -> bytes:
        """The recorded answer, byte for byte."""
        return await self._run(operations.replay_search(search_id))

    async def search_features(self, request: FeatureRequest) -> FeatureProposal:
        """Elements of claims, to be confirmed before the search."""
        return await self._run(operations.search_features(request))

    async def classification_suggestions(
        self, request: ClassificationRequest
    ) -> ClassificationSuggestions:
        """IPC symbols for an application, with the reasons for them."""
        return await self._run(operations.classification_suggestions(request))

    async def make_search_report(self, request: SearchReportRequest) -> SearchReport:
        """Draw up a search report from recorded searches and confirmed citations."""
        return await self._run(operations.make_search_report(request))

    async def search_report(self, report_id: str, report_format: str = "docx") -> bytes:
        """A search report as ``json``, ``html``, ``docx`` or ``st96``."""
        return await self._run(operations.search_report(report_id, report_format))

    async def file_application(self, path: Path) -> ApplicationRecord:
        """File the package at ``path`` as a pending application."""
        return await self._run(
            batch_operations.file_application(await asyncio.to_thread(package_files, path))
        )

    async def amend_application(self, application_id: str, path: Path) -> ApplicationRecord:
        """File the package at ``path`` as the next version of an application."""
        files = await asyncio.to_thread(package_files, path)
        return await self._run(batch_operations.amend_application(application_id, files))

    async def application(self, application_id: str) -> ApplicationRecord:
        """An application: its versions, deadlines and last results."""
        return await self._run(batch_operations.application(application_id))

    async def applications(
        self, state: ApplicationState | None = None, page_size: int = 100
    ) -> AsyncIterator[ApplicationSummary]:
        """Applications this key may see, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = await self._run(batch_operations.application_page(cursor, page_size, state))
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    async def change_application(
        self, application_id: str, change: ApplicationChange
    ) -> ApplicationRecord:
        """Set state, order, art unit or deadlines; for people of the office."""
        return await self._run(batch_operations.change_application(application_id, change))

    async def application_version(self, application_id: str, number: int) -> CaseFile:
        """The case file of a version."""
        return await self._run(batch_operations.application_version(application_id, number))

    async def formal_result(self, application_id: str) -> CheckReport:
        """The last formal check of an application."""
        return await self._run(batch_operations.formal_result(application_id))

    async def prior_art_result(self, application_id: str) -> SearchResult:
        """The last prior-art search of an application."""
        return await self._run(batch_operations.prior_art_result(application_id))

    async def start_recheck(self, request: RecheckRequest) -> RecheckStarted:
        """Start a re-check, or count what it would take in."""
        return await self._run(batch_operations.start_recheck(request))

    async def recheck(self, job_id: str) -> RecheckJob:
        """State and progress of a re-check."""
        return await self._run(batch_operations.recheck(job_id))

    async def rechecks(self, page_size: int = 100) -> AsyncIterator[RecheckJob]:
        """All re-checks, newest first, fetched page by page."""
        cursor: str | None = None
        while True:
            page = await self._run(batch_operations.recheck_page(cursor, page_size))
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    async def steer_recheck(self, job_id: str, action: batch_operations.Action) -> RecheckJob:
        """Pause, resume, cancel, or retry what failed."""
        return await self._run(batch_operations.steer_recheck(job_id, action))

    async def recheck_items(self, job_id: str, page_size: int = 500) -> AsyncIterator[RecheckItem]:
        """Results item by item, fetched page by page."""
        position: int | None = 0
        while position is not None:
            page = await self._run(batch_operations.recheck_items(job_id, position, page_size))
            for item in page.items:
                yield item
            position = page.next_position

    async def recheck_summary(self, job_id: str) -> RecheckSummary:
        """What became of findings, by rule and art unit."""
        return await self._run(batch_operations.recheck_summary(job_id))

    async def export_recheck(
        self, job_id: str, form: batch_operations.ExportFormat = "csv"
    ) -> bytes:
        """All items as CSV or JSON lines, or a page with charts."""
        return await self._run(batch_operations.export_recheck(job_id, form))

    def hint_session(
        self, *, as_of: date | None = None, governing_date: date | None = None
    ) -> AsyncHintSession:
        """Live hints while papers are written; use it as an async context manager."""
        exchange = Exchange(as_of, governing_date)
        return AsyncHintSession(self._url, lambda: self._run(operations.hint_ticket()), exchange)

    async def _run(self, operation: Operation[T]) -> T:
        try:
            answer = await self._http.request(
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

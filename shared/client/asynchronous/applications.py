"""Pending applications, their versions and papers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import applications
from shared.client.packages import papers_at
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationRecord,
    ApplicationState,
    ApplicationSummary,
    PaperList,
)
from shared.contracts.formal_check import CheckReport
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.prior_art import SearchResult
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind


class AsyncApplicationCalls(AsyncCaller):
    """Calls of ``/v1/applications``.

    Papers are a package on disk (archive, document or folder) or an application in our own model.
    """

    async def file_application(self, papers: Path | ExaminationRequest) -> ApplicationRecord:
        """File papers as a pending application."""
        return await self._run(
            applications.file_application(await asyncio.to_thread(papers_at, papers))
        )

    async def amend_application(
        self, application_id: str, papers: Path | ExaminationRequest
    ) -> ApplicationRecord:
        """File papers as the next version of an application."""
        return await self._run(
            applications.amend_application(
                application_id, await asyncio.to_thread(papers_at, papers)
            )
        )

    async def application(self, application_id: str) -> ApplicationRecord:
        """An application: its versions, deadlines and last results."""
        return await self._run(applications.application(application_id))

    def applications(
        self,
        state: ApplicationState | None = None,
        page_size: int = 100,
        *,
        kind: ApplicationKind | None = None,
        art_unit: str | None = None,
    ) -> AsyncIterator[ApplicationSummary]:
        """Applications this key may see, newest first, fetched page by page."""
        return self._pages(
            lambda cursor: applications.application_page(cursor, page_size, state, kind, art_unit)
        )

    async def change_application(
        self, application_id: str, change: ApplicationChange
    ) -> ApplicationRecord:
        """Set state, order, art unit or deadlines; for people of the office."""
        return await self._run(applications.change_application(application_id, change))

    async def application_version(self, application_id: str, number: int) -> CaseFile:
        """The case file of a version."""
        return await self._run(applications.application_version(application_id, number))

    async def application_papers(self, application_id: str, number: int) -> PaperList:
        """The papers of a version: names, sizes and digests."""
        return await self._run(applications.application_papers(application_id, number))

    async def application_paper(self, application_id: str, number: int, position: int) -> bytes:
        """A paper of a version as it was filed."""
        return await self._run(applications.application_paper(application_id, number, position))

    async def formal_result(self, application_id: str) -> CheckReport:
        """The last formal check of an application."""
        return await self._run(applications.formal_result(application_id))

    async def prior_art_result(self, application_id: str) -> SearchResult:
        """The last prior-art search of an application."""
        return await self._run(applications.prior_art_result(application_id))

"""Examinations of whole applications, and their dossiers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import examinations
from shared.client.packages import package_files
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierSummary, ExaminationRequest


class AsyncExaminationCalls(AsyncCaller):
    """Calls of ``/v1/examinations``."""

    async def examine(self, path: Path) -> Dossier:
        """Examine the package at ``path``: an archive, a document or a folder."""
        return await self._run(
            examinations.examine_files(await asyncio.to_thread(package_files, path))
        )

    async def examine_application(self, request: ExaminationRequest) -> Dossier:
        """Examine an application in our own model."""
        return await self._run(examinations.examine_application(request))

    async def dossier(self, dossier_id: str) -> Dossier:
        """A dossier made earlier."""
        return await self._run(examinations.dossier(dossier_id))

    async def report(self, dossier_id: str) -> str:
        """The HTML report of a dossier."""
        return await self._run(examinations.report(dossier_id))

    def dossiers(self, page_size: int = 100) -> AsyncIterator[DossierSummary]:
        """All dossiers this key may see, newest first, fetched page by page."""
        return self._pages(lambda cursor: examinations.dossier_page(cursor, page_size))

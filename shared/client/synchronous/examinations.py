"""Examinations of whole applications, and their dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shared.client.operations import examinations
from shared.client.packages import package_files
from shared.client.synchronous.caller import Caller
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierSummary, ExaminationRequest


class ExaminationCalls(Caller):
    """Calls of ``/v1/examinations``."""

    def examine(self, path: Path) -> Dossier:
        """Examine the package at ``path``: an archive, a document or a folder."""
        return self._run(examinations.examine_files(package_files(path)))

    def examine_application(self, request: ExaminationRequest) -> Dossier:
        """Examine an application in our own model."""
        return self._run(examinations.examine_application(request))

    def dossier(self, dossier_id: str) -> Dossier:
        """A dossier made earlier."""
        return self._run(examinations.dossier(dossier_id))

    def report(self, dossier_id: str) -> str:
        """The HTML report of a dossier."""
        return self._run(examinations.report(dossier_id))

    def dossiers(self, page_size: int = 100) -> Iterator[DossierSummary]:
        """All dossiers this key may see, newest first, fetched page by page."""
        return self._pages(lambda cursor: examinations.dossier_page(cursor, page_size))

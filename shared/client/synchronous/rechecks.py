"""Batch re-checks: start, follow, steer, results."""

from __future__ import annotations

from collections.abc import Iterator

from shared.client.operations import rechecks
from shared.client.operations.rechecks import Action, ExportFormat
from shared.client.synchronous.caller import Caller
from shared.contracts.rechecks import (
    ItemState,
    RecheckItem,
    RecheckJob,
    RecheckRequest,
    RecheckStarted,
    RecheckSummary,
)


class RecheckCalls(Caller):
    """Calls of ``/v1/rechecks``; for people of the office."""

    def start_recheck(self, request: RecheckRequest) -> RecheckStarted:
        """Start a re-check, or count what it would take in."""
        return self._run(rechecks.start_recheck(request))

    def recheck(self, job_id: str) -> RecheckJob:
        """State and progress of a re-check."""
        return self._run(rechecks.recheck(job_id))

    def follow_recheck(self, job_id: str) -> Iterator[RecheckJob]:
        """State and progress whenever they change, until the re-check has ended."""
        return self._events(rechecks.recheck_events(job_id))

    def rechecks(self, page_size: int = 100) -> Iterator[RecheckJob]:
        """All re-checks, newest first, fetched page by page."""
        return self._pages(lambda cursor: rechecks.recheck_page(cursor, page_size))

    def steer_recheck(self, job_id: str, action: Action) -> RecheckJob:
        """Pause, resume, cancel, or retry what failed."""
        return self._run(rechecks.steer_recheck(job_id, action))

    def recheck_items(
        self, job_id: str, page_size: int = 500, *, state: ItemState | None = None
    ) -> Iterator[RecheckItem]:
        """Results item by item, fetched page by page."""
        position: int | None = 0
        while position is not None:
            page = self._run(rechecks.recheck_items(job_id, position, page_size, state))
            yield from page.items
            position = page.next_position

    def recheck_summary(self, job_id: str) -> RecheckSummary:
        """What became of findings, by rule and art unit."""
        return self._run(rechecks.recheck_summary(job_id))

    def export_recheck(self, job_id: str, form: ExportFormat = "csv") -> bytes:
        """All items as CSV or JSON lines, or a page with charts."""
        return self._run(rechecks.export_recheck(job_id, form))

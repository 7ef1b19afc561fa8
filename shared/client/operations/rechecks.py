"""Batch re-checks: start, follow, steer, results."""

from __future__ import annotations

from typing import Literal

from shared.client.operation import Operation, Query, given, got, page_query, path_part, posted
from shared.contracts.rechecks import (
    ItemState,
    RecheckItemPage,
    RecheckJob,
    RecheckPage,
    RecheckRequest,
    RecheckStarted,
    RecheckSummary,
)

Action = Literal["pause", "resume", "cancel", "retry"]
ExportFormat = Literal["csv", "jsonl", "html"]
_RECHECKS = "/v1/rechecks"


def start_recheck(request: RecheckRequest) -> Operation[RecheckStarted]:
    """Start a re-check, or count what it would take in."""
    return posted(_RECHECKS, request, RecheckStarted)


def recheck(job_id: str) -> Operation[RecheckJob]:
    """State and progress of a re-check."""
    return got(_recheck(job_id), RecheckJob)


def recheck_events(job_id: str) -> Operation[RecheckJob]:
    """State and progress as Server-Sent Events; ``read`` takes the data of one of them."""
    path = f"{_recheck(job_id)}/events"
    headers = {"accept": "text/event-stream"}
    return Operation("GET", path, RecheckJob.model_validate_json, headers=headers)


def recheck_page(cursor: str | None, limit: int) -> Operation[RecheckPage]:
    """A page of the list of re-checks."""
    return got(_RECHECKS, RecheckPage, page_query(cursor, limit))


def steer_recheck(job_id: str, action: Action) -> Operation[RecheckJob]:
    """Pause, resume, cancel, or retry what failed."""
    return Operation("POST", f"{_recheck(job_id)}/{action}", RecheckJob.model_validate_json)


def recheck_items(
    job_id: str, from_position: int, limit: int, state: ItemState | None
) -> Operation[RecheckItemPage]:
    """Results item by item."""
    query: Query = {"from_position": from_position, "limit": limit, **given(state=state)}
    return got(f"{_recheck(job_id)}/items", RecheckItemPage, query)


def recheck_summary(job_id: str) -> Operation[RecheckSummary]:
    """Summary by rule and art unit."""
    return got(f"{_recheck(job_id)}/summary", RecheckSummary)


def export_recheck(job_id: str, form: ExportFormat) -> Operation[bytes]:
    """All items as CSV or JSON lines, or a page with charts."""
    return Operation("GET", f"{_recheck(job_id)}/export", bytes, query={"format": form})


def _recheck(job_id: str) -> str:
    return f"{_RECHECKS}/{path_part(job_id)}"

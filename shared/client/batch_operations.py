"""The calls on pending applications and re-checks as values (see ``operations``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shared.client.operations import JSON_BODY, Files, Operation, path_part
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationPage,
    ApplicationRecord,
    ApplicationState,
    CheckName,
)
from shared.contracts.formal_check import CheckReport
from shared.contracts.prior_art import SearchResult
from shared.contracts.rechecks import (
    RecheckItemPage,
    RecheckJob,
    RecheckPage,
    RecheckRequest,
    RecheckStarted,
    RecheckSummary,
)
from shared.model.case_file import CaseFile

Action = Literal["pause", "resume", "cancel", "retry"]
ExportFormat = Literal["csv", "jsonl", "html"]
_APPLICATIONS, _RECHECKS = "/v1/applications", "/v1/rechecks"


def file_application(files: Mapping[str, bytes]) -> Operation[ApplicationRecord]:
    """File one package as a pending application."""
    return Operation(
        "POST", _APPLICATIONS, ApplicationRecord.model_validate_json, files=_package(files)
    )


def amend_application(
    application_id: str, files: Mapping[str, bytes]
) -> Operation[ApplicationRecord]:
    """File a package as the next version."""
    path = f"{_application(application_id)}/versions"
    return Operation("POST", path, ApplicationRecord.model_validate_json, files=_package(files))


def application(application_id: str) -> Operation[ApplicationRecord]:
    """The record of an application."""
    return Operation("GET", _application(application_id), ApplicationRecord.model_validate_json)


def application_page(
    cursor: str | None, limit: int, state: ApplicationState | None
) -> Operation[ApplicationPage]:
    """A page of the list of applications."""
    query = _page(cursor, limit)
    if state is not None:
        query["state"] = state.value
    return Operation("GET", _APPLICATIONS, ApplicationPage.model_validate_json, query=query)


def change_application(
    application_id: str, change: ApplicationChange
) -> Operation[ApplicationRecord]:
    """Set state, order, art unit or deadlines (the office)."""
    return Operation(
        "PATCH",
        _application(application_id),
        ApplicationRecord.model_validate_json,
        headers=JSON_BODY,
        content=change.model_dump_json(exclude_unset=True).encode(),
    )


def application_version(application_id: str, number: int) -> Operation[CaseFile]:
    """The case file of a version."""
    path = f"{_application(application_id)}/versions/{number}"
    return Operation("GET", path, CaseFile.model_validate_json)


def formal_result(application_id: str) -> Operation[CheckReport]:
    """The last formal check of an application."""
    path = f"{_application(application_id)}/results/{CheckName.FORMAL_CHECK.value}"
    return Operation("GET", path, CheckReport.model_validate_json)


def prior_art_result(application_id: str) -> Operation[SearchResult]:
    """The last prior-art search of an application."""
    path = f"{_application(application_id)}/results/{CheckName.PRIOR_ART.value}"
    return Operation("GET", path, SearchResult.model_validate_json)


def start_recheck(request: RecheckRequest) -> Operation[RecheckStarted]:
    """Start a re-check, or count what it would take in."""
    return Operation(
        "POST",
        _RECHECKS,
        RecheckStarted.model_validate_json,
        headers=JSON_BODY,
        content=request.model_dump_json().encode(),
    )


def recheck(job_id: str) -> Operation[RecheckJob]:
    """State and progress of a re-check."""
    return Operation("GET", _recheck(job_id), RecheckJob.model_validate_json)


def recheck_page(cursor: str | None, limit: int) -> Operation[RecheckPage]:
    """A page of the list of re-checks."""
    return Operation("GET", _RECHECKS, RecheckPage.model_validate_json, query=_page(cursor, limit))


def steer_recheck(job_id: str, action: Action) -> Operation[RecheckJob]:
    """Pause, resume, cancel, or retry what failed."""
    return Operation("POST", f"{_recheck(job_id)}/{action}", RecheckJob.model_validate_json)


def recheck_items(job_id: str, from_position: int, limit: int) -> Operation[RecheckItemPage]:
    """Results item by item."""
    query: dict[str, str | int] = {"from_position": from_position, "limit": limit}
    path = f"{_recheck(job_id)}/items"
    return Operation("GET", path, RecheckItemPage.model_validate_json, query=query)


def recheck_summary(job_id: str) -> Operation[RecheckSummary]:
    """Summary by rule and art unit."""
    path = f"{_recheck(job_id)}/summary"
    return Operation("GET", path, RecheckSummary.model_validate_json)


def export_recheck(job_id: str, form: ExportFormat) -> Operation[bytes]:
    """All items as CSV or JSON lines, or a page with charts."""
    return Operation("GET", f"{_recheck(job_id)}/export", bytes, query={"format": form})


def _package(files: Mapping[str, bytes]) -> Files:
    return [("package", (name, data, "application/octet-stream")) for name, data in files.items()]


def _page(cursor: str | None, limit: int) -> dict[str, str | int]:
    query: dict[str, str | int] = {"limit": limit}
    if cursor is not None:
        query["cursor"] = cursor
    return query


def _application(application_id: str) -> str:
    return f"{_APPLICATIONS}/{path_part(application_id)}"


def _recheck(job_id: str) -> str:
    return f"{_RECHECKS}/{path_part(job_id)}"

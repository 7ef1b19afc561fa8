"""Pending applications, their versions and papers."""

from __future__ import annotations

from collections.abc import Mapping

from shared.client.operation import (
    JSON_BODY,
    Operation,
    given,
    got,
    package_parts,
    page_query,
    path_part,
    posted,
)
from shared.contracts.applications import (
    ApplicationChange,
    ApplicationPage,
    ApplicationRecord,
    ApplicationState,
    CheckName,
    PaperList,
)
from shared.contracts.formal_check import CheckReport
from shared.contracts.gateway import ExaminationRequest
from shared.contracts.prior_art import SearchResult
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind

Papers = Mapping[str, bytes] | ExaminationRequest
"""Files by relative name, or an application in our own model."""
_APPLICATIONS = "/v1/applications"


def file_application(papers: Papers) -> Operation[ApplicationRecord]:
    """File a pending application."""
    return _filed(_APPLICATIONS, papers)


def amend_application(application_id: str, papers: Papers) -> Operation[ApplicationRecord]:
    """File the next version."""
    return _filed(f"{_application(application_id)}/versions", papers)


def application(application_id: str) -> Operation[ApplicationRecord]:
    """The record of an application."""
    return got(_application(application_id), ApplicationRecord)


def application_page(
    cursor: str | None,
    limit: int,
    state: ApplicationState | None,
    kind: ApplicationKind | None,
    art_unit: str | None,
) -> Operation[ApplicationPage]:
    """A page of the list of applications."""
    query = page_query(cursor, limit) | given(state=state, kind=kind, art_unit=art_unit)
    return got(_APPLICATIONS, ApplicationPage, query)


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
    return got(f"{_application(application_id)}/versions/{number}", CaseFile)


def application_papers(application_id: str, number: int) -> Operation[PaperList]:
    """The papers of a version, without their content."""
    return got(f"{_application(application_id)}/versions/{number}/papers", PaperList)


def application_paper(application_id: str, number: int, position: int) -> Operation[bytes]:
    """A paper of a version as it was filed."""
    path = f"{_application(application_id)}/versions/{number}/papers/{position}"
    return Operation("GET", path, bytes)


def formal_result(application_id: str) -> Operation[CheckReport]:
    """The last formal check of an application."""
    path = f"{_application(application_id)}/results/{CheckName.FORMAL_CHECK.value}"
    return got(path, CheckReport)


def prior_art_result(application_id: str) -> Operation[SearchResult]:
    """The last prior-art search of an application."""
    path = f"{_application(application_id)}/results/{CheckName.PRIOR_ART.value}"
    return got(path, SearchResult)


def _filed(path: str, papers: Papers) -> Operation[ApplicationRecord]:
    if isinstance(papers, ExaminationRequest):
        return posted(path, papers, ApplicationRecord)
    parts = package_parts(papers)
    return Operation("POST", path, ApplicationRecord.model_validate_json, files=parts)


def _application(application_id: str) -> str:
    return f"{_APPLICATIONS}/{path_part(application_id)}"

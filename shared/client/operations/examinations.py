"""Examinations of whole applications, and their dossiers."""

from __future__ import annotations

from collections.abc import Mapping

from shared.client.operation import Operation, got, package_parts, page_query, path_part, posted
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierPage, ExaminationRequest

_EXAMINATIONS = "/v1/examinations"


def examine_files(files: Mapping[str, bytes]) -> Operation[Dossier]:
    """Examine one package: one archive or document, or files with relative names."""
    return Operation("POST", _EXAMINATIONS, Dossier.model_validate_json, files=package_parts(files))


def examine_application(request: ExaminationRequest) -> Operation[Dossier]:
    """Examine an application in our own model."""
    return posted(_EXAMINATIONS, request, Dossier)


def dossier(dossier_id: str) -> Operation[Dossier]:
    """A dossier made earlier."""
    return got(f"{_EXAMINATIONS}/{path_part(dossier_id)}", Dossier)


def report(dossier_id: str) -> Operation[str]:
    """The HTML report of a dossier."""
    return Operation("GET", f"{_EXAMINATIONS}/{path_part(dossier_id)}/report", bytes.decode)


def dossier_page(cursor: str | None, limit: int) -> Operation[DossierPage]:
    """A page of the list of dossiers."""
    return got(_EXAMINATIONS, DossierPage, page_query(cursor, limit))

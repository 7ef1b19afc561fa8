"""Wire models of the gateway, beside the dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Base64Bytes, Field

from shared.contracts.common import Wire
from shared.contracts.dossier import SectionStatus
from shared.model.case_file import CaseFile
from shared.model.identification import ApplicationKind

FilePath = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f]+$")]


class ExaminationRequest(Wire):
    """JSON body of ``POST /v1/examinations``: an application in our own model, and its files."""

    name: str = Field(default="application.json", min_length=1, max_length=255)
    case_file: CaseFile
    files: dict[FilePath, Base64Bytes] = Field(default_factory=dict, max_length=1000)
    """Drawings and views by the ``path`` that the application names, base64."""


class SectionStates(Wire):
    """State of every section of a dossier."""

    formal_check: SectionStatus
    prior_art: SectionStatus
    design_image: SectionStatus
    ocr: SectionStatus


class DossierSummary(Wire):
    """One line of ``GET /v1/examinations``."""

    id: str
    created_at: datetime
    kind: ApplicationKind | None
    sections: SectionStates
    findings: int
    """Findings of the formal check."""
    input_name: str | None
    """``None`` for operators, who see states and never texts."""
    title: str | None


class DossierPage(Wire):
    """Answer of ``GET /v1/examinations``: newest first."""

    items: tuple[DossierSummary, ...]
    next_cursor: str | None
    """Give it as ``cursor`` to get the next page; ``None`` on the last one."""


class HintTicket(Wire):
    """Answer of ``POST /v1/hints/tickets``: opens one WebSocket at ``path``, once."""

    ticket: str
    path: str
    protocols: tuple[str, ...]
    """What to offer as subprotocols: ``new WebSocket(url, protocols)``."""
    expires_in_s: int

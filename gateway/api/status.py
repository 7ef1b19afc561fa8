"""How the installation is: JSON, and a page for the operator's browser."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from gateway.access import authorise
from gateway.api.pages import PAGE_HEADERS
from gateway.api.state import State
from gateway.status import installation_status
from shared.contracts.status import InstallationStatus

router = APIRouter(tags=["operations"], dependencies=[Depends(authorise)])


@router.get("/v1/status", summary="State of the installation")
def read_status(state: State) -> InstallationStatus:
    """Services, database, queue and disk; no text of any application."""
    return installation_status(state.engine, state.clients, state.folder, datetime.now(UTC))


@router.get("/status", response_class=HTMLResponse, summary="State of the installation, as a page")
def status_page(state: State) -> HTMLResponse:
    """The same for a person."""
    from gateway.report import render_status  # templates load when a page is asked for

    page = render_status(read_status(state))
    return HTMLResponse(page, headers=PAGE_HEADERS)

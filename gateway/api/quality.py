"""The quality monitor: JSON, and a page with plots. For people of the office."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from gateway.access import authorise
from gateway.api.pages import PAGE_HEADERS
from gateway.api.state import State
from shared.contracts.quality import MonitorReport

router = APIRouter(tags=["quality"], dependencies=[Depends(authorise)])


@router.get("/v1/quality", summary="Quality of pending applications")
def read_quality(state: State) -> MonitorReport:
    """Findings by rule, art unit, agency and month; what rose suddenly; texts that are too alike."""
    return state.quality.report()


@router.get("/quality", response_class=HTMLResponse, summary="The same as a page")
def quality_page(state: State) -> HTMLResponse:
    """Plots and tables for a person."""
    from gateway.report import render_quality  # templates load when a page is asked for

    page = render_quality(read_quality(state))
    return HTMLResponse(page, headers=PAGE_HEADERS)

"""The pages a person opens in a browser. The key is the password; the user name does not matter."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from gateway.access import OFFICE, authorise, owner_seen_by
from gateway.api.page_mark import decode_mark, encode_mark
from gateway.api.state import State
from shared.web.principal import CurrentPrincipal

router = APIRouter(tags=["pages"], dependencies=[Depends(authorise)])

PAGE_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PAGE_HEADERS = {"content-security-policy": PAGE_POLICY, "referrer-policy": "same-origin"}
"""Without a referrer a browser calls the origin of a form "null" (:mod:`gateway.browser`)."""


@router.get("/", response_class=HTMLResponse, summary="List of dossiers, as a page")
def index(
    state: State,
    principal: CurrentPrincipal,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> HTMLResponse:
    """The dossiers that the caller may see, newest first, each with a link to its report."""
    from gateway.report import render_index  # templates load when a page is asked for

    after = None if cursor is None else decode_mark(cursor)
    items, mark = state.dossiers.page(owner_seen_by(principal), after, 50)
    office = principal.role in OFFICE
    page = render_index(items, None if mark is None else encode_mark(mark), office=office)
    return HTMLResponse(page, headers=PAGE_HEADERS)

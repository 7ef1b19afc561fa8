"""Examinations: give a package, get a dossier.

A dossier is visible to the key that made it and to the office; for everybody else it does not
exist. Identity numbers and unpublished applications of others are shown to examiners only. Operators see states, never texts.
"""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from gateway.access import authorise, owner_seen_by
from gateway.api.page_mark import decode_mark, encode_mark
from gateway.api.pages import PAGE_HEADERS
from gateway.api.state import GatewayState, State
from gateway.api.uploads import REQUEST_BODY, receive
from gateway.errors import DossierNotFoundError
from gateway.examination.dossier import assemble, shown_images
from gateway.examination.examine import examine
from gateway.examination.masking import for_others
from gateway.intake import Received
from gateway.service_calls import ServiceCalls
from gateway.store.dossiers import DossierStore
from shared.contracts.common import Role
from shared.contracts.dossier import Dossier
from shared.contracts.gateway import DossierPage, DossierSummary
from shared.settings import version
from shared.web.principal import CurrentPrincipal, Principal
from shared.web.problems import request_id_of

router = APIRouter(
    prefix="/v1/examinations", tags=["examinations"], dependencies=[Depends(authorise)]
)


@router.post(
    "",
    status_code=201,
    response_model=Dossier,
    openapi_extra={"requestBody": REQUEST_BODY},
    summary="Examine a package",
)
async def create(request: Request, state: State, principal: CurrentPrincipal) -> Response:
    """Examine one application and keep its dossier.

    The answer comes when all sections are complete, failed or found not applicable, at the latest
    after the examination's total time.
    """
    dossier = await examine_and_keep(await receive(request, state), request, state, principal)
    return Response(
        await asyncio.to_thread(lambda: _shown(dossier, principal).model_dump_json()),
        status_code=201,
        media_type="application/json",
        headers={"location": f"/v1/examinations/{dossier.id}"},
    )


async def examine_and_keep(
    received: Received, request: Request, state: GatewayState, principal: Principal
) -> Dossier:
    """Examine what was received; its dossier is durable when this returns."""
    services = ServiceCalls(state.clients, principal, request_id_of(request.scope))
    is_examiner = principal.role is Role.EXAMINER
    sections = await examine(received.filed, services, state.limits, with_pending=is_examiner)
    dossier = assemble(
        received.filed,
        sections,
        dossier_id=uuid.uuid4().hex,
        created_at=datetime.now(UTC),
        input_name=received.name,
        input_sha256=received.sha256,
        software_version=version(),
    )

    def keep() -> None:
        images = ((path, file.read()) for path, file in shown_images(received.filed).items())
        state.dossiers.add(dossier, principal.key_id, images)

    await asyncio.to_thread(keep)
    return dossier


@router.get("", summary="List dossiers, newest first")
def list_dossiers(
    state: State,
    principal: CurrentPrincipal,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> DossierPage:
    """The caller's own dossiers; the office's people see all, operators all without texts."""
    owner = None if principal.role is Role.OPERATOR else owner_seen_by(principal)
    after = None if cursor is None else decode_mark(cursor)
    items, mark = state.dossiers.page(owner, after, limit)
    return DossierPage(
        items=tuple(_listed(item, principal) for item in items),
        next_cursor=None if mark is None else encode_mark(mark),
    )


@router.get("/{dossier_id}", response_model=Dossier, summary="One dossier")
def read(dossier_id: str, state: State, principal: CurrentPrincipal) -> Response:
    """The dossier as JSON."""
    dossier = find_shown(state.dossiers, dossier_id, principal)
    return Response(dossier.model_dump_json(), media_type="application/json")


@router.get("/{dossier_id}/report", response_class=HTMLResponse, summary="Report of a dossier")
def report(dossier_id: str, state: State, principal: CurrentPrincipal) -> HTMLResponse:
    """The dossier as one HTML page without script or external resource."""
    from gateway.report import render_report  # templates load when a report is asked for

    dossier = find_shown(state.dossiers, dossier_id, principal)
    page = render_report(dossier, state.dossiers.images(dossier.id), served=True)
    return HTMLResponse(page, headers=PAGE_HEADERS)


def find_shown(dossiers: DossierStore, dossier_id: str, principal: Principal) -> Dossier:
    """A dossier as this caller sees it. Raises ``DossierNotFoundError``."""
    dossier = dossiers.find(dossier_id, owner_seen_by(principal))
    if dossier is None:
        raise DossierNotFoundError
    return _shown(dossier, principal)


def _shown(dossier: Dossier, principal: Principal) -> Dossier:
    return dossier if principal.role is Role.EXAMINER else for_others(dossier)


def _listed(item: DossierSummary, principal: Principal) -> DossierSummary:
    if principal.role is not Role.OPERATOR:
        return item
    return item.model_copy(update={"input_name": None, "title": None})

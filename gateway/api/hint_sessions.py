"""Live hints: a ticket over HTTP, then the conversation over a WebSocket."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Depends, Request, WebSocket

from gateway.access import authorise
from gateway.api.state import GatewayState, State
from gateway.auth import credential_end
from gateway.clients import ServiceName
from gateway.hints.conversation import Conversation
from gateway.hints.handshake import PROTOCOL, SESSION_PATH, TICKET_PREFIX
from gateway.store.hint_tickets import LIFETIME, TicketHolder
from shared.contracts.gateway import HintTicket
from shared.web.principal import CurrentPrincipal
from shared.web.problems import request_id_of

router = APIRouter(tags=["live hints"], dependencies=[Depends(authorise)])


@router.post("/v1/hints/tickets", status_code=201, summary="A ticket for one hint session")
async def issue_ticket(request: Request, state: State, principal: CurrentPrincipal) -> HintTicket:
    """A ticket that opens one WebSocket within its lifetime, for the role of this key.

    A server that holds the key fetches it for its pages, so that the key never reaches a browser.
    """
    state.hint_sessions.require_room(principal.key_id)
    holder = TicketHolder(principal, credential_end(request.scope))
    ticket = await asyncio.to_thread(state.tickets.issue, holder, datetime.now(UTC))
    return HintTicket(
        ticket=ticket,
        path=SESSION_PATH,
        protocols=(PROTOCOL, f"{TICKET_PREFIX}{ticket}"),
        expires_in_s=int(LIFETIME.total_seconds()),
    )


@router.websocket(SESSION_PATH)
async def hint_session(websocket: WebSocket, principal: CurrentPrincipal) -> None:
    """The session of formal_check, passed on. The ticket was redeemed before this is reached."""
    state = websocket.app.state.gateway
    assert isinstance(state, GatewayState)  # noqa: S101 - narrows the type
    ends_at = credential_end(websocket.scope)

    async def credential_stands() -> bool:
        if ends_at is not None:
            return datetime.now(UTC) < ends_at
        return await state.key_ring.stands(principal.key_id)

    with state.hint_sessions.hold(principal.key_id):
        service = await state.clients[ServiceName.FORMAL_CHECK].connect(
            SESSION_PATH, principal, request_id_of(websocket.scope)
        )
        bounds = state.hint_sessions.bounds
        await Conversation(websocket, service, bounds, credential_stands).run()

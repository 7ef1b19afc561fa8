"""Authentication: an API key or a token becomes a principal; without, only health answers."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.browser import is_page
from gateway.errors import (
    GatewayError,
    IdentityProviderError,
    OriginRefusedError,
    TicketRefusedError,
)
from gateway.hints.handshake import offered_ticket, origin_is_allowed
from gateway.keys import ApiKey, matches, parse_key
from gateway.oidc.tokens import TokenVerifier
from gateway.store.hint_tickets import TicketHolder, TicketStore
from shared.contracts.common import Role
from shared.web.principal import Principal
from shared.web.problems import ProblemResponse, error_problem, generic_problem, request_id_of

REMEMBERED_S = 2.0
"""How long a key is remembered: a revoked key is refused everywhere after this time."""
_REMEMBERED_KEYS = 10_000
_OPEN_PATHS = frozenset({"/livez", "/readyz"})
_OPERATOR_PATHS = frozenset({"/metrics"})
_DOTS_OF_TOKEN = 2
_ENDS_AT = "credential_ends_at"
PUBLIC = Principal(key_id="public", role=Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class _Remembered:
    key: ApiKey
    principal: Principal
    until: float


class KeyRing:
    """Finds principals by key. Remembers known keys for a moment, unknown ones never."""

    def __init__(
        self, find: Callable[[str], ApiKey | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._find = find
        self._clock = clock
        self._remembered: dict[str, _Remembered] = {}

    async def principal(self, text: str) -> Principal | None:
        """Who holds this key; ``None`` when it is wrong, unknown or revoked."""
        presented = parse_key(text)
        if presented is None:
            return None
        kept = await self._kept(presented.id)
        if not matches(presented, None if kept is None else kept.key) or kept is None:
            return None
        return kept.principal

    async def stands(self, key_id: str) -> bool:
        """Whether there is such a key and it is not revoked."""
        kept = await self._kept(key_id)
        return kept is not None and kept.key.revoked_at is None

    async def _kept(self, key_id: str) -> _Remembered | None:
        now = self._clock()
        remembered = self._remembered.get(key_id)
        if remembered is not None and now < remembered.until:
            return remembered
        key = await asyncio.to_thread(self._find, key_id)
        if key is None:
            self._remembered.pop(key_id, None)
            return None
        if len(self._remembered) >= _REMEMBERED_KEYS:
            self._remembered.clear()
        principal = Principal(key_id=key.id, role=key.role)
        remembered = self._remembered[key_id] = _Remembered(key, principal, now + REMEMBERED_S)
        return remembered


class Credentials(Protocol):
    """What proves who is asking."""

    @property
    def key_ring(self) -> KeyRing:
        """API keys."""

    @property
    def tokens(self) -> TokenVerifier | None:
        """Bearer tokens of an identity provider, if there is one."""

    @property
    def tickets(self) -> TicketStore:
        """Tickets for hint sessions."""


def credential_end(scope: Scope) -> datetime | None:
    """When the caller's token ends; ``None`` for a key, which stands until it is revoked."""
    end = scope["state"].get(_ENDS_AT)
    return end if isinstance(end, datetime) else None


class ApiKeyMiddleware:
    """Sets the principal of a request, or answers 401 for it.

    Health is open. Metrics are for operators. Anything else needs a key, an address that does
    not exist too. With ``public_access`` a caller without a key has the role ``public``; a wrong
    key is 401 in any case. A WebSocket needs an origin that is allowed and a ticket.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        credentials: Callable[[Scope], Credentials],
        public_access: bool,
        origins: Collection[str] = (),
    ) -> None:
        self._app = app
        self._credentials = credentials
        self._public_access = public_access
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope.get("path") in _OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._admit_session(scope, receive, send)
            return
        try:
            principal = await self._principal(scope)
        except IdentityProviderError as error:
            problem = error_problem(error, 503, request_id_of(scope))
            await ProblemResponse(problem, headers={"Retry-After": "30"})(scope, receive, send)
            return
        if principal is None:
            await _refuse(401, scope, receive, send)
        elif scope["path"] in _OPERATOR_PATHS and principal.role is not Role.OPERATOR:
            await _refuse(403, scope, receive, send)
        else:
            scope["state"]["principal"] = principal
            await self._app(scope, receive, send)

    async def _principal(self, scope: Scope) -> Principal | None:
        text = presented_key(scope)
        if text is None:
            return PUBLIC if self._public_access else None
        credentials = self._credentials(scope)
        if credentials.tokens is None or text.count(".") != _DOTS_OF_TOKEN:
            return await credentials.key_ring.principal(text)
        bearer = await credentials.tokens.bearer(text)
        if bearer is None:
            return None
        scope["state"][_ENDS_AT] = bearer.ends_at
        return bearer.principal

    async def _admit_session(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a WebSocket in, or refuse it before the handshake."""
        error: GatewayError
        if not origin_is_allowed(scope, self._origins):
            status, error = 403, OriginRefusedError()
        else:
            holder = await self._holder(scope)
            if holder is not None:
                scope["state"]["principal"] = holder.principal
                scope["state"][_ENDS_AT] = holder.ends_at
                await self._app(scope, receive, send)
                return
            status, error = 401, TicketRefusedError()
        await ProblemResponse(error_problem(error, status, request_id_of(scope)))(
            scope, receive, send
        )

    async def _holder(self, scope: Scope) -> TicketHolder | None:
        ticket = offered_ticket(scope)
        if ticket is None:
            return None
        credentials = self._credentials(scope)
        holder = await asyncio.to_thread(credentials.tickets.redeem, ticket, datetime.now(UTC))
        if holder is None or holder.ends_at is not None:
            return holder
        return holder if await credentials.key_ring.stands(holder.principal.key_id) else None


def presented_key(scope: Scope) -> str | None:
    """The key of ``Authorization: Bearer …`` or ``X-API-Key``; ``None`` when neither is sent.

    Pages and their forms also take it as the password of HTTP Basic; no other address does
    (:mod:`gateway.browser`).
    """
    headers: dict[bytes, bytes] = dict(scope["headers"])
    authorization = headers.get(b"authorization")
    if authorization is not None:
        scheme, _, value = authorization.decode("latin-1").partition(" ")
        if scheme.lower() == "basic" and is_page(scope):
            return _password(value.strip())
        return value.strip() if scheme.lower() == "bearer" else ""
    given = headers.get(b"x-api-key")
    return None if given is None else given.decode("latin-1").strip()


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (ValueError, UnicodeDecodeError):
        return ""


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    # One challenge only: browsers do not take Basic when another stands beside it in the header.
    challenge = 'Basic realm="Zhishen", charset="UTF-8"' if is_page(scope) else "Bearer"
    headers = {"WWW-Authenticate": challenge} if status == 401 else None
    problem = generic_problem(status, request_id_of(scope))
    await ProblemResponse(problem, headers=headers)(scope, receive, send)

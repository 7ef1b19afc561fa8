"""Authentication: an API key becomes a principal; without one, nothing but health answers."""

from __future__ import annotations

import asyncio
import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.keys import ApiKey, PresentedKey, matches, parse_key
from shared.contracts.common import Role
from shared.web.principal import Principal
from shared.web.problems import ProblemResponse, generic_problem, request_id_of

REMEMBERED_S = 2.0
"""How long a key is remembered: a revoked key is refused everywhere after this time."""
_REMEMBERED_KEYS = 10_000
_OPEN_PATHS = frozenset({"/livez", "/readyz"})
_OPERATOR_PATHS = frozenset({"/metrics"})
_PAGES = re.compile(r"/|/v1/examinations/[0-9a-f]{1,64}/report")
"""What a person opens in a browser, which can send a key as a password only (HTTP Basic)."""
PUBLIC = Principal(key_id="public", role=Role.PUBLIC)


@dataclass(frozen=True, slots=True)
class _Remembered:
    key: ApiKey
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
        key = await self._kept(presented)
        if not matches(presented, key) or key is None:
            return None
        return Principal(key_id=key.id, role=key.role)

    async def _kept(self, presented: PresentedKey) -> ApiKey | None:
        now = self._clock()
        remembered = self._remembered.get(presented.id)
        if remembered is not None and now < remembered.until:
            return remembered.key
        key = await asyncio.to_thread(self._find, presented.id)
        if key is None:
            self._remembered.pop(presented.id, None)
            return None
        if len(self._remembered) >= _REMEMBERED_KEYS:
            self._remembered.clear()
        self._remembered[presented.id] = _Remembered(key, now + REMEMBERED_S)
        return key


class ApiKeyMiddleware:
    """Sets the principal of a request, or answers 401 for it.

    Health is open. Metrics are for operators. Anything else needs a key, an address that does
    not exist too. With ``public_access`` a caller without a key has the role ``public``; a wrong
    key is 401 in any case.
    """

    def __init__(
        self, app: ASGIApp, *, key_ring: Callable[[Scope], KeyRing], public_access: bool
    ) -> None:
        self._app = app
        self._key_ring = key_ring
        self._public_access = public_access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope.get("path") in _OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a WebSocket route comes with its own way to authenticate
            await send({"type": "websocket.close", "code": 1008})
            return
        principal = await self._principal(scope)
        if principal is None:
            await _refuse(401, scope, receive, send)
        elif scope["path"] in _OPERATOR_PATHS and principal.role is not Role.OPERATOR:
            await _refuse(403, scope, receive, send)
        else:
            scope["state"]["principal"] = principal
            await self._app(scope, receive, send)

    async def _principal(self, scope: Scope) -> Principal | None:
        text = presented_key(scope)
        if text is not None:
            return await self._key_ring(scope).principal(text)
        return PUBLIC if self._public_access else None


def presented_key(scope: Scope) -> str | None:
    """The key of ``Authorization: Bearer …`` or ``X-API-Key``; ``None`` when neither is sent.

    Pages also take it as the password of HTTP Basic. No other address does: a browser sends such
    a password along with requests that another site makes it send.
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


def is_page(scope: Scope) -> bool:
    """Whether a person reads the answer in a browser."""
    return scope.get("method") == "GET" and _PAGES.fullmatch(scope.get("path", "")) is not None


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

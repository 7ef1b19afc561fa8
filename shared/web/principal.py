"""Who is asking: the gateway's signed token, and roles as types in a route's signature.

The gateway authenticates; services trust only its token: HMAC-SHA-256 over audience, key id, role
and expiry (at most 60 s ahead). A request without a valid token is 401.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, HTTPException
from starlette.requests import HTTPConnection

from shared.contracts.common import Role, Wire

HEADER = "x-zhishen-principal"
LIFETIME_S = 60


class Principal(Wire):
    """The key that asks and its role."""

    key_id: str
    role: Role


class PrincipalToken:
    """Signs and verifies principals with a secret shared by gateway and services."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret.encode()
        self._clock = clock

    def sign(self, principal: Principal, audience: str) -> str:
        """A token that ``audience`` accepts for the next 60 seconds."""
        payload = json.dumps(
            {
                "aud": audience,
                "exp": int(self._clock()) + LIFETIME_S,
                "key": principal.key_id,
                "role": principal.role.value,
            },
            separators=(",", ":"),
        ).encode()
        return f"{_encode(payload)}.{_encode(self._mac(payload))}"

    def verify(self, token: str, audience: str) -> Principal | None:
        """The principal, or ``None`` if the token is forged, expired or for somebody else."""
        try:
            payload_text, _, mac_text = token.partition(".")
            payload, mac = _decode(payload_text), _decode(mac_text)
            if not hmac.compare_digest(mac, self._mac(payload)):
                return None
            claims = json.loads(payload)
            remaining = int(claims["exp"]) - self._clock()
            if claims["aud"] != audience or not 0 < remaining <= LIFETIME_S + 1:
                return None
            return Principal(key_id=claims["key"], role=Role(claims["role"]))
        except (ValueError, KeyError, TypeError, binascii.Error):
            return None

    def _mac(self, payload: bytes) -> bytes:
        return hmac.new(self._secret, payload, hashlib.sha256).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def current_principal(request: HTTPConnection) -> Principal:
    """The principal of a request or WebSocket; 401 without one.

    The frame's middleware puts it there: a service from the gateway's token, the gateway from the
    API key.
    """
    principal = getattr(request.state, "principal", None)
    if not isinstance(principal, Principal):
        raise HTTPException(401)
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def allow(*roles: Role) -> Callable[[CurrentPrincipal], Awaitable[Principal]]:
    """A dependency that admits these roles only (403 for others)."""

    async def check(principal: CurrentPrincipal) -> Principal:
        if principal.role not in roles:
            raise HTTPException(403)
        return principal

    return check


Office = Annotated[Principal, Depends(allow(Role.EXAMINER, Role.REVIEWER))]
"""People of the office who may see applications."""
Examiner = Annotated[Principal, Depends(allow(Role.EXAMINER))]
Operator = Annotated[Principal, Depends(allow(Role.OPERATOR))]
Filing = Annotated[
    Principal, Depends(allow(Role.APPLICANT, Role.AGENT, Role.EXAMINER, Role.REVIEWER))
]
"""Everyone who may have an application examined."""
KeyHolder = Annotated[
    Principal, Depends(allow(*(role for role in Role if role is not Role.PUBLIC)))
]
"""Everyone but the public."""
Maintainer = Annotated[Principal, Depends(allow(Role.OPERATOR, Role.EXAMINER))]
"""Who may add published documents to a collection."""

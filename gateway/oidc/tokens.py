"""From a bearer token to a principal (RFC 9068, RFC 8725): signature, issuer, audience, time, role."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import jwt

from gateway.oidc.provider_keys import ProviderKeys
from shared.contracts.common import Role
from shared.web.principal import Principal

SigningAlgorithm = Literal[
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
]
"""Signatures with a private key. Never ``none`` and never a secret shared with the provider."""
_LONGEST = 8192
_REMEMBERED_S = 60.0
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Which tokens count, and what they make of their bearer."""

    issuer: str
    audience: str
    algorithms: Sequence[SigningAlgorithm]
    role_claim: str
    """Claim with the provider's role names, dots for members: ``realm_access.roles``."""
    roles: Mapping[str, Role]
    """Our role by the provider's name; the first that a token has decides."""
    leeway_s: float


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who presents a token, and until when it counts."""

    principal: Principal
    ends_at: datetime


class TokenVerifier:
    """Verifies tokens; what was verified is remembered for a moment."""

    def __init__(
        self, rules: TokenRules, keys: ProviderKeys, clock: Callable[[], float] = time.time
    ) -> None:
        self._rules = rules
        self._keys = keys
        self._clock = clock
        self._remembered: dict[bytes, tuple[Bearer, float]] = {}

    async def bearer(self, token: str) -> Bearer | None:
        """Who bears it; ``None`` when it does not count. Raises ``IdentityProviderError``."""
        if len(token) > _LONGEST:
            return None
        digest = hashlib.sha256(token.encode()).digest()
        found, until = self._remembered.get(digest, (None, 0.0))
        if found is not None and self._clock() < until:
            return found
        found = await self._verified(token)
        if found is not None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            until = min(self._clock() + _REMEMBERED_S, found.ends_at.timestamp())
            self._remembered[digest] = (found, until)
        return found

    async def _verified(self, token: str) -> Bearer | None:
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            return None
        key_id, algorithm = header.get("kid"), header.get("alg")
        if not isinstance(key_id, str) or algorithm not in self._rules.algorithms:
            return None
        key = self._keys.known(key_id) or await asyncio.to_thread(self._keys.find, key_id)
        return None if key is None else self._read(token, key)

    def _read(self, token: str, key: jwt.PyJWK) -> Bearer | None:
        rules = self._rules
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=list(rules.algorithms),
                audience=rules.audience,
                issuer=rules.issuer,
                leeway=rules.leeway_s,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            return None
        role = self._role(claims)
        if role is None or not claims["sub"]:
            return None
        ends_at = datetime.fromtimestamp(int(claims["exp"]) + rules.leeway_s, UTC)
        key_id = key_id_of(rules.issuer, claims["sub"])
        return Bearer(Principal(key_id=key_id, role=role), ends_at)

    def _role(self, claims: Mapping[str, Any]) -> Role | None:
        value: object = claims
        for name in self._rules.role_claim.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        held = {value} if isinstance(value, str) else set()
        if isinstance(value, list):
            held = {one for one in value if isinstance(one, str)}
        return next((role for name, role in self._rules.roles.items() if name in held), None)


def key_id_of(issuer: str, subject: str) -> str:
    """What stands for a person in the place of a key's id: owner of dossiers, name in logs.

    The same person has the same id with every token; the id does not tell who it is.
    """
    digest = hashlib.sha256(f"{issuer}\0{subject}".encode()).hexdigest()
    return f"oidc-{digest[:27]}"

"""The provider's public keys (JWKS), fetched when needed and kept for a while."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import jwt
import structlog

from gateway.errors import IdentityProviderError

_FRESH_S = 3600.0
"""After this time the keys are fetched again, so that a withdrawn key stops counting."""
_KEPT_S = 24 * 3600.0
"""How long keys count while the provider cannot be reached."""
_PAUSE_S = 30.0
"""Least time between two fetches: tokens with made-up key ids must not make us ask every time."""
_TIMEOUT_S = 5.0
_MOST_BYTES = 256 * 1024
_log = structlog.get_logger()
Fetch = Callable[[str], bytes]


class ProviderKeys:
    """Keys by their id. Threads may share it; it blocks while it fetches."""

    def __init__(
        self,
        issuer: str,
        jwks_url: str | None,
        *,
        fetch: Fetch | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``jwks_url`` unset: the issuer's discovery document names it."""
        self._issuer = issuer
        self._jwks_url = jwks_url
        self._fetch = fetch or fetched
        self._clock = clock
        self._lock = threading.Lock()
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")

    def known(self, key_id: str) -> jwt.PyJWK | None:
        """The key, if it is at hand and fresh: no fetching."""
        if self._clock() - self._fetched_at > _FRESH_S:
            return None
        return self._keys.get(key_id)

    def find(self, key_id: str) -> jwt.PyJWK | None:
        """The key; fetched when it is not at hand. Raises ``IdentityProviderError``."""
        with self._lock:
            found = self.known(key_id)
            now = self._clock()
            if found is None and now - self._tried_at >= _PAUSE_S:
                self._tried_at = now
                self._refresh(now)
            if now - self._fetched_at > _KEPT_S:
                raise IdentityProviderError
            return self._keys.get(key_id)

    def _refresh(self, now: float) -> None:
        try:
            document = self._read(self._jwks_url or self._discovered())
            self._keys = _signing_keys(document)
            self._fetched_at = now
        except (httpx.HTTPError, jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            _log.warning("oidc.keys_not_fetched", error=type(error).__name__)

    def _discovered(self) -> str:
        base = self._issuer.rstrip("/")
        document = self._read(f"{base}/.well-known/openid-configuration")
        if document["issuer"] != self._issuer:  # OpenID Connect Discovery 1.0, 4.3
            raise ValueError("another issuer")
        return str(document["jwks_uri"])

    def _read(self, url: str) -> dict[str, Any]:
        document = json.loads(self._fetch(url))
        if not isinstance(document, dict):
            raise TypeError("not an object")
        return document


def _signing_keys(document: Mapping[str, Any]) -> dict[str, jwt.PyJWK]:
    found = {}
    for one in document["keys"]:
        # Keys for encryption and of kinds that nobody here knows are not in the way of the others.
        if (
            one.get("use", "sig") == "sig"
            and one.get("kty") in ("RSA", "EC", "OKP")
            and "kid" in one
        ):
            found[str(one["kid"])] = jwt.PyJWK.from_dict(one)
    return found


def fetched(url: str) -> bytes:
    """A small document over HTTP, no redirects followed. Raises ``httpx.HTTPError``, ``ValueError``."""
    with (
        httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False) as client,
        client.stream("GET", url, headers={"accept": "application/json"}) as answer,
    ):
        answer.raise_for_status()
        data = b""
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > _MOST_BYTES:
                raise ValueError("too large")
        return data

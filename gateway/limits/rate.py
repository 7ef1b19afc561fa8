"""Rate limits per key and group of routes: token buckets in this process's memory.

Several gateways each count for themselves. Answers carry ``RateLimit`` and ``RateLimit-Policy``
(draft-ietf-httpapi-ratelimit-headers-10); what is too much is 429 with ``Retry-After``.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.errors import TooManyRequestsError
from shared.contracts.common import Role
from shared.web.principal import Principal
from shared.web.problems import ProblemResponse, error_problem, request_id_of

_MOST_BUCKETS = 100_000
HEAVY = frozenset(
    {
        ("POST", "examinations"),
        ("POST", "applications"),
        ("POST", "rechecks"),
        ("POST", "recognitions"),
        ("POST", "image-searches"),
        ("POST", "designs"),
        ("POST", "documents"),
    }
)
"""Groups that cost seconds of work rather than milliseconds."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_s`` requests in the long run, ``burst`` at once."""

    name: str
    per_s: float
    burst: int

    @property
    def policy(self) -> bytes:
        """Value of ``RateLimit-Policy``."""
        window = max(1, math.ceil(self.burst / self.per_s))
        return f'"{self.name}";q={self.burst};w={window}'.encode()


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class RateLimiter:
    """Counts requests. ``groups`` are the first path segments that exist, without ``v1``."""

    def __init__(
        self,
        light: Rate | None,
        heavy: Rate | None,
        groups: Iterable[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """A rate of ``None`` does not limit."""
        self._light = light
        self._heavy = heavy
        self._groups = frozenset(groups)
        self._clock = clock
        self._buckets: dict[tuple[str, str, str], _Bucket] = {}
        self._policies = {rate.name: rate.policy for rate in (light, heavy) if rate is not None}

    def take(self, caller: str, method: str, path: str) -> Taken | None:
        """Count one request; ``None`` where nothing limits it."""
        segments = path.split("/", 3)
        group = segments[2] if len(segments) > 2 and segments[2] in self._groups else ""
        rate = self._heavy if (method, group) in HEAVY else self._light
        if rate is None:
            return None
        now = self._clock()
        key = (caller, method, group)
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._forget(now)
            bucket = self._buckets[key] = _Bucket(rate.burst, now)
        bucket.tokens = min(rate.burst, bucket.tokens + (now - bucket.at) * rate.per_s)
        bucket.at = now
        if bucket.tokens < 1:
            return Taken(rate, self._policies[rate.name], 0, (1 - bucket.tokens) / rate.per_s)
        bucket.tokens -= 1
        return Taken(rate, self._policies[rate.name], int(bucket.tokens), 0.0)

    def _forget(self, now: float) -> None:
        """Forget buckets that have filled up since; all of them, if that is not enough."""
        slowest = min(rate.per_s for rate in (self._light, self._heavy) if rate is not None)
        largest = max(rate.burst for rate in (self._light, self._heavy) if rate is not None)
        old = now - largest / slowest
        self._buckets = {key: one for key, one in self._buckets.items() if one.at > old}
        if len(self._buckets) >= _MOST_BUCKETS:
            self._buckets.clear()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one request."""

    rate: Rate
    policy: bytes
    remaining: int
    wait_s: float
    """More than 0: refused, and for how long it makes no sense to ask again."""

    def headers(self) -> list[tuple[bytes, bytes]]:
        """For the answer."""
        reset = math.ceil(self.wait_s or (self.rate.burst - self.remaining) / self.rate.per_s)
        state = f'"{self.rate.name}";r={self.remaining};t={reset}'.encode()
        return [(b"ratelimit-policy", self.policy), (b"ratelimit", state)]


class RateLimitMiddleware:
    """Refuses what is too much, before anything is read. Pure ASGI, inside authentication."""

    def __init__(self, app: ASGIApp, *, limiter: RateLimiter) -> None:
        self._app = app
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        principal = (scope.get("state") or {}).get("principal")
        if not isinstance(principal, Principal):
            await self._app(scope, receive, send)
            return
        method = scope.get("method", "WEBSOCKET")
        taken = self._limiter.take(_caller(scope, principal), method, scope["path"])
        if taken is None:
            await self._app(scope, receive, send)
        elif taken.wait_s > 0:
            wait = str(math.ceil(taken.wait_s))
            problem = error_problem(TooManyRequestsError(), 429, request_id_of(scope))
            answer = ProblemResponse(problem, headers={"Retry-After": wait})
            answer.raw_headers.extend(taken.headers())
            await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:

            async def send_with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [*message.get("headers", ()), *taken.headers()]
                await send(message)

            await self._app(scope, receive, send_with_headers)


def _caller(scope: Scope, principal: Principal) -> str:
    """The key; for the public, who have none, the address they come from."""
    if principal.role is not Role.PUBLIC:
        return principal.key_id
    client = scope.get("client")
    return f"public {client[0] if client else ''}"

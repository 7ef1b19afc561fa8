"""Pages of other origins that may call the gateway: none unless they are on the list."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

_SENT = ("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key", "X-Request-Id")
_READ = ("Location", "Retry-After", "X-Request-Id", "RateLimit", "RateLimit-Policy")


def cors(origins: Sequence[str]) -> Sequence[Middleware]:
    """The middleware that answers preflights and marks answers; none for an empty list.

    Credentials of the browser's own (cookies, HTTP Basic) are never allowed across origins.
    """
    if not origins:
        return ()
    return (
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=("GET", "POST", "PUT", "DELETE"),
            allow_headers=_SENT,
            expose_headers=_READ,
            allow_credentials=False,
            max_age=600,
        ),
    )

"""What the opening request of a hint session must show: where it comes from, and a ticket.

A browser cannot set headers on a WebSocket, and a secret in the URL ends up in logs. So the ticket
travels as an offered subprotocol, beside the protocol that is really spoken:
``Sec-WebSocket-Protocol: zhishen.hints.v1, zhishen.ticket.<ticket>``.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import Scope

PROTOCOL = "zhishen.hints.v1"
TICKET_PREFIX = "zhishen.ticket."
SESSION_PATH = "/v1/hints/session"


def offered_ticket(scope: Scope) -> str | None:
    """The ticket; ``None`` when none, or the protocol itself, is offered."""
    offered = [str(one) for one in scope.get("subprotocols", ())]
    if PROTOCOL not in offered:
        return None
    tickets = [one for one in offered if one.startswith(TICKET_PREFIX)]
    return tickets[0].removeprefix(TICKET_PREFIX) if len(tickets) == 1 else None


def origin_is_allowed(scope: Scope, allowed: Collection[str]) -> bool:
    """Whether the page that opens the connection may.

    A page of the gateway's own host, or one on the list. A program sends no ``Origin``.
    """
    headers: dict[bytes, bytes] = dict(scope["headers"])
    given = headers.get(b"origin")
    if given is None:
        return True
    origin = given.decode("latin-1")
    # Behind a proxy that ends TLS the scheme is not known here; host and port are.
    return origin in allowed or (
        urlsplit(origin).netloc.encode("latin-1") == headers.get(b"host", b"")
    )

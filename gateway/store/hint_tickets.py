"""Tickets for hint sessions in the database, so that a ticket counts once among all gateways."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.store.tables import HINT_TICKETS
from shared.contracts.common import Role
from shared.web.principal import Principal

LIFETIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class TicketHolder:
    """Whom a ticket lets in, and until when the token lasts that it was given for."""

    principal: Principal
    ends_at: datetime | None


class TicketStore:
    """Issues and redeems tickets. Only their SHA-256 is kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, holder: TicketHolder, now: datetime) -> str:
        """A new ticket: 256 random bits, good once within ``LIFETIME``."""
        ticket = secrets.token_urlsafe(32)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(HINT_TICKETS).where(HINT_TICKETS.c.expires_at <= now))
            connection.execute(
                sa.insert(HINT_TICKETS).values(
                    digest=_digest(ticket),
                    key_id=holder.principal.key_id,
                    role=holder.principal.role.value,
                    expires_at=now + LIFETIME,
                    session_ends_at=holder.ends_at,
                )
            )
        return ticket

    def redeem(self, ticket: str, now: datetime) -> TicketHolder | None:
        """Who holds it; ``None`` when it is unknown, used or too old. It is used up."""
        table = HINT_TICKETS.c
        taken = (
            sa.delete(HINT_TICKETS)
            .where(table.digest == _digest(ticket))
            .returning(table.key_id, table.role, table.expires_at, table.session_ends_at)
        )
        with self._engine.begin() as connection:
            row = connection.execute(taken).first()
        if row is None or row.expires_at <= now:
            return None
        principal = Principal(key_id=row.key_id, role=Role(row.role))
        return TicketHolder(principal, row.session_ends_at)


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()

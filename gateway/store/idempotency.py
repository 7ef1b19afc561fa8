"""Requests that carried an idempotency key, and what was answered to them."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from gateway.store.tables import IDEMPOTENT_REQUESTS

KEPT = timedelta(hours=24)
_T = IDEMPOTENT_REQUESTS.c


@dataclass(frozen=True, slots=True)
class RequestIdentity:
    """Who repeats what: the caller's key id, the digest of the idempotency key, of the request."""

    key_id: str
    key_digest: bytes
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given."""

    template: str
    """Template of the route that gave it."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The key is in use. ``same``: for this very request, which is still being answered."""

    same: bool


class IdempotencyStore:
    """``lease`` is how long a request may take before it is given up as lost."""

    def __init__(self, engine: Engine, lease: timedelta) -> None:
        self._engine = engine
        self._lease = lease

    def begin(self, request: RequestIdentity, now: datetime) -> KeptAnswer | Unanswered | None:
        """Take the key for this request: ``None`` when it is to be carried out now."""
        row = {
            "key_id": request.key_id,
            "key_digest": request.key_digest,
            "fingerprint": request.fingerprint,
            "started_at": now,
        }
        try:
            with self._engine.begin() as connection:
                old = now - KEPT
                connection.execute(sa.delete(IDEMPOTENT_REQUESTS).where(_T.started_at < old))
                connection.execute(sa.insert(IDEMPOTENT_REQUESTS).values(row))
        except IntegrityError:
            return self._known(request, now)
        return None

    def _known(self, request: RequestIdentity, now: datetime) -> KeptAnswer | Unanswered | None:
        with self._engine.begin() as connection:
            found = connection.execute(sa.select(IDEMPOTENT_REQUESTS).where(_is(request))).first()
            if found is None:  # given up in this very moment
                return Unanswered(same=True)
            if bytes(found.fingerprint) != request.fingerprint:
                return Unanswered(same=False)
            if found.status is not None:
                headers = tuple((name, value) for name, value in json.loads(found.headers))
                body = zlib.decompress(bytes(found.body))
                return KeptAnswer(found.template, found.status, headers, body)
            if found.started_at > now - self._lease:
                return Unanswered(same=True)
            taken_over = connection.execute(
                sa.update(IDEMPOTENT_REQUESTS)
                .where(_is(request), _T.status.is_(None), _T.started_at == found.started_at)
                .values(started_at=now)
            )
            return None if taken_over.rowcount == 1 else Unanswered(same=True)

    def finish(self, request: RequestIdentity, answer: KeptAnswer) -> None:
        """Keep the answer."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(IDEMPOTENT_REQUESTS)
                .where(_is(request))
                .values(
                    template=answer.template,
                    status=answer.status,
                    headers=json.dumps(answer.headers),
                    body=zlib.compress(answer.body, 1),
                )
            )

    def give_up(self, request: RequestIdentity) -> None:
        """Free the key: the request may be sent again."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.delete(IDEMPOTENT_REQUESTS).where(_is(request), _T.status.is_(None))
            )


def _is(request: RequestIdentity) -> sa.ColumnElement[bool]:
    return sa.and_(_T.key_id == request.key_id, _T.key_digest == request.key_digest)

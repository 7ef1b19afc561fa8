"""Image searches as they were made. A record is as secret as the pictures in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from services.design_image.domain.errors import UnknownSearchError
from services.design_image.engines.tables import image_search_views, image_searches
from shared.contracts.common import Role

_ID_DIGITS = 32
_EXAMINING_ROLES = (Role.EXAMINER.value, Role.REVIEWER.value)


@dataclass(frozen=True)
class Asker:
    """Who asked."""

    key_id: str
    role: Role


@dataclass(frozen=True)
class SearchRecord:
    """One recorded search; ``result`` is the exact text of its answer."""

    id: str
    key_id: str
    request: str
    result: str
    result_sha256: str
    recorded_at: datetime


@dataclass(frozen=True)
class Retention:
    """How many days searches stay; ``None`` is for ever. Days count from the first time it was asked."""

    days: int | None = None
    """Searches of applicants and agents."""
    examiner_days: int | None = None
    """Searches of examiners and reviewers: they may support an examination."""


class SearchRecords:
    """Keeps searches. Safe for several threads and processes.

    Only the key that made a record sees it; an examiner sees those of other examiners as well. To
    everyone else it does not exist (``UnknownSearchError``).
    """

    def __init__(
        self,
        engine: Engine,
        retention: Retention = Retention(),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._retention = retention
        self._clock = clock

    def delete_expired(self) -> int:
        """Delete what has been kept long enough, with its query views; how many searches it was.

        Called at the start and with each new search: while nobody searches, what has expired is on
        disk, but ``get`` does not know it any more.
        """
        with self._engine.begin() as connection:
            return self._delete_expired(connection)

    def _delete_expired(self, connection: Connection) -> int:
        expired = self._expired()
        if expired is None:
            return 0
        return connection.execute(image_searches.delete().where(expired)).rowcount

    def _expired(self) -> sa.ColumnElement[bool] | None:
        """The condition of a record that is to be deleted; ``None`` if all stay."""
        columns, now = image_searches.c, self._clock()
        of_examiners = columns.role.in_(_EXAMINING_ROLES)
        rules = (
            (~of_examiners, self._retention.days),
            (of_examiners, self._retention.examiner_days),
        )
        conditions = [
            sa.and_(whose, columns.recorded_at < now - timedelta(days=days))
            for whose, days in rules
            if days is not None
        ]
        return sa.or_(*conditions) if conditions else None

    def keep(
        self, asker: Asker, search_id: str, request: str, result: str, pictures: Sequence[bytes]
    ) -> None:
        """Record a search with its query views (PNG). The same again changes nothing."""
        row = {
            "id": search_id,
            "key_id": asker.key_id,
            "role": asker.role.value,
            "request": request.encode(),
            "result": result.encode(),
            "result_sha256": hashlib.sha256(result.encode()).hexdigest(),
            "recorded_at": self._clock(),
        }
        known = sa.select(image_searches.c.id).where(
            image_searches.c.id == search_id, image_searches.c.key_id == asker.key_id
        )
        try:
            with self._engine.begin() as connection:
                self._delete_expired(connection)
                if connection.execute(known).first() is not None:
                    return
                connection.execute(image_searches.insert().values(row))
                if pictures:
                    connection.execute(
                        image_search_views.insert(),
                        [
                            {
                                "search_id": search_id,
                                "key_id": asker.key_id,
                                "position": position,
                                "picture": picture,
                            }
                            for position, picture in enumerate(pictures)
                        ],
                    )
        except IntegrityError:
            return  # another request recorded the same just now

    def get(self, search_id: str, asker: Asker) -> SearchRecord:
        """A recorded search."""
        query = (
            sa.select(image_searches)
            .where(image_searches.c.id == search_id)
            .order_by(image_searches.c.recorded_at)
        )
        expired = self._expired()
        if expired is not None:
            query = query.where(~expired)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        # The asker's own first: others may have asked the same and had the same answer.
        for row in sorted(rows, key=lambda one: one.key_id != asker.key_id):
            if _may_see(asker, row):
                return SearchRecord(
                    id=row.id,
                    key_id=row.key_id,
                    request=row.request.decode(),
                    result=row.result.decode(),
                    result_sha256=row.result_sha256,
                    recorded_at=_aware(row.recorded_at),
                )
        raise UnknownSearchError

    def pictures(self, record: SearchRecord) -> list[bytes]:
        """The query views of a record, PNG."""
        own = image_search_views.c
        query = sa.select(own.picture).where(
            own.search_id == record.id, own.key_id == record.key_id
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(own.position)).scalars())

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def search_id_of(*parts: str) -> str:
    """The id of a record: what it holds, told by its digest."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_DIGITS]


def _may_see(asker: Asker, row: Row[Any]) -> bool:
    if asker.key_id == row.key_id:
        return bool(asker.role.value == row.role)
    return asker.role is Role.EXAMINER and bool(row.role == Role.EXAMINER.value)


def _aware(time: datetime) -> datetime:
    """SQLite gives times back without their zone; they were written in UTC."""
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)

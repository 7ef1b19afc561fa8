"""Image searches as they were made. A record is as secret as the pictures in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, Row
from sqlalchemy.exc import IntegrityError

from services.design_image.domain.errors import UnknownSearchError
from services.design_image.engines.tables import image_search_views, image_searches
from shared.contracts.common import Role

_ID_DIGITS = 32


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


class SearchRecords:
    """Keeps searches. Safe for several threads and processes.

    Only the key that made a record sees it; an examiner sees those of other examiners as well. To
    everyone else it does not exist (``UnknownSearchError``).
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._clock = clock

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

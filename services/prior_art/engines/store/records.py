"""Searches and reports as they were made. A record is as secret as the query in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, Table, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from services.prior_art.domain.errors import EngineUnavailableError, UnknownRecordError
from services.prior_art.engines.store.schema import aware, reports, searches
from shared.contracts.common import Role

_ID_DIGITS = 32


@dataclass(frozen=True)
class Asker:
    """Who asked."""

    key_id: str
    role: Role


@dataclass(frozen=True)
class Record:
    """One recorded search; ``result`` is the exact text of its answer."""

    id: str
    collection: str
    request: str
    result: str
    result_sha256: str
    recorded_at: datetime


class RecordStore:
    """Keeps searches and reports. Safe for several threads and processes.

    Only the key that made a record sees it; an examiner sees those of other examiners as well. To
    everyone else it does not exist (``UnknownRecordError``). Every method raises
    ``EngineUnavailableError`` when the database cannot be used.
    """

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._clock = clock

    def keep_search(
        self, asker: Asker, collection: str, request: str, result: str, record_id: str
    ) -> None:
        """Record a search; durable when it returns. The same again changes nothing."""
        row = {
            "id": record_id,
            "key_id": asker.key_id,
            "role": asker.role.value,
            "collection": collection,
            "request": request,
            "result": result,
            "result_sha256": hashlib.sha256(result.encode()).hexdigest(),
            "recorded_at": self._clock(),
        }
        self._insert(searches, row)

    def search(self, record_id: str, asker: Asker) -> Record:
        """A recorded search."""
        row = self._row(searches, record_id, asker)
        return Record(
            row.id,
            row.collection,
            row.request,
            row.result,
            row.result_sha256,
            aware(row.recorded_at) or row.recorded_at,
        )

    def keep_report(self, asker: Asker, report: str, record_id: str) -> None:
        """Record a report."""
        row = {"id": record_id, "key_id": asker.key_id, "role": asker.role.value}
        self._insert(reports, {**row, "report": report, "recorded_at": self._clock()})

    def report(self, record_id: str, asker: Asker) -> str:
        """The text of a recorded report."""
        report: str = self._row(reports, record_id, asker).report
        return report

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _insert(self, table: Table, row: dict[str, Any]) -> None:
        try:
            with self._engine.connect() as connection:
                same = (table.c.id == row["id"]) & (table.c.key_id == row["key_id"])
                known = select(table.c.id).where(same)
                if connection.execute(known).first() is not None:
                    return
            with self._engine.begin() as connection:
                connection.execute(insert(table).values(row))
        except IntegrityError:
            return  # another request recorded the same just now
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error

    def _row(self, table: Table, record_id: str, asker: Asker) -> Row[Any]:
        try:
            with self._engine.connect() as connection:
                query = select(table).where(table.c.id == record_id).order_by(table.c.recorded_at)
                rows = connection.execute(query).all()
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error
        # The asker's own first: others may have asked the same and had the same answer.
        rows = sorted(rows, key=lambda row: row.key_id != asker.key_id)
        for row in rows:
            if _may_see(asker, row.key_id, Role(row.role)):
                return row
        raise UnknownRecordError.of_request()


def record_id(*parts: str) -> str:
    """The id of a record: what it holds, told by its digest."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_DIGITS]


def _may_see(asker: Asker, key_id: str, role: Role) -> bool:
    if asker.role is Role.PUBLIC:
        return False  # everyone asks with the same key
    if asker.key_id == key_id:
        return asker.role is role
    return asker.role is Role.EXAMINER and role is Role.EXAMINER

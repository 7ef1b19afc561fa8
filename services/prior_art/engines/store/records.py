"""Searches and reports as they were made. A record is as secret as the query in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, and_, insert, or_, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from services.prior_art.domain.errors import EngineUnavailableError, UnknownRecordError
from services.prior_art.engines.store.schema import aware, reports, searches
from shared.contracts.common import Role

_ID_DIGITS = 32
_EXAMINING_ROLES = (Role.EXAMINER.value, Role.REVIEWER.value)


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


@dataclass(frozen=True)
class Retention:
    """How many days searches stay; ``None`` is for ever. Days count from the first time it was asked.
    Search reports stay.
    """

    days: int | None = None
    """Searches of applicants, agents and the public."""
    examiner_days: int | None = None
    """Searches of examiners and reviewers: they may support an examination."""


class RecordStore:
    """Keeps searches and reports. Safe for several threads and processes.

    Only the key that made a record sees it; an examiner sees those of other examiners as well. To
    everyone else it does not exist (``UnknownRecordError``). Every method raises
    ``EngineUnavailableError`` when the database cannot be used.
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

    def delete_expired(self) -> None:
        """Delete searches that have been kept long enough.

        Called at the start and with each new search: while nobody searches, what has expired is on
        disk, but ``search`` does not know it any more.
        """
        try:
            with self._engine.begin() as connection:
                self._delete_expired(connection)
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error

    def _delete_expired(self, connection: Connection) -> None:
        expired = self._expired()
        if expired is not None:
            connection.execute(searches.delete().where(expired))

    def _expired(self) -> ColumnElement[bool] | None:
        """The condition of a search that is to be deleted; ``None`` if all stay."""
        columns, now = searches.c, self._clock()
        of_examiners = columns.role.in_(_EXAMINING_ROLES)
        rules = (
            (~of_examiners, self._retention.days),
            (of_examiners, self._retention.examiner_days),
        )
        conditions = [
            and_(whose, columns.recorded_at < now - timedelta(days=days))
            for whose, days in rules
            if days is not None
        ]
        return or_(*conditions) if conditions else None

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
        row = self._row(searches, record_id, asker, self._expired())
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
                known = select(table.c.id).where(
                    table.c.id == row["id"], table.c.key_id == row["key_id"]
                )
                expired = self._expired() if table is searches else None
                if expired is not None:
                    known = known.where(~expired)
                if connection.execute(known).first() is not None:
                    return
            with self._engine.begin() as connection:
                if table is searches:
                    self._delete_expired(connection)
                connection.execute(insert(table).values(row))
        except IntegrityError:
            return  # another request recorded the same just now
        except SQLAlchemyError as error:
            raise EngineUnavailableError.of_store() from error

    def _row(
        self,
        table: Table,
        record_id: str,
        asker: Asker,
        expired: ColumnElement[bool] | None = None,
    ) -> Row[Any]:
        query = select(table).where(table.c.id == record_id).order_by(table.c.recorded_at)
        if expired is not None:
            query = query.where(~expired)
        try:
            with self._engine.connect() as connection:
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

"""The audit log in the database: one chain, whoever writes to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from gateway.audit.entry import BEGINNING, Algorithm, AuditEntry, ChainedEntry, Head, chained
from gateway.store.tables import AUDIT_ENTRIES

_LOCK = 0x5A48_4155  # "ZHAU", for PostgreSQL's advisory lock
_TABLE = AUDIT_ENTRIES.c


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found. ``fault`` is the number of the first entry that is not in order."""

    head: Head
    fault: int | None = None


class AuditStore:
    """Appends entries and reads them; nothing else can be done to them."""

    def __init__(self, engine: Engine, algorithm: Algorithm) -> None:
        self._engine = engine
        self._algorithm = algorithm

    def append(self, entries: Sequence[AuditEntry]) -> Head:
        """Put entries at the end of the chain, in their order, all or none. The new end."""
        with self._engine.connect() as connection:
            _lock(connection)
            head = _head(connection)
            rows = []
            for entry in entries:
                one = chained(head.digest, head.number + 1, entry, self._algorithm)
                head = Head(one.number, one.digest)
                rows.append(_row(one))
            connection.execute(sa.insert(AUDIT_ENTRIES), rows)
            connection.commit()
        return head

    def head(self) -> Head:
        """The end of the chain."""
        with self._engine.connect() as connection:
            return _head(connection)

    def entries(self, after: int = 0) -> Iterator[ChainedEntry]:
        """Entries in their order, from the one behind ``after``."""
        query = sa.select(AUDIT_ENTRIES).where(_TABLE.number > after).order_by(_TABLE.number)
        with self._engine.connect() as connection:
            rows = connection.execution_options(stream_results=True, yield_per=1000).execute(query)
            for row in rows:
                yield _entry(row)

    def verify(self, kept: Head | None = None) -> Verified:
        """Check the whole chain, and that it goes through a head that was kept elsewhere."""
        head = Head(0, BEGINNING)
        for found in self.entries():
            expected = chained(head.digest, head.number + 1, found.entry, found.algorithm)
            if found != expected:
                return Verified(head, fault=head.number + 1)
            head = Head(found.number, found.digest)
            if kept is not None and kept.number == head.number and kept.digest != head.digest:
                return Verified(head, fault=head.number)
        cut = kept is not None and kept.number > head.number
        return Verified(head, fault=head.number + 1 if cut else None)


def _lock(connection: Connection) -> None:
    """Until the end of the transaction nobody else appends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _head(connection: Connection) -> Head:
    last = sa.select(_TABLE.number, _TABLE.digest).order_by(_TABLE.number.desc()).limit(1)
    row = connection.execute(last).first()
    return Head(0, BEGINNING) if row is None else Head(row.number, bytes(row.digest))


def _row(one: ChainedEntry) -> dict[str, Any]:
    entry = one.entry
    return {
        "number": one.number,
        "at": entry.at,
        "key_id": entry.key_id,
        "role": entry.role,
        "action": entry.action,
        "object": entry.object,
        "status": entry.status,
        "request_id": entry.request_id,
        "count": entry.count,
        "algorithm": one.algorithm,
        "digest": one.digest,
    }


def _entry(row: sa.Row[Any]) -> ChainedEntry:
    named = row._mapping
    fields = ("at", "key_id", "role", "action", "object", "status", "request_id", "count")
    entry = AuditEntry(**{name: named[name] for name in fields})
    return ChainedEntry(named["number"], entry, named["algorithm"], bytes(named["digest"]))

"""The audit log in the database: one chain, whoever writes to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from gateway.audit.entry import BEGINNING, Algorithm, AuditEntry, ChainedEntry, Head, chained
from gateway.store.tables import AUDIT_CHECKPOINTS, AUDIT_ENTRIES

_LOCK = 0x5A48_4155  # "ZHAU", for PostgreSQL's advisory lock
_TABLE = AUDIT_ENTRIES.c
# Made once: appending a few entries ten times a second, putting the statements together would cost
# as much as the database's own work.
_INSERT = sa.insert(AUDIT_ENTRIES)
_LAST_CHECKPOINT = sa.select(AUDIT_CHECKPOINTS).order_by(AUDIT_CHECKPOINTS.c.number.desc()).limit(1)
_LAST = sa.select(_TABLE.number, _TABLE.digest).order_by(_TABLE.number.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found. ``fault`` is the number of the first entry that is not in order."""

    head: Head
    fault: int | None = None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where the log begins: entries up to ``head`` are in archives, the last of them this one."""

    head: Head
    archive: str
    """SHA-256 of the file, in hexadecimal digits; empty where nothing was archived."""

    @property
    def object(self) -> str:
        """What the entry of the pruning names."""
        return f"{self.head.number} {self.head.digest.hex()} {self.archive}"


PRUNED = "audit prune"
"""Action of the entry that stands for entries moved into an archive."""


class AuditStore:
    """Appends entries, reads them, and lets go of the oldest ones once they are archived."""

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
            connection.execute(_INSERT, rows)
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

    def checkpoint(self) -> Checkpoint:
        """Where the log begins."""
        with self._engine.connect() as connection:
            row = connection.execute(_LAST_CHECKPOINT).first()
        if row is None:
            return Checkpoint(Head(0, BEGINNING), "")
        return Checkpoint(Head(row.number, bytes(row.digest)), row.archive)

    def last_before(self, moment: datetime) -> int:
        """Number of the last entry such that it and all before it are older; 0 if there is none."""
        first = sa.select(sa.func.min(_TABLE.number)).where(_TABLE.at >= moment)
        with self._engine.connect() as connection:
            found = connection.execute(first).scalar_one()
            return int(found) - 1 if found is not None else _head(connection).number

    def prune(self, checkpoint: Checkpoint, entry: AuditEntry) -> Head:
        """Delete the entries up to a checkpoint, leaving ``entry`` at the end. The new end.

        All or nothing. The caller has archived and verified them. Raises ``ValueError`` when the
        chain does not go through the checkpoint.
        """
        number = checkpoint.head.number
        with self._engine.connect() as connection:
            _lock(connection)
            digest = sa.select(_TABLE.digest).where(_TABLE.number == number)
            if connection.execute(digest).scalar_one_or_none() != checkpoint.head.digest:
                raise ValueError("not an entry of the log")
            head = _head(connection)
            one = chained(head.digest, head.number + 1, entry, self._algorithm)
            connection.execute(_INSERT, [_row(one)])
            row = {"digest": checkpoint.head.digest, "archive": checkpoint.archive}
            connection.execute(sa.insert(AUDIT_CHECKPOINTS).values(number=number, **row))
            connection.execute(sa.delete(AUDIT_ENTRIES).where(_TABLE.number <= number))
            connection.commit()
        return Head(one.number, one.digest)

    def verify(self, kept: Head | None = None) -> Verified:
        """Check the chain from its checkpoint on, and that it goes through a head kept elsewhere.

        A checkpoint counts only with the entry of its pruning. A head from before it is answered by
        the archive (``gateway.audit.archive``).
        """
        checkpoint = self.checkpoint()
        head, told = checkpoint.head, checkpoint.head.number == 0
        if kept is not None and kept.number == head.number and kept != head:
            return Verified(head, fault=head.number)
        for found in self.entries():
            expected = chained(head.digest, head.number + 1, found.entry, found.algorithm)
            if found != expected:
                return Verified(head, fault=head.number + 1)
            head = Head(found.number, found.digest)
            told |= (found.entry.action, found.entry.object) == (PRUNED, checkpoint.object)
            if kept is not None and kept.number == head.number and kept.digest != head.digest:
                return Verified(head, fault=head.number)
        if not told:
            return Verified(head, fault=checkpoint.head.number)
        cut = kept is not None and kept.number > head.number
        return Verified(head, fault=head.number + 1 if cut else None)


def _lock(connection: Connection) -> None:
    """Until the end of the transaction nobody else appends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _head(connection: Connection) -> Head:
    row = connection.execute(_LAST).first()
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

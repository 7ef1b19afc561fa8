"""Where recognitions asked for with ``respond-async`` are kept: one SQLite file for all processes of a folder.

Each process reads the documents that it took in (``holder``); all of them tell how far any is. What a
process left behind when it ended is taken over by another (``holders`` tells that it is gone), and two never
read one document at a time. Documents stay only until they are read; forgotten ones are overwritten.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.ocr.domain.errors import OcrError
from services.ocr.engines.holders import Holder
from services.ocr.engines.messages import Fault
from shared.contracts.ocr import Recognition, RecognitionState
from shared.model.base import Frozen

FILE = "recognitions.sqlite3"
LOCKED_S = 30.0
"""Seconds to wait for another process that writes."""
MOST_STARTS = 2
"""Starts of one recognition; one that ended a process twice is not begun again."""
_UNFINISHED = (RecognitionState.QUEUED, RecognitionState.RUNNING)
_SCHEMA = """
create table if not exists recognition (
    number integer primary key autoincrement,
    identifier text not null unique,
    owner text not null,
    holder integer not null,
    state text not null,
    options text not null,
    name text,
    document blob,
    starts integer not null default 0,
    pages_done integer not null default 0,
    pages integer,
    result text,
    fault text,
    ended_at real
);
create table if not exists store (identity text not null);
"""


class Request(Frozen):
    """What was asked for: how to read the document, and the name it was sent under."""

    options: str
    """``RecognitionOptions`` as JSON."""
    name: str | None


class Job(Frozen):
    """One recognition under way or finished."""

    identifier: str
    owner: str
    state: RecognitionState
    pages_done: int = 0
    pages: int | None = None
    """``None`` until the file has been looked into."""
    result: Recognition | None = None
    error: Fault | None = None


class JobStore:
    """Jobs in the order they came; safe to call from many threads. sqlite3.Error when it cannot."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._holder = Holder(folder)
        path = folder / FILE
        path.touch(mode=0o600)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(
            path, timeout=LOCKED_S, check_same_thread=False, isolation_level=None
        )
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma secure_delete = on")
        self._database.executescript(_SCHEMA)
        with self._transaction() as database:
            if database.execute("select 1 from store").fetchone() is None:
                database.execute("insert into store values (?)", (secrets.token_hex(6),))
            self.identity = str(database.execute("select identity from store").fetchone()[0])
            """Names the file: the same for all processes that share it."""

    def close(self) -> None:
        """Leave what is unfinished to other processes."""
        with self._lock:
            self._database.close()
            self._holder.close()

    def unfinished(self) -> int:
        """How many wait or are under way in this process."""
        with self._transaction() as database:
            row = database.execute(
                "select count(*) from recognition where holder = ? and state in (?, ?)",
                (self._holder.number, *_UNFINISHED),
            ).fetchone()
        return int(row[0])

    def add(self, identifier: str, owner: str, document: bytes, request: Request) -> None:
        """Keep a new job."""
        with self._transaction() as database:
            database.execute(
                "insert into recognition "
                "(identifier, owner, holder, state, options, name, document) "
                "values (?, ?, ?, ?, ?, ?, ?)",
                (
                    identifier,
                    owner,
                    self._holder.number,
                    RecognitionState.QUEUED,
                    request.options,
                    request.name,
                    document,
                ),
            )

    def begin(self, identifier: str) -> tuple[bytes, Request] | None:
        """Mark a waiting job as under way; its document and request, ``None`` if it is forgotten."""
        with self._transaction() as database:
            row = database.execute(
                "update recognition set state = ?, starts = starts + 1 "
                "where identifier = ? and holder = ? and state = ? "
                "returning document, options, name",
                (
                    RecognitionState.RUNNING,
                    identifier,
                    self._holder.number,
                    RecognitionState.QUEUED,
                ),
            ).fetchone()
        return None if row is None else (row[0], Request(options=row[1], name=row[2]))

    def progress(self, identifier: str, done: int, pages: int) -> None:
        """Note how far a job is."""
        with self._transaction() as database:
            database.execute(
                "update recognition set pages_done = ?, pages = ? where identifier = ?",
                (done, pages, identifier),
            )

    def end(self, identifier: str, outcome: Recognition | OcrError, now: float) -> None:
        """Keep what came of a job, and no longer its document. ``now``: seconds since 1970."""
        if isinstance(outcome, Recognition):
            state, result, fault = RecognitionState.COMPLETE, outcome.model_dump_json(), None
        else:
            state, result = RecognitionState.FAILED, None
            fault = Fault.of(outcome).model_dump_json()
        with self._transaction() as database:
            database.execute(
                "update recognition set state = ?, result = ?, fault = ?, ended_at = ?, "
                "document = null where identifier = ?",
                (state, result, fault, now, identifier),
            )

    def get(self, owner: str, identifier: str) -> Job | None:
        """A job of this owner."""
        with self._transaction() as database:
            row = database.execute(
                "select state, pages_done, pages, result, fault from recognition "
                "where identifier = ? and owner = ?",
                (identifier, owner),
            ).fetchone()
        if row is None:
            return None
        state, done, pages, result, fault = row
        return Job(
            identifier=identifier,
            owner=owner,
            state=RecognitionState(state),
            pages_done=done,
            pages=pages,
            result=None if result is None else Recognition.model_validate_json(result),
            error=None if fault is None else Fault.model_validate_json(fault),
        )

    def remove(self, identifier: str) -> None:
        """Forget a job."""
        with self._transaction() as database:
            database.execute("delete from recognition where identifier = ?", (identifier,))

    def forget(self, kept: int, ended_before: float) -> None:
        """Forget finished jobs that ended too long ago or are more than the newest ``kept``."""
        with self._transaction() as database:
            database.execute(
                "delete from recognition where ended_at < ? or (ended_at is not null and "
                "number not in (select number from recognition where ended_at is not null "
                "order by ended_at desc, number desc limit ?))",
                (ended_before, kept),
            )

    def put_back(self) -> None:
        """At an orderly end: jobs under way wait again, and this start does not count."""
        with self._transaction() as database:
            database.execute(
                "update recognition set state = ?, starts = starts - 1, pages_done = 0 "
                "where holder = ? and state = ?",
                (RecognitionState.QUEUED, self._holder.number, RecognitionState.RUNNING),
            )

    def recover(self, interrupted: OcrError, now: float, *, own: bool = False) -> list[str]:
        """Take over what processes that are gone have left, in its order: the jobs to run.

        ``own``: also what an earlier process of this one's number left, at a start. A job that was under
        way when its process died waits again; at its last start it ends as ``interrupted``.
        """
        fault = Fault.of(interrupted).model_dump_json()
        taken: list[str] = []
        with self._transaction() as database:
            holders = database.execute(
                "select distinct holder from recognition where state in (?, ?) order by holder",
                _UNFINISHED,
            ).fetchall()
            for (holder,) in holders:
                # Looked at within the transaction: a process that starts as this number now finds
                # its jobs gone, for it looks for them after this.
                if self._holder.lives(holder) and not (own and holder == self._holder.number):
                    continue
                database.execute(
                    "update recognition set state = ?, fault = ?, ended_at = ?, document = null "
                    "where holder = ? and state = ? and starts >= ?",
                    (
                        RecognitionState.FAILED,
                        fault,
                        now,
                        holder,
                        RecognitionState.RUNNING,
                        MOST_STARTS,
                    ),
                )
                rows = database.execute(
                    "update recognition set state = ?, pages_done = 0, holder = ? "
                    "where holder = ? and state in (?, ?) returning number, identifier",
                    (RecognitionState.QUEUED, self._holder.number, holder, *_UNFINISHED),
                ).fetchall()
                taken += [str(identifier) for _, identifier in sorted(rows)]
        return taken

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("begin immediate")
            try:
                yield self._database
            except BaseException:
                self._database.execute("rollback")
                raise
            self._database.execute("commit")

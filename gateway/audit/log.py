"""Writes entries in the order they come, many in one transaction.

``record`` returns when the entry is durable; the wait is shared by all who wait at the same time.
``note`` returns at once; what is noted is durable after ``BATCH_S`` at the latest. The head of the
chain goes to the process's own log now and then, which usually is kept elsewhere: a chain that was
cut off shows against it.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager

import structlog

from gateway.audit.entry import AuditEntry, Head
from gateway.errors import AuditUnavailableError

BATCH_S = 0.1
_GATHER_S = 0.08
"""How long noted entries gather before they are written; the rest of ``BATCH_S`` is for writing."""
_MOST_WAITING = 50_000
"""Entries that may wait while the database does not take them; then calls are refused."""
_RETRY_S = 1.0
_HEAD_S = 60.0
"""How often the head is logged, while there is something new."""
_log = structlog.get_logger()
Append = Callable[[Sequence[AuditEntry]], Head]


class AuditLog:
    """The entries of this process on their way to the database, which one thread writes to."""

    def __init__(self, append: Append) -> None:
        self._append = append
        self._changed = threading.Condition()
        self._waiting: list[tuple[AuditEntry, Future[None] | None]] = []
        self._urgent = False
        self._stopping = False
        self._failing = False
        self._head: Head | None = None
        self._head_logged_at = 0.0

    async def record(self, entry: AuditEntry) -> None:
        """Make an entry durable. Raises ``AuditUnavailableError`` when that cannot be done."""
        done: Future[None] = Future()
        with self._changed:
            self._waiting.append((entry, done))
            self._urgent = True
            self._changed.notify()
        await asyncio.wrap_future(done)

    def note(self, entry: AuditEntry) -> None:
        """Make an entry durable soon. Raises ``AuditUnavailableError`` when too many wait."""
        with self._changed:
            if len(self._waiting) >= _MOST_WAITING:
                raise AuditUnavailableError
            self._waiting.append((entry, None))
            if len(self._waiting) == 1:
                self._changed.notify()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Write while the block runs; what waits at its end is written then."""
        writer = threading.Thread(target=self._run, name="audit", daemon=True)
        writer.start()
        try:
            yield
        finally:
            with self._changed:
                self._stopping = True
                self._changed.notify()
            writer.join()
            self._log_head()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._stopping)
                if not self._waiting:
                    return
                self._changed.wait_for(
                    lambda: self._urgent or self._stopping,
                    timeout=_RETRY_S if self._failing else _GATHER_S,
                )
                batch, self._waiting, self._urgent = self._waiting, [], False
            if not self._write(batch) and self._stopping:
                return

    def _write(self, batch: list[tuple[AuditEntry, Future[None] | None]]) -> bool:
        try:
            self._head = self._append([entry for entry, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be told it was written
            self._failing = True
            _log.error("audit.not_written", error=type(error).__name__, entries=len(batch))
            with self._changed:  # who waits is told; what was noted is tried again
                self._waiting[:0] = [(entry, None) for entry, done in batch if done is None]
            _tell(batch, AuditUnavailableError())
            return False
        self._failing = False
        _tell(batch, None)
        if time.monotonic() - self._head_logged_at > _HEAD_S:
            self._log_head()
        return True

    def _log_head(self) -> None:
        if self._head is not None:
            self._head_logged_at = time.monotonic()
            _log.info("audit.head", number=self._head.number, digest=self._head.digest.hex())


def _tell(batch: list[tuple[AuditEntry, Future[None] | None]], error: Exception | None) -> None:
    for _, done in batch:
        if done is not None and done.set_running_or_notify_cancel():
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

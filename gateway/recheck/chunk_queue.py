"""Chunks in a durable queue: DBOS on SQLite or PostgreSQL.

What is queued is named ``<job>:<chunk>:<generation>``, so that queueing twice is queueing once. DBOS
is one per process and so is this; it is imported when the first re-check is to run.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gateway.errors import ConfigurationError

if TYPE_CHECKING:
    from dbos import DBOS

APPLICATION = "zhishen"
SCHEMA = "zhishen_recheck"
VERSION = "1"
"""Of the queued calls. Fixed: work that an earlier release queued is done by the next one."""
FORMAL, SERVICES = "zhishen-recheck-formal", "zhishen-recheck-services"
"""Queues: formal checks in a worker's own processes, and checks that need the services."""
WORKFLOW = "zhishen_recheck_chunk"
_POLL_S = 0.2
RunChunk = Callable[[str, int], None]


@dataclass(frozen=True)
class Queued:
    """A chunk to queue. A lower ``priority`` runs first."""

    job_id: str
    chunk: int
    generation: int
    queue: str
    priority: int

    @property
    def name(self) -> str:
        """The name of the work."""
        return f"{self.job_id}:{self.chunk}:{self.generation}"


@dataclass(frozen=True)
class QueuedState:
    """What DBOS says of queued work."""

    ended: bool
    """It returned, raised or was cancelled: it will not run again by itself."""
    executor: str | None
    """Who works on it; ``None`` while it waits."""


def require_sqlite_for(url: str) -> None:
    """Refuse what DBOS cannot use. Raises ``ConfigurationError``.

    Under Python 3.12 and later its tables want ``unixepoch('subsec')`` of SQLite 3.42, which a
    Python built on an older system does not have; every write would fail.
    """
    have = sqlite3.sqlite_version_info
    if url.startswith("sqlite") and sys.version_info >= (3, 12) and have < (3, 42):
        raise ConfigurationError(
            f"Re-checks need SQLite 3.42 under Python 3.12 or newer; this Python has "
            f"{sqlite3.sqlite_version}. Use Python 3.11 or a PostgreSQL database "
            "(ZHISHEN_GATEWAY_DATABASE_URL), or set ZHISHEN_GATEWAY_RECHECK_PROCESSES=0 "
            "to do without re-checks.",
            f"Python 3.12 及以上版本执行复查需要 SQLite 3.42，当前为 {sqlite3.sqlite_version}。"
            "请使用 Python 3.11 或 PostgreSQL（ZHISHEN_GATEWAY_DATABASE_URL），"
            "或设 ZHISHEN_GATEWAY_RECHECK_PROCESSES=0 不使用复查。",
        )


class ChunkQueue:
    """The queue, and the threads that take from it. One at a time in a process."""

    _open: ChunkQueue | None = None
    _registered = False
    _lock = threading.Lock()

    def __init__(
        self, url: str, executor: str, run: RunChunk, queues: Sequence[str], concurrency: int
    ) -> None:
        """Open the queue behind ``url`` and take from ``queues`` as ``executor``."""
        from dbos import DBOS  # slow to import

        with self._lock:
            if ChunkQueue._open is not None:
                raise ConfigurationError(
                    "Only one gateway in a process can run re-checks "
                    "(ZHISHEN_GATEWAY_RECHECK_PROCESSES=0 for the others).",
                    "同一进程内仅一个网关可执行复查"
                    "（其余网关请设 ZHISHEN_GATEWAY_RECHECK_PROCESSES=0）。",
                )
            if not ChunkQueue._registered:
                DBOS.workflow(name=WORKFLOW, max_recovery_attempts=1000)(_recheck_chunk)
                ChunkQueue._registered = True
            ChunkQueue._open = self
        self.run = run
        self._dbos: type[DBOS] = DBOS
        try:
            DBOS(
                config={
                    "name": APPLICATION,
                    "system_database_url": url,
                    "dbos_system_schema": SCHEMA,
                    "application_version": VERSION,
                    "executor_id": executor,
                    "log_level": "CRITICAL",
                    "enable_otlp": False,
                }
            )
            DBOS.listen_queues(list(queues))
            DBOS.launch()
            for queue in queues:
                DBOS.register_queue(
                    queue,
                    worker_concurrency=concurrency,
                    polling_interval_sec=_POLL_S,
                    on_conflict="always_update",
                )
        except BaseException:
            self.close()
            raise

    def put(self, work: Queued) -> None:
        """Queue a chunk; nothing happens when it is there already."""
        self._dbos.enqueue_workflow_with_options(
            {
                "workflow_name": WORKFLOW,
                "queue_name": work.queue,
                "workflow_id": work.name,
                "priority": work.priority,
                "app_version": VERSION,
            },
            work.job_id,
            work.chunk,
        )

    def states(self, job_id: str) -> Mapping[str, QueuedState]:
        """Everything queued for a job, by name."""
        found = self._dbos.list_workflows(
            workflow_id_prefix=f"{job_id}:", load_input=False, load_output=False
        )
        return {
            one.workflow_id: QueuedState(
                ended=one.status not in ("ENQUEUED", "DELAYED", "PENDING"),
                executor=one.executor_id if one.status == "PENDING" else None,
            )
            for one in found
        }

    def put_back(self, names: Iterable[str], queue: str) -> None:
        """Let others do work whose executor is gone."""
        self._dbos.resume_workflows(list(names), queue_name=queue)

    def close(self) -> None:
        """Stop taking work."""
        self._dbos.destroy()
        with self._lock:
            ChunkQueue._open = None


def _recheck_chunk(job_id: str, chunk: int) -> None:
    """What DBOS calls. It may run again after a crash: finished items are not waiting any more."""
    queue = ChunkQueue._open
    if queue is not None:
        queue.run(job_id, chunk)

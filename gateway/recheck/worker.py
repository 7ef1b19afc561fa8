"""A worker: takes chunks from the queue, and sees to it that nothing open is missing there."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import uuid
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.engine import Engine

from gateway.clients import ServiceClient, ServiceName
from gateway.recheck.chunk import ChunkEnd, work_through
from gateway.recheck.chunk_queue import (
    FORMAL,
    SERVICES,
    ChunkQueue,
    Queued,
    QueuedState,
    require_sqlite_for,
)
from gateway.recheck.item import ItemChecker
from gateway.recheck.processes import CheckProcesses
from gateway.settings import Settings
from gateway.store.recheck_supervision import OpenChunk, RecheckSupervision, RunningJob
from gateway.store.recheck_work import RecheckWork
from shared.contracts.applications import CheckName
from shared.logging import place_of

_log = structlog.get_logger()
_TICK_S = 1.0
_PUTS_PER_TICK = 200
"""So that queueing a large job does not keep the heartbeat waiting."""
_PAUSE_S = 5.0
"""How long a chunk rests after a service was down or a process crashed."""


class RecheckWorker:
    """Runs re-checks until it is closed.

    Without ``clients`` it takes formal checks only, in its own processes. With them (and the loop
    they live in) it also takes checks that need the services; in separate mode all do.
    """

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        clients: Mapping[ServiceName, ServiceClient] | None = None,
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._settings = settings
        self._work = RecheckWork(engine)
        self._supervision = RecheckSupervision(engine)
        self._processes = CheckProcesses(settings, self._work.crashed)
        self._checker = (
            None
            if clients is None
            else ItemChecker(clients, self._work.last_document, settings.prior_art_limit)
        )
        self._loop = loop
        self._separate = settings.mode == "separate"
        self._id = f"{socket.gethostname()[:40]}-{uuid.uuid4().hex[:12]}"
        self._queue: ChunkQueue | None = None
        self._seen: dict[str, tuple[int, float]] = {}
        self._stop = threading.Event()
        self._running = 0
        self._idle = threading.Condition()
        self._thread = threading.Thread(target=self._supervise, name="recheck", daemon=True)

    def start(self) -> None:
        """Begin to look for work. The queue opens with the first re-check."""
        self._thread.start()

    def close(self) -> None:
        """Stop within a batch of items; what is begun goes on with the next worker."""
        self._stop.set()
        self._processes.close()
        with self._idle:
            self._idle.wait_for(lambda: self._running == 0, timeout=10.0)
        self._thread.join(timeout=30.0)
        if self._queue is not None:
            self._queue.close()
            self._supervision.forget([self._id])

    def _supervise(self) -> None:
        while not self._stop.is_set():
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001 - a lost database comes back
                _log.warning("recheck.supervisor", error=type(error).__name__, at=place_of(error))
            self._stop.wait(_TICK_S)

    def _tick(self) -> None:
        jobs = self._supervision.running()
        if self._queue is None:
            if not jobs:
                return
            self._queue = ChunkQueue(
                self._settings.queue_url,
                self._id,
                self._run,
                [FORMAL] if self._checker is None else [FORMAL, SERVICES],
                self._settings.recheck_processes,
            )
        alive = self._living()
        for job in jobs:
            self._see_to(job, self._queue, alive)

    def _living(self) -> frozenset[str]:
        """Workers whose counters move; the others are forgotten."""
        now = time.monotonic()
        beats = self._supervision.beat(self._id)
        self._seen = {
            worker: self._seen[worker]
            if worker in self._seen and self._seen[worker][0] == beat
            else (beat, now)
            for worker, beat in beats.items()
        }
        lease = self._settings.recheck_lease_s
        gone = [worker for worker, (_, since) in self._seen.items() if now - since > lease]
        self._supervision.forget(gone)
        for worker in gone:
            _log.warning("recheck.worker_lost", worker=worker)
        return frozenset(beats.keys() - set(gone))

    def _see_to(self, job: RunningJob, queue: ChunkQueue, alive: frozenset[str]) -> None:
        """Queue what is open and not queued, and give away what a lost worker held."""
        states = queue.states(job.id)  # first: work that ended by now has closed its chunk
        chunks = self._supervision.open_chunks(job.id)
        if not chunks:
            self._work.complete(job.id)
            return
        missing, lost = [], []
        for chunk in chunks:
            work = _queued(job, chunk)
            state = states.get(work.name)
            if state is None:
                missing.append(work)
            elif state.ended and self._supervision.renew(job.id, chunk):
                missing.append(_queued(job, chunk, chunk.generation + 1))
            elif _is_lost(state, alive):
                lost.append(work.name)
        for work in missing[:_PUTS_PER_TICK]:
            queue.put(work)
        if lost:
            queue.put_back(lost, _queue_of(job))

    def _run(self, job_id: str, chunk: int) -> None:
        """One chunk, in a thread of the queue."""
        with self._idle:
            if self._stop.is_set():
                return
            self._running += 1
        try:
            end = self._work_through(job_id, chunk)
            if end in (ChunkEnd.DELAYED, ChunkEnd.CRASHED):
                _log.warning("recheck.chunk", end=end.value, job=job_id, chunk=chunk)
            if end is ChunkEnd.DELAYED:
                self._stop.wait(_PAUSE_S)
        except Exception as error:
            _log.warning("recheck.chunk", end=type(error).__name__, at=place_of(error), job=job_id)
            raise
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def _work_through(self, job_id: str, chunk: int) -> ChunkEnd:
        terms = self._work.terms(job_id)
        if terms is None:
            return ChunkEnd.STOPPED
        if terms.checks == (CheckName.FORMAL_CHECK,) and not self._separate:
            return self._processes.run(job_id, chunk)
        if self._checker is None or self._loop is None:
            return ChunkEnd.DELAYED  # queued for a worker with services
        return asyncio.run_coroutine_threadsafe(
            work_through(
                self._work, self._checker, job_id, chunk, lambda _: None, self._stop.is_set
            ),
            self._loop,
        ).result()


@asynccontextmanager
async def run_worker(
    settings: Settings, engine: Engine, clients: Mapping[ServiceName, ServiceClient] | None
) -> AsyncGenerator[RecheckWorker | None, None]:
    """A worker while the context lasts; none where the settings want none."""
    if settings.recheck_processes == 0:
        yield None
        return
    require_sqlite_for(settings.queue_url)
    worker = RecheckWorker(settings, engine, clients, asyncio.get_running_loop())
    worker.start()
    try:
        yield worker
    finally:
        await asyncio.to_thread(worker.close)


def _queued(job: RunningJob, chunk: OpenChunk, generation: int | None = None) -> Queued:
    return Queued(
        job_id=job.id,
        chunk=chunk.number,
        generation=chunk.generation if generation is None else generation,
        queue=_queue_of(job),
        priority=1 + 10 * job.priority + chunk.order_rank,  # DBOS counts from 1
    )


def _queue_of(job: RunningJob) -> str:
    return FORMAL if job.checks == (CheckName.FORMAL_CHECK,) else SERVICES


def _is_lost(state: QueuedState, alive: frozenset[str]) -> bool:
    return state.executor is not None and state.executor not in alive

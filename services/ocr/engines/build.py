"""Put a recogniser together from plain values (of settings or of the command line)."""

from __future__ import annotations

from collections.abc import Sequence

from services.ocr.domain.limits import IntakeLimits, TimeLimits
from services.ocr.engines.messages import EngineSpec, WorkerSetup
from services.ocr.engines.pool import WorkerPool
from services.ocr.engines.recogniser import Recogniser


def build_recogniser(
    engines: Sequence[EngineSpec],
    *,
    limits: IntakeLimits,
    times: TimeLimits,
    workers: int,
    threads: int,
    tasks_per_worker: int,
    worker_memory_mb: int,
    documents: int,
) -> tuple[Recogniser, WorkerPool]:
    """A recogniser and its pool, which the caller starts and closes."""
    pool = WorkerPool(
        WorkerSetup(
            engines=tuple(engines), limits=limits, memory_bytes=worker_memory_mb * 1024 * 1024
        ),
        workers=workers,
        threads=threads,
        tasks_per_worker=tasks_per_worker,
    )
    return Recogniser(pool, times=times, documents=documents), pool

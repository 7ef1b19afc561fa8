"""Works through the items of one chunk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum

from gateway.recheck.item import ItemChecker, ServiceDownError
from gateway.recheck.outcome import ItemOutcome
from gateway.store.recheck_work import RecheckWork

BATCH_ITEMS = 20
BATCH_SECONDS = 2.0
"""Results are kept after so many items, or so long: what a killed worker does again at most."""


class ChunkEnd(StrEnum):
    """Why work on a chunk ended."""

    FINISHED = "finished"
    """No item is waiting any more."""
    STOPPED = "stopped"
    """The job is paused or cancelled, or the worker ends."""
    DELAYED = "delayed"
    """A service is down; items are waiting."""
    CRASHED = "crashed"
    """The process that did the work is gone; items are waiting."""


async def work_through(
    work: RecheckWork,
    checker: ItemChecker,
    job_id: str,
    chunk: int,
    beginning: Callable[[int], None],
    stopping: Callable[[], bool] = lambda: False,
) -> ChunkEnd:
    """Check every waiting item; ``beginning`` is told each position before it is checked."""
    while not stopping():
        terms = await asyncio.to_thread(work.terms, job_id)
        if terms is None:
            return ChunkEnd.STOPPED
        items = await asyncio.to_thread(work.waiting, job_id, chunk, BATCH_ITEMS)
        if not items:
            await asyncio.to_thread(work.complete, job_id)
            return ChunkEnd.FINISHED
        outcomes: list[ItemOutcome] = []
        down: ServiceDownError | None = None
        begin = time.monotonic()
        for item in items:
            beginning(item.position)
            try:
                outcomes.append(await checker.check(item, terms))
            except ServiceDownError as error:
                down = error
                break
            if time.monotonic() - begin > BATCH_SECONDS:
                break
        await asyncio.to_thread(work.finish, job_id, chunk, outcomes)
        await asyncio.to_thread(work.delayed, job_id, None if down is None else down.problem)
        if down is not None:
            return ChunkEnd.DELAYED
    return ChunkEnd.STOPPED

"""What a supervisor of re-checks reads and writes: open chunks, heartbeats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.store.recheck_tables import RECHECK_CHUNKS, RECHECK_WORKERS, RECHECKS
from gateway.store.upsert import insert_unless_there
from shared.contracts.applications import CheckName
from shared.contracts.rechecks import RecheckState

_J, _C, _W = RECHECKS.c, RECHECK_CHUNKS.c, RECHECK_WORKERS.c


@dataclass(frozen=True)
class OpenChunk:
    """A chunk with items left to do."""

    number: int
    generation: int
    order_rank: int


@dataclass(frozen=True)
class RunningJob:
    """A job that runs."""

    id: str
    priority: int
    checks: tuple[CheckName, ...]


class RecheckSupervision:
    """The database as a supervisor sees it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def running(self) -> list[RunningJob]:
        """Jobs that run, oldest first."""
        query = sa.select(_J.id, _J.priority, _J.checks).where(
            _J.state == RecheckState.RUNNING.value
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(_J.created_at, _J.id)).all()
        return [
            RunningJob(
                row.id, row.priority, tuple(CheckName(one) for one in json.loads(row.checks))
            )
            for row in rows
        ]

    def open_chunks(self, job_id: str) -> list[OpenChunk]:
        """Chunks of a job with items left to do."""
        query = (
            sa.select(_C.number, _C.generation, _C.order_rank)
            .where(_C.job_id == job_id, _C.done + _C.failed < _C["items"])
            .order_by(_C.number)
        )
        with self._engine.connect() as connection:
            return [OpenChunk(*row) for row in connection.execute(query)]

    def renew(self, job_id: str, chunk: OpenChunk) -> bool:
        """Give a chunk its next generation; false when another supervisor did."""
        with self._engine.begin() as connection:
            moved = connection.execute(
                sa.update(RECHECK_CHUNKS)
                .where(
                    _C.job_id == job_id,
                    _C.number == chunk.number,
                    _C.generation == chunk.generation,
                )
                .values(generation=chunk.generation + 1)
            )
        return moved.rowcount > 0

    def beat(self, worker: str) -> Mapping[str, int]:
        """Move the worker's own counter on; the counters of all."""
        with self._engine.begin() as connection:
            insert_unless_there(connection, RECHECK_WORKERS, {"id": worker, "beat": 0})
            connection.execute(
                sa.update(RECHECK_WORKERS).where(_W.id == worker).values(beat=_W.beat + 1)
            )
            rows = connection.execute(sa.select(_W.id, _W.beat)).all()
        return {row.id: row.beat for row in rows}

    def forget(self, workers: Sequence[str]) -> None:
        """Workers that are gone."""
        if workers:
            with self._engine.begin() as connection:
                connection.execute(sa.delete(RECHECK_WORKERS).where(_W.id.in_(workers)))

"""Re-check jobs as callers see them: started, steered, read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.errors import RecheckNotFoundError, RecheckStateError
from gateway.recheck.affected import RuleSet
from gateway.store.application_rows import ORDERS
from gateway.store.application_tables import APPLICATIONS, RULE_SETS
from gateway.store.dossiers import PageMark
from gateway.store.recheck_selection import choose
from gateway.store.recheck_tables import RECHECK_CHUNKS, RECHECK_ITEMS, RECHECKS
from gateway.store.upsert import insert_unless_there
from shared.contracts.applications import CheckName
from shared.contracts.rechecks import (
    ItemState,
    Progress,
    RecheckItem,
    RecheckJob,
    RecheckPlan,
    RecheckRequest,
    RecheckState,
    Selection,
)

_J, _C, _I = RECHECKS.c, RECHECK_CHUNKS.c, RECHECK_ITEMS.c
_COUNTERS = ("done", "failed", "new", "cleared", "unchanged", "changed", "unconfirmed")
_STEPS = {
    "pause": ((RecheckState.RUNNING,), RecheckState.PAUSED),
    "resume": ((RecheckState.PAUSED,), RecheckState.RUNNING),
    "cancel": ((RecheckState.RUNNING, RecheckState.PAUSED), RecheckState.CANCELLED),
}
"""By action: the states it may be asked in, and the state it leads to."""


class RecheckStore:
    """Jobs by id."""

    def __init__(self, engine: Engine, chunk_items: int) -> None:
        self._engine = engine
        self._chunk_items = chunk_items

    def plan(self, request: RecheckRequest, current: RuleSet) -> RecheckPlan:
        """What the request would take in."""
        with self._engine.connect() as connection:
            chosen = choose(connection, request.selection, request.checks, current)
            return chosen.plan(connection)

    def start(
        self, request: RecheckRequest, current: RuleSet, owner: str, as_of: date, now: datetime
    ) -> tuple[RecheckPlan, RecheckJob]:
        """Write a job with its items, all or nothing. Workers find it by themselves."""
        job_id = uuid.uuid4().hex
        with self._engine.begin() as connection:
            keep_rule_set(connection, current, now)
            chosen = choose(connection, request.selection, request.checks, current)
            plan = chosen.plan(connection)
            connection.execute(
                sa.insert(RECHECKS).values(
                    id=job_id,
                    owner_key_id=owner,
                    created_at=now,
                    finished_at=None if plan.to_run else now,
                    name=request.name,
                    state=(RecheckState.RUNNING if plan.to_run else RecheckState.COMPLETED).value,
                    priority=request.priority,
                    checks=json.dumps([check.value for check in request.checks]),
                    selection=request.selection.model_dump_json(),
                    as_of=as_of,
                )
            )
            self._add_items(connection, job_id, chosen.running())
        return plan, self.find(job_id)

    def _add_items(self, connection: sa.Connection, job_id: str, rows: sa.Select[Any]) -> None:
        """Items in the order of examination, then by filing date, cut into chunks."""
        given = rows.subquery().c
        order = (given.order_rank, given.filing_date.is_(None), given.filing_date, given.id)
        position = (sa.func.row_number().over(order_by=order) - 1).label("position")
        numbered = sa.select(given.id, given.order_rank, given.art_unit, position).subquery().c
        columns = [
            "job_id",
            "position",
            "chunk",
            "application_id",
            "state",
            "order_rank",
            "art_unit",
        ]
        connection.execute(
            sa.insert(RECHECK_ITEMS).from_select(
                columns,
                sa.select(
                    sa.literal(job_id),
                    numbered.position,
                    sa.cast(numbered.position, sa.Integer) // self._chunk_items,
                    numbered.id,
                    sa.literal(ItemState.WAITING.value),
                    numbered.order_rank,
                    numbered.art_unit,
                ),
            )
        )
        connection.execute(
            sa.insert(RECHECK_CHUNKS).from_select(
                ["job_id", "number", "generation", "order_rank", "items"],
                sa.select(
                    sa.literal(job_id),
                    _I.chunk,
                    sa.literal(0),
                    sa.func.min(_I.order_rank),
                    sa.func.count(),
                )
                .where(_I.job_id == job_id)
                .group_by(_I.chunk),
            )
        )

    def find(self, job_id: str) -> RecheckJob:
        """A job with its progress. Raises ``RecheckNotFoundError``."""
        with self._engine.connect() as connection:
            row = connection.execute(_jobs().where(_J.id == job_id)).first()
        if row is None:
            raise RecheckNotFoundError
        return _job(row)

    def page(self, after: PageMark | None, limit: int) -> tuple[list[RecheckJob], PageMark | None]:
        """At most ``limit`` jobs, newest first, and where to go on (``None``: the end)."""
        query = _jobs()
        if after is not None:
            earlier = sa.and_(_J.created_at == after.created_at, _J.id < after.id)
            query = query.where(sa.or_(_J.created_at < after.created_at, earlier))
        query = query.order_by(_J.created_at.desc(), _J.id.desc()).limit(limit + 1)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        last = rows[limit - 1] if len(rows) > limit else None
        mark = None if last is None else PageMark(last.created_at, last.id)
        return [_job(row) for row in rows[:limit]], mark

    def steer(self, job_id: str, action: str, now: datetime) -> RecheckJob:
        """``pause``, ``resume`` or ``cancel``. Workers stop within a batch of items.

        Raises ``RecheckNotFoundError`` and ``RecheckStateError``.
        """
        before, after = _STEPS[action]
        values: dict[str, object] = {"state": after.value, "delayed_by": None}
        if after is RecheckState.CANCELLED:
            values["finished_at"] = now
        with self._engine.begin() as connection:
            moved = connection.execute(
                sa.update(RECHECKS)
                .where(_J.id == job_id, _J.state.in_([state.value for state in before]))
                .values(**values)
            )
        job = self.find(job_id)
        if moved.rowcount == 0:
            raise RecheckStateError.of(job.state.value, action)
        return job

    def retry(self, job_id: str) -> RecheckJob:
        """Let the failed items of a completed job run again."""
        with self._engine.begin() as connection:
            moved = connection.execute(
                sa.update(RECHECKS)
                .where(_J.id == job_id, _J.state == RecheckState.COMPLETED.value)
                .values(state=RecheckState.RUNNING.value, finished_at=None)
            )
            if moved.rowcount:
                connection.execute(
                    sa.update(RECHECK_CHUNKS)
                    .where(_C.job_id == job_id, _C.failed > 0)
                    .values(failed=0, generation=_C.generation + 1)
                )
                connection.execute(
                    sa.update(RECHECK_ITEMS)
                    .where(_I.job_id == job_id, _I.state == ItemState.FAILED.value)
                    .values(state=ItemState.WAITING.value, problem=None, crashes=0)
                )
        job = self.find(job_id)
        if moved.rowcount == 0:
            raise RecheckStateError.of(job.state.value, "retry")
        return job

    def items(
        self, job_id: str, from_position: int, limit: int, state: ItemState | None = None
    ) -> list[RecheckItem]:
        """At most ``limit`` items from a position on."""
        query = (
            sa.select(RECHECK_ITEMS, APPLICATIONS.c.application_number)
            .join(APPLICATIONS, APPLICATIONS.c.id == _I.application_id)
            .where(_I.job_id == job_id, _I.position >= from_position)
            .order_by(_I.position)
            .limit(limit)
        )
        if state is not None:
            query = query.where(_I.state == state.value)
        with self._engine.connect() as connection:
            return [_item(row) for row in connection.execute(query)]

    def all_items(self, job_id: str, batch: int = 500) -> Iterator[RecheckItem]:
        """Every item, a batch at a time, so that a large job is never held whole."""
        position = 0
        while batch_of := self.items(job_id, position, batch):
            yield from batch_of
            position = batch_of[-1].position + 1


def keep_rule_set(connection: sa.Connection, rules: RuleSet, now: datetime) -> None:
    """Remember a rule set, once."""
    insert_unless_there(
        connection,
        RULE_SETS,
        {
            "sources": rules.sources,
            "engine": rules.engine,
            "seen_at": now,
            "document": rules.document(),
        },
    )


def _jobs() -> sa.Select[Any]:
    sums = (
        sa.select(
            _C.job_id,
            sa.func.sum(_C["items"]).label("total"),
            *(sa.func.sum(_C[name]).label(name) for name in _COUNTERS),
        )
        .group_by(_C.job_id)
        .subquery()
    )
    counted = [sums.c.total, *(sums.c[name] for name in _COUNTERS)]
    return sa.select(RECHECKS, *counted).outerjoin(sums, sums.c.job_id == _J.id)


def _job(row: sa.Row[Any]) -> RecheckJob:
    counts = {name: int(getattr(row, name) or 0) for name in ("total", *_COUNTERS)}
    return RecheckJob(
        id=row.id,
        name=row.name,
        state=RecheckState(row.state),
        created_at=row.created_at,
        finished_at=row.finished_at,
        checks=tuple(CheckName(name) for name in json.loads(row.checks)),
        selection=Selection.model_validate_json(row.selection),
        as_of=row.as_of,
        priority=row.priority,
        progress=Progress(**counts),
        delayed_by=row.delayed_by,
    )


def _item(row: sa.Row[Any]) -> RecheckItem:
    return RecheckItem(
        position=row.position,
        application_id=row.application_id,
        application_number=row.application_number,
        state=ItemState(row.state),
        order=ORDERS[row.order_rank],
        art_unit=row.art_unit,
        version=row.version,
        finished_at=row.finished_at,
        differences=json.loads(row.differences),
        problem=row.problem,
    )

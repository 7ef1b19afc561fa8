"""Re-checks as workers see them: items to do, results to keep, each exactly once.

An item's row goes from *waiting* to *done* or *failed* only while it is still waiting, in one
transaction with the last result and the chunk's counters. Work that is begun twice, by a worker
taken for lost that comes back, ends here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.recheck.outcome import ItemOutcome, LastKnown
from gateway.store.application_rows import pack, unpack
from gateway.store.application_tables import APPLICATION_VERSIONS, APPLICATIONS, CHECK_RESULTS
from gateway.store.recheck_tables import RECHECK_CHUNKS, RECHECK_ITEMS, RECHECKS
from gateway.store.upsert import insert_or_replace
from shared.contracts.applications import CheckName
from shared.contracts.rechecks import ItemState, RecheckState

MAX_CRASHES = 3
"""How often an item may bring down what checks it."""
CRASHED = "urn:zhishen:problem:check-crashed"
_J, _C, _I = RECHECKS.c, RECHECK_CHUNKS.c, RECHECK_ITEMS.c
_A, _V, _R = APPLICATIONS.c, APPLICATION_VERSIONS.c, CHECK_RESULTS.c


@dataclass(frozen=True)
class JobTerms:
    """What a job asks for."""

    checks: tuple[CheckName, ...]
    as_of: date


@dataclass(frozen=True)
class WorkItem:
    """One application to check."""

    position: int
    application_id: str
    version: int
    facts_sha256: str
    case_file: bytes
    """JSON."""
    last: dict[CheckName, LastKnown]


class RecheckWork:
    """Items of chunks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def terms(self, job_id: str) -> JobTerms | None:
        """What the job asks for, while it runs; ``None`` when work on it is to stop."""
        query = sa.select(_J.checks, _J.as_of).where(
            _J.id == job_id, _J.state == RecheckState.RUNNING.value
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return JobTerms(tuple(CheckName(name) for name in json.loads(row.checks)), row.as_of)

    def waiting(self, job_id: str, chunk: int, limit: int) -> list[WorkItem]:
        """The next items of a chunk, with the current papers of their applications."""
        query = (
            sa.select(_I.position, _I.application_id, _V.number, _V.facts_sha256, _V.case_file)
            .join(APPLICATIONS, _A.id == _I.application_id)
            .join(
                APPLICATION_VERSIONS,
                sa.and_(_V.application_id == _A.id, _V.number == _A.version),
            )
            .where(_I.job_id == job_id, _I.chunk == chunk, _I.state == ItemState.WAITING.value)
            .order_by(_I.position)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            last = _last_known(connection, [row.application_id for row in rows])
        return [
            WorkItem(
                position=row.position,
                application_id=row.application_id,
                version=row.number,
                facts_sha256=row.facts_sha256,
                case_file=unpack(row.case_file),
                last=last.get(row.application_id, {}),
            )
            for row in rows
        ]

    def last_document(self, application_id: str, check: CheckName) -> bytes | None:
        """The last answer of a check, as JSON."""
        query = sa.select(_R.document).where(
            _R.application_id == application_id, _R.check_name == check.value
        )
        with self._engine.connect() as connection:
            packed = connection.scalar(query)
        return None if packed is None else unpack(packed)

    def finish(self, job_id: str, chunk: int, outcomes: Sequence[ItemOutcome]) -> int:
        """Keep what became of items; how many of them were still waiting for it."""
        now = datetime.now(UTC)
        counts = dict.fromkeys(
            ("done", "failed", "new", "cleared", "unchanged", "changed", "unconfirmed"), 0
        )
        # One order for everybody, so that jobs on the same applications do not block each other.
        ordered = sorted(outcomes, key=lambda one: one.application_id)
        with self._engine.begin() as connection:
            for outcome in ordered:
                if _finish_item(connection, job_id, outcome, now):
                    _count(counts, outcome)
                    _keep_results(connection, outcome, now)
            connection.execute(
                sa.update(RECHECK_CHUNKS)
                .where(_C.job_id == job_id, _C.number == chunk)
                .values({name: _C[name] + count for name, count in counts.items()})
            )
        return counts["done"] + counts["failed"]

    def crashed(self, job_id: str, chunk: int, position: int) -> None:
        """Note that checking this item brought a process down; too often, and it has failed."""
        with self._engine.begin() as connection:
            waiting = (
                _I.job_id == job_id,
                _I.position == position,
                _I.state == ItemState.WAITING.value,
            )
            connection.execute(
                sa.update(RECHECK_ITEMS).where(*waiting).values(crashes=_I.crashes + 1)
            )
            failed = connection.execute(
                sa.update(RECHECK_ITEMS)
                .where(*waiting, _I.crashes >= MAX_CRASHES)
                .values(
                    state=ItemState.FAILED.value, problem=CRASHED, finished_at=datetime.now(UTC)
                )
            )
            if failed.rowcount:
                connection.execute(
                    sa.update(RECHECK_CHUNKS)
                    .where(_C.job_id == job_id, _C.number == chunk)
                    .values(failed=_C.failed + 1)
                )

    def delayed(self, job_id: str, problem: str | None) -> None:
        """Note which problem of a service holds the job up; ``None``: none any more."""
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(RECHECKS)
                .where(_J.id == job_id, _J.delayed_by.is_distinct_from(problem))
                .values(delayed_by=problem)
            )

    def complete(self, job_id: str) -> bool:
        """End the job if nothing is left to do; whether this call did."""
        open_chunk = sa.exists().where(_C.job_id == job_id, _C.done + _C.failed < _C["items"])
        with self._engine.begin() as connection:
            ended = connection.execute(
                sa.update(RECHECKS)
                .where(_J.id == job_id, _J.state == RecheckState.RUNNING.value, ~open_chunk)
                .values(
                    state=RecheckState.COMPLETED.value,
                    finished_at=datetime.now(UTC),
                    delayed_by=None,
                )
            )
        return ended.rowcount > 0


def _last_known(
    connection: sa.Connection, application_ids: Sequence[str]
) -> dict[str, dict[CheckName, LastKnown]]:
    query = sa.select(
        _R.application_id, _R.check_name, _R.sources, _R.governing_date, _R.finding_ids
    ).where(_R.application_id.in_(application_ids))
    found: dict[str, dict[CheckName, LastKnown]] = {}
    for row in connection.execute(query):
        known = LastKnown(row.sources, row.governing_date, tuple(json.loads(row.finding_ids)))
        found.setdefault(row.application_id, {})[CheckName(row.check_name)] = known
    return found


def _finish_item(
    connection: sa.Connection, job_id: str, outcome: ItemOutcome, now: datetime
) -> bool:
    state = ItemState.DONE if outcome.problem is None else ItemState.FAILED
    differences = [one.model_dump(mode="json") for one in outcome.differences]
    finished = connection.execute(
        sa.update(RECHECK_ITEMS)
        .where(
            _I.job_id == job_id,
            _I.position == outcome.position,
            _I.state == ItemState.WAITING.value,
        )
        .values(
            state=state.value,
            version=outcome.version,
            finished_at=now,
            problem=outcome.problem,
            differences=json.dumps(differences),
        )
    )
    return finished.rowcount > 0


def _count(counts: dict[str, int], outcome: ItemOutcome) -> None:
    counts["done" if outcome.problem is None else "failed"] += 1
    for one in outcome.differences:
        counts["new"] += len(one.new)
        counts["cleared"] += len(one.cleared)
        counts["changed"] += len(one.changed)
        counts["unconfirmed"] += len(one.unconfirmed)
        counts["unchanged"] += one.unchanged


def _keep_results(connection: sa.Connection, outcome: ItemOutcome, now: datetime) -> None:
    for result in outcome.results:
        values = {
            "application_id": outcome.application_id,
            "check_name": result.check.value,
            "version": outcome.version,
            "facts_sha256": outcome.facts_sha256,
            "made_at": now,
            "versions": json.dumps(result.versions),
            "sources": result.sources,
            "office_code": result.office_code,
            "kind": result.kind,
            "route": result.route,
            "profile": result.profile,
            "governing_date": result.governing_date,
            "findings": len(result.finding_ids),
            "errors": result.errors,
            "finding_ids": json.dumps(result.finding_ids),
            "document": pack(result.document),
        }
        insert_or_replace(connection, CHECK_RESULTS, values, newer="version")

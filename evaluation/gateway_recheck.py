"""How fast re-checks run, and what is lost or done twice when their processes are killed.

``recheck.items_per_second`` is a whole job, from its start to its end, by one worker with a process
for each core. For the other two figures a gateway and a worker share one queue, and all the while
one of them, one of their check processes, or (PostgreSQL) every connection to the database is
killed at random. A trigger of the measurement's own counts each time an item is finished: an item
without is lost, one with two is double.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

import gateway
from evaluation.generated_applications import generated_versions
from gateway.recheck.affected import RuleSet
from gateway.store.applications import ApplicationStore
from gateway.store.blobs import BlobFolder
from gateway.store.database import open_database
from gateway.store.rechecks import RecheckStore
from shared.contracts.rechecks import RecheckJob, RecheckRequest, RecheckState

ITEMS = 5000
_DAY = date(2026, 1, 5)
_NO_RULES = RuleSet("", "", ())
"""Every application is selected: which rules changed does not matter here."""
_LEASE_S = 3.0
_LONGEST_S = 900.0
_STANDSTILL_S = 300.0
"""A worker that finishes no item for so long never will."""
Watch = Callable[[int, int], None]
"""Takes the worker's process id and how many items are done."""
_VICTIMS = ("gateway", "worker", "process", "connections")
_COUNT_SQLITE = (
    "CREATE TABLE measured_writes (job_id TEXT, position INTEGER)",
    "CREATE TRIGGER measure AFTER UPDATE OF state ON recheck_items "
    "WHEN NEW.state IN ('done', 'failed') AND OLD.finished_at IS NOT NEW.finished_at "
    "BEGIN INSERT INTO measured_writes VALUES (NEW.job_id, NEW.position); END",
)
_COUNT_POSTGRESQL = (
    "CREATE TABLE measured_writes (job_id TEXT, position INTEGER)",
    "CREATE FUNCTION measure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO measured_writes VALUES (NEW.job_id, NEW.position); RETURN NEW; END $$",
    "CREATE TRIGGER measure AFTER UPDATE OF state ON recheck_items FOR EACH ROW "
    "WHEN (NEW.state IN ('done', 'failed')) EXECUTE FUNCTION measure()",
)


@dataclass(frozen=True)
class Killed:
    """What came of a job whose processes were killed."""

    lost: int
    double: int
    kills: int
    job: RecheckJob


def measure(folder: Path, count: int = ITEMS, seed: int = 7) -> dict[str, float]:
    """The figures, on SQLite in ``folder``."""
    site = Site(folder, f"sqlite:///{folder}/gateway/gateway.sqlite3")
    try:
        site.fill(count)
        speed = site.throughput()
        killed = site.killed(random.Random(seed))  # noqa: S311 - when to kill, no secret
    finally:
        site.close()
    return {
        "recheck.items": float(count),
        "recheck.items_per_second": speed,
        "recheck.kills": float(killed.kills),
        "recheck.killed_lost": float(killed.lost),
        "recheck.killed_double": float(killed.double),
    }


class Site:
    """An installation: a database with applications, and processes that share it."""

    def __init__(self, folder: Path, url: str, *, processes: int | None = None, chunk: int = 250):
        self._environment = {
            **os.environ,
            "ZHISHEN_DATA_DIR": str(folder),
            "ZHISHEN_GATEWAY_DATABASE_URL": url,
            "ZHISHEN_GATEWAY_RECHECK_PROCESSES": str(processes or os.cpu_count() or 1),
            "ZHISHEN_GATEWAY_RECHECK_LEASE_S": str(_LEASE_S),
            "ZHISHEN_GATEWAY_LOG_LEVEL": "error",
        }
        self._engine = open_database(url)
        self._applications = ApplicationStore(self._engine, BlobFolder(folder / "blobs"))
        self._jobs = RecheckStore(self._engine, chunk)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def fill(self, count: int) -> None:
        """File generated applications."""
        for version in generated_versions(count):
            self._applications.file(version, "local", datetime.now(UTC))

    def throughput(self, watch: Watch = lambda _pid, _done: None) -> float:
        """Items per second of a whole job, one worker, which ``watch`` looks at ten times a second."""
        job = self._start()
        with ExitStack() as stack:
            worker = self._worker(stack)
            begin = time.monotonic()
            ended = self._wait(job, worker, watch)
            seconds = time.monotonic() - begin
            worker.terminate()
            worker.wait(timeout=60)
        return ended.progress.done / seconds

    def killed(self, chance: random.Random, most: int = 15) -> Killed:
        """Run a job during which at most ``most`` kills happen, until it ends.

        Each comes at a random moment after some item was finished since the one before: faster,
        and processes would only start.
        """
        _count_writes(self._engine)
        job = self._start()
        kills = finished = 0
        with ExitStack() as stack:
            hosts = [self._gateway(stack), self._worker(stack)]
            begin = time.monotonic()
            while job.state is RecheckState.RUNNING and time.monotonic() - begin < _LONGEST_S:
                time.sleep(chance.uniform(0.1, 2.0))
                job = self._jobs.find(job.id)
                if job.progress.done > finished and kills < most:
                    finished = job.progress.done
                    kills += self._kill(chance.choice(_VICTIMS), hosts, stack)
        lost, double = self._counted(job)
        return Killed(lost, double, kills, job)

    def _kill(self, victim: str, hosts: list[subprocess.Popen[bytes]], stack: ExitStack) -> int:
        if victim == "gateway":
            hosts[0].kill()
            hosts[0].wait()
            hosts[0] = self._gateway(stack)
        elif victim == "worker":
            hosts[1].kill()
            hosts[1].wait()
            hosts[1] = self._worker(stack)
        elif victim == "process":
            found = [child for host in hosts for child in children(host.pid)]
            if not found:
                return 0
            os.kill(found[0], signal.SIGKILL)
        else:
            return _end_connections(self._engine)
        return 1

    def _start(self) -> RecheckJob:
        now = datetime.now(UTC)
        _, job = self._jobs.start(RecheckRequest(), _NO_RULES, "local", _DAY, now)
        return job

    def _wait(self, job: RecheckJob, worker: subprocess.Popen[bytes], watch: Watch) -> RecheckJob:
        moved, done = time.monotonic(), 0
        while (now := self._jobs.find(job.id)).state is RecheckState.RUNNING:
            if now.progress.done > done:
                moved, done = time.monotonic(), now.progress.done
            if worker.poll() is not None or time.monotonic() - moved > _STANDSTILL_S:
                raise RuntimeError("the worker did not finish the job")
            watch(worker.pid, done)
            time.sleep(0.1)
        return now

    def _counted(self, job: RecheckJob) -> tuple[int, int]:
        """Items never finished, and finishes beyond the first."""
        query = sa.text(
            "SELECT COUNT(*) AS writes, COUNT(DISTINCT position) AS items "
            "FROM measured_writes WHERE job_id = :job"
        )
        with self._engine.connect() as connection:
            row = connection.execute(query, {"job": job.id}).one()
        return job.progress.total - row.items, row.writes - row.items

    def _worker(self, stack: ExitStack) -> subprocess.Popen[bytes]:
        code = "from gateway.cli_recheck import commands; commands()"
        return self._host(stack, ["-c", code, "worker"])

    def _gateway(self, stack: ExitStack) -> subprocess.Popen[bytes]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        return self._host(stack, ["-m", "evaluation.recheck_gateway", str(port)])

    def _host(self, stack: ExitStack, arguments: list[str]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - our own modules, no shell
            [sys.executable, *arguments],
            env=self._environment,
            cwd=Path(gateway.__file__).parent.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        return process


def _count_writes(engine: Engine) -> None:
    sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        for statement in _COUNT_SQLITE if sqlite else _COUNT_POSTGRESQL:
            connection.exec_driver_sql(statement)


def _end_connections(engine: Engine) -> int:
    if engine.dialect.name != "postgresql":
        return 0
    query = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with engine.connect() as connection:
        return int(bool(connection.execute(query).all()))


def children(pid: int) -> list[int]:
    """Processes that a process started (Linux)."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        tasks = Path(f"/proc/{pid}/task").iterdir()
        text += " ".join((task / "children").read_text() for task in tasks)
    except OSError:
        return []
    return sorted({int(child) for child in text.split()})

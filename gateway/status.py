"""How the installation is, for operators: states and numbers, never texts."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.connections import Clients
from gateway.health import gateway_probe
from gateway.store.recheck_tables import RECHECK_CHUNKS, RECHECKS
from shared.contracts.rechecks import RecheckState
from shared.contracts.status import DiskState, InstallationStatus, QueueState, ServiceState
from shared.settings import version
from shared.web import metrics


def installation_status(
    engine: Engine, clients: Clients, folder: Path, now: datetime
) -> InstallationStatus:
    """The state at this moment."""
    dependencies = gateway_probe(engine, clients)()
    return InstallationStatus(
        at=now,
        version=version(),
        database=dependencies["database"].value,
        services=tuple(
            ServiceState(
                name=service.value,
                replicas=dict(client.replicas()),
                calls=client.calls,
                waiting=client.waiting,
            )
            for service, client in clients.items()
        ),
        queue=queue_state(engine, now),
        disk=disk_state(folder),
    )


def queue_state(engine: Engine, now: datetime) -> QueueState:
    """What waits to be re-checked, in jobs that run."""
    left = RECHECK_CHUNKS.c["items"] - RECHECK_CHUNKS.c.done - RECHECK_CHUNKS.c.failed
    query = (
        sa.select(
            sa.func.count(sa.distinct(RECHECKS.c.id)),
            sa.func.coalesce(sa.func.sum(left), 0),
            sa.func.min(RECHECKS.c.created_at),
        )
        .join(RECHECK_CHUNKS, RECHECK_CHUNKS.c.job_id == RECHECKS.c.id)
        .where(RECHECKS.c.state == RecheckState.RUNNING.value, left > 0)
    )
    with engine.connect() as connection:
        jobs, items, oldest = connection.execute(query).one()
    age_s = 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
    return QueueState(jobs=jobs, items=int(items), oldest_s=age_s)


def disk_state(folder: Path) -> DiskState:
    """Room where the gateway keeps its files."""
    usage = shutil.disk_usage(folder)
    return DiskState(total_bytes=usage.total, free_bytes=usage.free)


def watch_queue(engine: Engine) -> None:
    """Let every scrape of the metrics look at the queue."""
    metrics.QUEUE_ITEMS.set_function(lambda: queue_state(engine, datetime.now(UTC)).items)
    metrics.QUEUE_AGE.set_function(lambda: queue_state(engine, datetime.now(UTC)).oldest_s)

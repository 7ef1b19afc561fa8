"""What the gateway's ``/readyz`` looks at: its database, and the services behind it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gateway.connections import Clients
from shared.web.database import database_state
from shared.web.health import DependencyState, Probe


def gateway_probe(engine: Engine, clients: Clients) -> Probe:
    """A probe: without the database nothing can be answered; without a service, much can."""

    def select_one() -> None:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))

    def probe() -> dict[str, DependencyState]:
        seen = {"database": database_state(select_one)}
        for service, client in clients.items():
            well = client.is_well()
            seen[service.value] = DependencyState.OK if well else DependencyState.DEGRADED
        return seen

    return probe

"""``/livez``, ``/readyz`` and ``/metrics``: open to everyone who can reach the port.

``/readyz`` tells the truth about what the process cannot do without: a service gives ``build_app`` a
*probe* that looks. States only, never addresses or texts.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.contracts.common import Wire

LOCAL, NO_TRUTH = "local", "none"
_PROBE_S = 2.0
_REMEMBERED_S = 1.0


class DependencyState(StrEnum):
    """How something that the process needs is."""

    OK = "ok"
    DEGRADED = "degraded"
    """It fails, but the process answers without it what can be answered."""
    FAILED = "failed"
    """Without it the process cannot do its work: not ready."""


Probe = Callable[[], Mapping[str, DependencyState]]


class Health(Wire):
    """State of the process. What has nothing to tell is left out."""

    status: str
    """``alive``; ``ready``, ``loading``, ``draining`` or ``failing``."""
    truth: str = NO_TRUTH
    """Where what the service knows is kept: ``none``, ``local`` to this process, or
    ``shared:<digest>`` in a database that other replicas with the same digest follow."""
    dependencies: dict[str, DependencyState] = {}


def truth_of(database_url: str | None, place: str = "") -> str:
    """The ``truth`` of a service that keeps it in this database (``None``: a file of its own).

    ``place`` names what it keeps beside the database.
    """
    parts = urlsplit(database_url or "")
    if not parts.scheme.startswith("postgresql"):
        return LOCAL
    place = f"{parts.hostname}:{parts.port or 5432}{parts.path}#{place}"
    return f"shared:{hashlib.sha256(place.encode()).hexdigest()[:12]}"


class HealthState:
    """What ``/readyz`` tells; one per application, in ``app.state.health``."""

    def __init__(self, probe: Probe | None = None, truth: str = NO_TRUTH) -> None:
        self.probe = probe
        self.truth = truth
        self.loaded = False
        self.draining = False
        self._seen: tuple[float, Mapping[str, DependencyState]] | None = None

    async def health(self) -> Health:
        """The state now; what the probe saw may be a second old."""
        if not self.loaded:
            return Health(status="loading", truth=self.truth)
        seen = await self._look()
        failing = DependencyState.FAILED in seen.values()
        status = "draining" if self.draining else "failing" if failing else "ready"
        return Health(status=status, truth=self.truth, dependencies=dict(seen))

    async def _look(self) -> Mapping[str, DependencyState]:
        if self.probe is None:
            return {}
        now = time.monotonic()
        if self._seen is None or now - self._seen[0] > _REMEMBERED_S:
            try:
                async with asyncio.timeout(_PROBE_S):
                    seen = await asyncio.to_thread(self.probe)
            except TimeoutError:
                seen = {"probe": DependencyState.FAILED}
            self._seen = now, seen
        return self._seen[1]


router = APIRouter(tags=["health"])


@router.get("/livez", response_model_exclude_defaults=True)
async def livez() -> Health:
    """The process answers."""
    return Health(status="alive")


@router.get("/readyz", response_model_exclude_defaults=True, responses={503: {"model": Health}})
async def readyz(request: Request, response: Response) -> Health:
    """The service has loaded what it needs and can reach it; red (503) until then."""
    state = request.app.state.health
    assert isinstance(state, HealthState)  # noqa: S101 - narrows the type
    health = await state.health()
    if health.status != "ready":
        response.status_code = 503
        response.headers["retry-after"] = "2"
    return health


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Prometheus metrics of the process."""
    return Response(await asyncio.to_thread(generate_latest), media_type=CONTENT_TYPE_LATEST)

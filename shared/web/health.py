"""``/livez``, ``/readyz`` and ``/metrics``: open to everyone who can reach the port."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.contracts.common import Wire


class Health(Wire):
    """State of the process."""

    status: str


router = APIRouter(tags=["health"])


@router.get("/livez")
async def livez() -> Health:
    """The process answers."""
    return Health(status="alive")


@router.get("/readyz", responses={503: {"model": Health}})
async def readyz(request: Request, response: Response) -> Health:
    """The service has loaded what it needs; red (503) until then."""
    if getattr(request.app.state, "ready", False):
        return Health(status="ready")
    response.status_code = 503
    return Health(status="loading")


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Prometheus metrics of the process."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

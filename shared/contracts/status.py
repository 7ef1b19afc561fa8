"""State of the installation, as operators see it."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.common import Wire


class ServiceState(Wire):
    """One service behind the gateway."""

    name: str
    replicas: dict[str, str]
    """By place: ``closed`` (calls pass), ``open`` (left alone), ``half_open`` (tried), or why it
    does not run."""
    calls: int
    waiting: int


class QueueState(Wire):
    """Re-checks that run."""

    jobs: int
    items: int
    """Not done yet."""
    oldest_s: float
    """Age of the oldest job among them."""


class DiskState(Wire):
    """Room where files are kept."""

    total_bytes: int
    free_bytes: int


class InstallationStatus(Wire):
    """Answer of ``GET /v1/status``. Addresses and numbers, never texts."""

    at: datetime
    version: str
    database: str
    services: tuple[ServiceState, ...]
    queue: QueueState
    disk: DiskState

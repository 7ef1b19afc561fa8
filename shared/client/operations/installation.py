"""What the gateway tells of itself: quality of what was filed, state of the installation."""

from __future__ import annotations

from shared.client.operation import Operation, got
from shared.contracts.quality import MonitorReport
from shared.contracts.status import InstallationStatus


def quality() -> Operation[MonitorReport]:
    """What stands out among pending applications."""
    return got("/v1/quality", MonitorReport)


def status() -> Operation[InstallationStatus]:
    """Services, queue and disk."""
    return got("/v1/status", InstallationStatus)

"""What the gateway tells of itself."""

from __future__ import annotations

from shared.client.operations import installation
from shared.client.synchronous.caller import Caller
from shared.contracts.quality import MonitorReport
from shared.contracts.status import InstallationStatus


class InstallationCalls(Caller):
    """Calls of ``/v1/quality`` and ``/v1/status``."""

    def quality(self) -> MonitorReport:
        """What stands out among pending applications; for people of the office."""
        return self._run(installation.quality())

    def status(self) -> InstallationStatus:
        """Services, queue and disk; for operators."""
        return self._run(installation.status())

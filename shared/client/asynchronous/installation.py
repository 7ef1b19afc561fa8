"""What the gateway tells of itself."""

from __future__ import annotations

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.operations import installation
from shared.contracts.quality import MonitorReport
from shared.contracts.status import InstallationStatus


class AsyncInstallationCalls(AsyncCaller):
    """Calls of ``/v1/quality`` and ``/v1/status``."""

    async def quality(self) -> MonitorReport:
        """What stands out among pending applications; for people of the office."""
        return await self._run(installation.quality())

    async def status(self) -> InstallationStatus:
        """Services, queue and disk; for operators."""
        return await self._run(installation.status())

"""Examines files on this machine without HTTP or key: for the command line.

The services run in this process, or behind URLs when the settings say ``separate``.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from gateway.connections import Clients, open_clients
from gateway.examination.dossier import assemble, shown_images
from gateway.examination.examine import ExaminationLimits, examine
from gateway.pending.importing import digest_of
from gateway.service_calls import ServiceCalls
from gateway.settings import Settings
from shared.contracts.common import Role
from shared.contracts.dossier import Dossier
from shared.formats import ReadLimits, read_path
from shared.settings import version
from shared.web.principal import Principal

LOCAL = Principal(key_id="local", role=Role.EXAMINER)
"""Who asks at the command line: whoever can read the files may see everything in them."""


class LocalExaminer:
    """Examines paths; see ``open_examiner``."""

    def __init__(self, clients: Clients, limits: ExaminationLimits) -> None:
        self._clients = clients
        self._limits = limits

    async def examine(self, path: Path, read_limits: ReadLimits | None = None) -> Dossier:
        """The dossier of a folder, archive or file. Raises ``ReadError``."""
        dossier, _ = await self.examine_with_images(path, read_limits)
        return dossier

    async def examine_with_images(
        self, path: Path, read_limits: ReadLimits | None = None
    ) -> tuple[Dossier, Mapping[str, bytes]]:
        """The dossier, and the images its report shows, by path in the package."""
        filed = await asyncio.to_thread(read_path, path, read_limits or ReadLimits())
        services = ServiceCalls(self._clients, LOCAL)
        sections = await examine(
            filed, services, self._limits, with_pending=LOCAL.role is Role.EXAMINER
        )
        dossier = assemble(
            filed,
            sections,
            dossier_id=uuid.uuid4().hex,
            created_at=datetime.now(UTC),
            input_name=path.resolve().name,
            input_sha256=await asyncio.to_thread(digest_of, path, filed),
            software_version=version(),
        )
        return dossier, {name: file.read() for name, file in shown_images(filed).items()}


@asynccontextmanager
async def open_examiner(settings: Settings) -> AsyncGenerator[LocalExaminer, None]:
    """An examiner whose services are loaded; they end with the context.

    A service whose packages are missing, or that cannot start, fails its own section only.
    """
    async with open_clients(settings) as clients:
        yield LocalExaminer(clients, examination_limits(settings))


def examination_limits(settings: Settings) -> ExaminationLimits:
    """The settings that bound an examination."""
    return ExaminationLimits(
        total_s=settings.examination_timeout_s,
        max_recognised_files=settings.max_recognised_files,
        parallel_recognitions=settings.parallel_recognitions,
        prior_art_hits=settings.prior_art_limit,
        design_hits=settings.design_limit,
    )

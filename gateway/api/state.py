"""What the lifespan loads, and how routes get it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.engine import Engine

from gateway.audit.log import AuditLog
from gateway.auth import KeyRing
from gateway.connections import Clients
from gateway.examination.examine import ExaminationLimits
from gateway.hints.sessions import HintSessions
from gateway.intake import Intake
from gateway.oidc.tokens import TokenVerifier
from gateway.store.applications import ApplicationStore
from gateway.store.dossiers import DossierStore
from gateway.store.hint_tickets import TicketStore
from gateway.store.idempotency import IdempotencyStore
from gateway.store.quality_source import QualitySource
from gateway.store.rechecks import RecheckStore


@dataclass(frozen=True)
class GatewayState:
    """Everything a request may need; lives as long as the application."""

    clients: Clients
    key_ring: KeyRing
    audit: AuditLog
    tokens: TokenVerifier | None
    idempotency: IdempotencyStore
    tickets: TicketStore
    hint_sessions: HintSessions
    dossiers: DossierStore
    applications: ApplicationStore
    rechecks: RecheckStore
    intake: Intake
    limits: ExaminationLimits
    max_upload_files: int
    quality: QualitySource
    engine: Engine
    folder: Path
    """Where the gateway keeps its files."""


async def gateway_state(request: Request) -> GatewayState:
    """The loaded state."""
    state = request.app.state.gateway
    assert isinstance(state, GatewayState)  # noqa: S101 - narrows the type
    return state


State = Annotated[GatewayState, Depends(gateway_state)]

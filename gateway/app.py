"""The gateway's application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import Scope

from gateway.access import ACCESS
from gateway.api import (
    applications,
    examinations,
    hint_sessions,
    pages,
    quality,
    rechecks,
    status,
    workbench,
)
from gateway.api.cors import cors
from gateway.api.errors import ERROR_STATUS
from gateway.api.forwarding import FixedRoutes, forwarding_router
from gateway.api.openapi import install_openapi
from gateway.api.state import GatewayState
from gateway.audit.log import AuditLog
from gateway.audit.middleware import AuditMiddleware
from gateway.auth import ApiKeyMiddleware, KeyRing
from gateway.connections import OpenClients, open_clients
from gateway.health import gateway_probe
from gateway.hints.sessions import HintSessions, SessionBounds
from gateway.intake import Intake
from gateway.limits.idempotency import IdempotencyMiddleware
from gateway.limits.rate import Rate, RateLimiter, RateLimitMiddleware
from gateway.local import examination_limits
from gateway.oidc.provider_keys import ProviderKeys
from gateway.oidc.tokens import TokenRules, TokenVerifier
from gateway.recheck.worker import run_worker
from gateway.settings import Settings
from gateway.status import watch_queue
from gateway.store.applications import ApplicationStore
from gateway.store.audit import AuditStore
from gateway.store.blobs import open_blobs
from gateway.store.database import open_database
from gateway.store.dossiers import DossierStore
from gateway.store.hint_tickets import TicketStore
from gateway.store.idempotency import IdempotencyStore
from gateway.store.keys import KeyStore
from gateway.store.quality_source import QualitySource
from gateway.store.rechecks import RecheckStore
from shared.formats.isolation import IsolatedReader
from shared.web import build_app
from shared.web.health import truth_of


def create_app(settings: Settings, clients: OpenClients = open_clients) -> FastAPI:
    """The gateway. ``clients`` opens the services; tests give their own."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        engine = await asyncio.to_thread(open_database, settings.store_url)
        blobs = open_blobs(settings.blobs_url, settings.folder / "blobs")
        reader = IsolatedReader(
            settings.readers,
            timeout_s=settings.read_timeout_s,
            memory_bytes=settings.reader_memory_mb * 1024 * 1024,
        )
        audit = AuditLog(AuditStore(engine, settings.audit_digest).append)
        try:
            with audit.running():
                async with (
                    clients(settings) as opened,
                    run_worker(settings, engine, opened),
                ):
                    app.state.health.probe = gateway_probe(engine, opened)
                    app.state.health.truth = truth_of(settings.store_url)
                    app.state.gateway = GatewayState(
                        clients=opened,
                        key_ring=KeyRing(KeyStore(engine).find),
                        audit=audit,
                        tokens=token_verifier(settings),
                        idempotency=IdempotencyStore(
                            engine, timedelta(seconds=settings.examination_timeout_s + 60)
                        ),
                        tickets=TicketStore(engine),
                        hint_sessions=HintSessions(
                            settings.hint_sessions,
                            settings.hint_sessions_per_key,
                            SessionBounds(opening_bytes=settings.max_body_bytes),
                        ),
                        dossiers=DossierStore(engine, blobs),
                        applications=ApplicationStore(engine, blobs),
                        rechecks=RecheckStore(engine, settings.recheck_chunk),
                        intake=Intake(reader),
                        limits=examination_limits(settings),
                        max_upload_files=settings.max_upload_files,
                        quality=QualitySource(engine),
                        engine=engine,
                        folder=settings.folder,
                    )
                    watch_queue(engine)
                    yield
        finally:
            await reader.close()
            engine.dispose()

    def loaded(scope: Scope) -> GatewayState:
        state = scope["app"].state.gateway
        assert isinstance(state, GatewayState)  # noqa: S101 - narrows the type
        return state

    app = build_app(
        service="gateway",
        title="Zhishen gateway",
        settings=settings,
        routers=[
            forwarding_router(),
            pages.router,
            workbench.router,
            examinations.router,
            applications.router,
            rechecks.router,
            quality.router,
            status.router,
            hint_sessions.router,
        ],
        lifespan=lifespan,
        error_status=ERROR_STATUS,
        # Callers prove themselves by API key; the services' signed token means nothing here.
        verify_principal=lambda _: None,
        inner_middleware=[
            *cors(settings.cors_origins),
            Middleware(
                ApiKeyMiddleware,
                credentials=loaded,
                public_access=settings.public_access,
                origins=settings.cors_origins,
            ),
            Middleware(RateLimitMiddleware, limiter=rate_limiter(settings)),
            Middleware(AuditMiddleware, log=lambda scope: loaded(scope).audit),
            Middleware(IdempotencyMiddleware, store=lambda scope: loaded(scope).idempotency),
        ],
    )
    app.router.routes.insert(0, FixedRoutes())
    install_openapi(app)
    return app


def rate_limiter(settings: Settings) -> RateLimiter:
    """The settings' limits, counted in this process."""
    light, heavy = (
        Rate(name, per_s, burst) if per_s > 0 else None
        for name, per_s, burst in (
            ("default", settings.rate_limit_per_s, settings.rate_limit_burst),
            ("heavy", settings.heavy_rate_limit_per_s, settings.heavy_rate_limit_burst),
        )
    )
    groups = {path.split("/")[2] for _, path in ACCESS if path.startswith("/v1/")}
    return RateLimiter(light, heavy, groups)


def token_verifier(settings: Settings) -> TokenVerifier | None:
    """What verifies bearer tokens, if an issuer is set. Keys are fetched with the first token."""
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    rules = TokenRules(
        issuer=settings.oidc_issuer,
        audience=settings.oidc_audience,
        algorithms=settings.oidc_algorithms,
        role_claim=settings.oidc_role_claim,
        roles=settings.oidc_roles,
        leeway_s=settings.oidc_leeway_s,
    )
    return TokenVerifier(rules, ProviderKeys(settings.oidc_issuer, settings.oidc_jwks_url))

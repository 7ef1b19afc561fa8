"""``build_app``: the frame that the gateway and every service share."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from shared import __version__
from shared.contracts.common import Problem
from shared.settings import ServiceSettings
from shared.web import health, metrics, problems
from shared.web.middleware import FrameMiddleware, VerifyPrincipal
from shared.web.openapi import install_openapi
from shared.web.principal import Principal, PrincipalToken

_NO_TELEMETRY: Any = dict.fromkeys(
    ("tracing", "metrics", "logs", "operation_spans", "auto_configure"), False
)
"""FastAPI's own telemetry records paths, queries and the texts of exceptions: never here."""
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def build_app(
    *,
    service: str,
    title: str,
    settings: ServiceSettings,
    routers: Sequence[APIRouter],
    lifespan: Lifespan,
    error_status: problems.ErrorStatus,
    verify_principal: VerifyPrincipal | None = None,
    inner_middleware: Sequence[Middleware] = (),
) -> FastAPI:
    """An application with problems, request ids, limits, logs, metrics and health.

    Does no I/O. ``lifespan`` loads what the service needs and puts it into ``app.state``; the
    application is ready when it has been entered; it may also set ``app.state.health.probe`` and
    ``truth``. ``verify_principal`` defaults to the gateway's
    signed token for the audience ``service`` when a secret is set, else every call that needs a
    principal is 401. ``inner_middleware`` runs inside the frame's own, the first one outermost.
    """

    @asynccontextmanager
    async def ready_lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        async with lifespan(app):
            metrics.watch_disk(service, settings.data_dir)
            app.state.health.loaded = True
            metrics.READY.labels(service).set(1)
            try:
                yield
            finally:
                app.state.health.loaded = False
                metrics.READY.labels(service).set(0)

    if verify_principal is None and settings.token_secret is not None:
        token = PrincipalToken(settings.token_secret.get_secret_value())

        def verify_token(text: str) -> Principal | None:
            return token.verify(text, audience=service)

        verify_principal = verify_token

    app = FastAPI(
        title=title,
        version=__version__,
        lifespan=ready_lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry=_NO_TELEMETRY,
        responses={"default": {"model": Problem, "description": "RFC 9457 problem"}},
    )
    app.state.service = service
    app.state.health = health.HealthState()
    problems.install(app, error_status)
    app.include_router(health.router)
    for router in routers:
        app.include_router(router)
    for inner in reversed(inner_middleware):
        app.user_middleware.insert(0, inner)
    install_openapi(app)
    app.add_middleware(
        FrameMiddleware,
        service=service,
        max_body_bytes=settings.max_body_bytes,
        max_requests=settings.max_requests,
        verify_principal=verify_principal,
    )
    return app

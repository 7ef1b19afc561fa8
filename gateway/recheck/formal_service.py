"""formal_check alone, for processes that need no other service."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from gateway.asgi_transport import AsgiTransport
from gateway.clients import ServiceName
from gateway.connections import Clients, clients_over, open_clients
from gateway.embedded import service_application
from gateway.settings import Settings


@asynccontextmanager
async def open_formal_check(settings: Settings) -> AsyncGenerator[Clients, None]:
    """A client of formal_check: in this process, or by URL in separate mode."""
    if settings.mode == "separate":
        async with open_clients(settings) as clients:
            yield clients
        return
    secret = SecretStr(secrets.token_urlsafe(32))
    app = service_application(ServiceName.FORMAL_CHECK, settings, secret)
    async with app.router.lifespan_context(app):
        transport = AsgiTransport(ServiceName.FORMAL_CHECK, app)
        yield clients_over({ServiceName.FORMAL_CHECK: transport}, settings, secret)

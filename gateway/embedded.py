"""Runs the services inside this process. The only module of the gateway that imports services.

Imports happen late, so that the gateway runs without any service's packages; a service that
cannot be imported or loaded is unavailable with its reason, and the others run.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from fastapi import FastAPI
from pydantic import SecretStr

from gateway.asgi_transport import AsgiTransport
from gateway.clients import AnswerSink, Headers, ServiceName, ServiceRequest, Transport
from gateway.errors import ServiceNotInstalledError, ServiceUnavailableError
from gateway.settings import Settings
from gateway.sockets import ServiceSocket
from shared.errors import ZhishenError

_log = structlog.get_logger()


def service_application(service: ServiceName, settings: Settings, secret: SecretStr) -> FastAPI:
    """The application of a service, its lifespan not entered.

    It keeps its data in the gateway's ``data_dir`` and reads its own variables for the rest;
    ``max_body_bytes`` is the gateway's unless set. Raises ``ServiceNotInstalledError``.
    """
    try:
        module = importlib.import_module(f"services.{service.value}.app")
        settings_module = importlib.import_module(f"services.{service.value}.settings")
    except ImportError as error:
        raise ServiceNotInstalledError.missing(service, error.name or "?") from error
    service_settings = settings_module.Settings(token_secret=secret)
    inherited: dict[str, Any] = {"data_dir": settings.data_dir}
    if "max_body_bytes" not in service_settings.model_fields_set:
        inherited["max_body_bytes"] = settings.max_body_bytes
    app = module.create_app(service_settings.model_copy(update=inherited))
    assert isinstance(app, FastAPI)  # noqa: S101 - narrows the type
    return app


@asynccontextmanager
async def run_services(
    settings: Settings,
    secret: SecretStr,
    open_application: Callable[[ServiceName, Settings, SecretStr], FastAPI] = service_application,
) -> AsyncGenerator[Mapping[ServiceName, Transport], None]:
    """All services; each that cannot run is unavailable with its reason.

    They are loaded one after another: what they load with is not always safe to run twice in a
    process at the same time (Alembic keeps its migration context in a module).
    """
    hosts = {
        service: _Host(service, partial(open_application, service, settings, secret))
        for service in ServiceName
    }
    tasks: list[asyncio.Task[None]] = []
    try:
        for host in hosts.values():
            tasks.append(asyncio.create_task(host.run()))
            await host.settled.wait()
        yield {service: host.transport for service, host in hosts.items()}
    finally:
        for host in hosts.values():
            host.stop.set()
        await asyncio.gather(*tasks)


@dataclass
class _Unavailable:
    """Transport to a service that could not be started."""

    error: ServiceUnavailableError

    async def send(self, request: ServiceRequest, sink: AnswerSink) -> None:  # noqa: ARG002
        raise type(self.error)(self.error.en, self.error.zh)

    def states(self) -> Mapping[str, str]:
        return {"embedded": self.error.name}

    async def connect(self, path: str, headers: Headers, max_bytes: int) -> ServiceSocket:  # noqa: ARG002
        raise type(self.error)(self.error.en, self.error.zh)


@dataclass
class _Host:
    """Holds one service's lifespan open in one task, as cancel scopes in it demand."""

    service: ServiceName
    open_application: Callable[[], FastAPI]
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    transport: Transport = field(init=False)

    async def run(self) -> None:
        try:
            app = self.open_application()
            async with app.router.lifespan_context(app) as state:
                self.transport = AsgiTransport(self.service, app, _mapping(state))
                self.settled.set()
                await self.stop.wait()
        except ServiceNotInstalledError as error:
            self.transport = _Unavailable(error)
            _log.warning("service.not_installed", service=self.service.value)
        except Exception as error:  # noqa: BLE001 - one service must not stop the others
            self.transport = _Unavailable(ServiceUnavailableError.not_started(self.service))
            _log.error(
                "service.not_started",
                service=self.service.value,
                error=type(error).__name__,
                # Our own exceptions say what to mend, e.g. the line of a file of settings.
                detail=error.one_line() if isinstance(error, ZhishenError) else None,
            )
        finally:
            self.settled.set()


def _mapping(state: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a lifespan may yield anything
    return state if isinstance(state, Mapping) else {}

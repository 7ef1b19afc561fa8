"""Run one application in this process with uvicorn."""

from __future__ import annotations

import socket
import sys
import time
from types import FrameType

import uvicorn
from fastapi import FastAPI

from shared.garbage import keep_what_is_loaded
from shared.logging import configure_logging
from shared.settings import ServiceSettings
from shared.web.health import HealthState
from shared.web.tracing import configure_tracing


def require_token_secret(settings: ServiceSettings, variable: str) -> None:
    """A separate service trusts only signed tokens: stop with one clear line without a secret."""
    if settings.token_secret is None:
        sys.exit(
            f"{variable} is not set. A service that runs alone needs the secret it shares with "
            f"the gateway (32 characters or more). 未设置 {variable}：单独运行的服务需要与网关共享的密钥。"
        )


SWITCH_INTERVAL_S = 0.001
"""How long a computing thread may keep the interpreter while the event loop wants it: with Python's
own 5 ms each step of a connection would wait as long as a whole edit takes."""


class DrainingServer(uvicorn.Server):
    """Tells that it is about to stop before it does, so that load balancers look elsewhere.

    On the first signal ``/readyz`` turns red; after ``drain_s`` no more connections are taken, and
    requests in flight have ``shutdown_s`` to finish. A second signal stops at once.
    """

    def __init__(self, config: uvicorn.Config, health: HealthState, drain_s: float) -> None:
        super().__init__(config)
        self._health = health
        self._drain_s = drain_s
        self._told: tuple[int, float] | None = None
        """The signal that came, and when to obey it."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Load what the application needs, and only then set aside all that lives (uvicorn's hook)."""
        await super().startup(sockets)
        keep_what_is_loaded()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came (uvicorn's hook)."""
        if self._told is not None or not self._drain_s:
            super().handle_exit(sig, frame)
            return
        self._health.draining = True
        self._told = sig, time.monotonic() + self._drain_s

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second (uvicorn's hook); true to stop."""
        if self._told is not None and time.monotonic() >= self._told[1]:
            super().handle_exit(self._told[0], None)
        return await super().on_tick(counter)


def serve(app: FastAPI, settings: ServiceSettings) -> None:
    """Serve until the process is told to stop; requests in flight are finished first."""
    configure_logging(settings.log_level, settings.log_format)
    if settings.telemetry_endpoint is not None:
        configure_tracing(app.state.service, settings.telemetry_endpoint)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=settings.max_body_bytes,
        # One message waits while another is worked on: more would be memory for who does not wait.
        ws_max_queue=1,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=settings.shutdown_s,
    )
    server = DrainingServer(config, app.state.health, settings.drain_s)
    server.run()
    if not server.started:
        sys.exit(3)  # as uvicorn's own command: the lifespan failed, and the log says why

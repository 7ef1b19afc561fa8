"""Run one application in this process with uvicorn."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI

from shared.logging import configure_logging
from shared.settings import ServiceSettings
from shared.web.tracing import configure_tracing


def require_token_secret(settings: ServiceSettings, variable: str) -> None:
    """A separate service trusts only signed tokens: stop with one clear line without a secret."""
    if settings.token_secret is None:
        sys.exit(
            f"{variable} is not set. A service that runs alone needs the secret it shares with "
            f"the gateway (32 characters or more). 未设置 {variable}：单独运行的服务需要与网关共享的密钥。"
        )


def serve(app: FastAPI, settings: ServiceSettings) -> None:
    """Serve until the process is told to stop; requests in flight are finished first."""
    configure_logging(settings.log_level, settings.log_format)
    if settings.telemetry_endpoint is not None:
        configure_tracing(app.state.service, settings.telemetry_endpoint)
    uvicorn.run(
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
        timeout_graceful_shutdown=20,
    )

"""Settings every service has. Each service subclasses this with its own prefix.

This is the only module that may look at the environment; ``create_app(settings)`` and the CLI
receive values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

import shared


class ServiceSettings(BaseSettings):
    """Settings common to gateway and services; see docs/operations.md for every name."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_prefix="ZHISHEN_", populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    data_dir: Path = Field(default=Path("var"), validation_alias="ZHISHEN_DATA_DIR")
    """Folder for everything that is kept; each service uses its own sub-folder, so that one name
    serves all."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "console"] = "json"
    max_body_bytes: int = Field(default=64 * 1024 * 1024, gt=0)
    """Largest request body accepted."""
    max_requests: int = Field(default=256, ge=1)
    """Requests answered at a time; more are 503. Health and metrics do not count."""
    drain_s: float = Field(default=0.0, ge=0)
    """How long ``/readyz`` is red before a process that was told to stop takes no more requests."""
    shutdown_s: int = Field(default=20, ge=0)
    """Longest time for requests in flight to finish after that."""
    token_secret: SecretStr | None = Field(
        default=None, min_length=32, validation_alias="ZHISHEN_TOKEN_SECRET"
    )
    """Signs the principal; the same for gateway and services, so it has one name for all. A
    separate service does not start without."""
    telemetry_endpoint: str | None = None
    """OTLP/HTTP endpoint for traces; off when unset."""


def environment_with(own: Mapping[str, str]) -> dict[str, str]:
    """The environment with further variables, for a process of our own."""
    return {**os.environ, **own}


def version() -> str:
    """Version of the software, as results name it."""
    return shared.__version__

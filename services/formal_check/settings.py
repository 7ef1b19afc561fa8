"""Settings of formal_check: ``ZHISHEN_FORMAL_CHECK_…``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """See docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="ZHISHEN_FORMAL_CHECK_")

    port: int = Field(default=8001, ge=0, le=65535)
    hint_sessions: int = Field(default=200, ge=0)
    """Most sessions of live hints at a time; 0 refuses all."""
    overrides: Path | None = None
    """YAML file with the office's own severities and words; read and validated at start."""

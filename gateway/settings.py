"""Settings of the gateway: ``ZHISHEN_GATEWAY_…`` (docs/operations.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from gateway.audit.entry import Algorithm, available
from shared.settings import ServiceSettings

Origin = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.\-\[\]:]{1,255}$")]


class Settings(ServiceSettings):
    """Settings of the gateway."""

    model_config = SettingsConfigDict(env_prefix="ZHISHEN_GATEWAY_")

    port: int = Field(default=8000, ge=0, le=65535)
    mode: Literal["embedded", "separate"] = "embedded"
    """``embedded``: the services run in this process. ``separate``: they are reached by URL."""
    database_url: SecretStr | None = None
    """SQLAlchemy URL; a SQLite file under ``data_dir`` when unset."""
    blobs_url: str | None = None
    """Where filed papers and pictures lie, as fsspec names it; a folder in ``data_dir`` when unset."""
    audit_digest: Algorithm = "sha256"
    """Digest that chains the audit log; every entry names its own."""
    public_access: bool = False
    """Whether callers without a key get the role ``public``."""
    cors_origins: tuple[Origin, ...] = ()
    """Origins (``https://host[:port]``) whose pages may call the gateway and open hint sessions."""
    hint_sessions: int = Field(default=1000, ge=0)
    """Most hint sessions at a time in this process."""
    hint_sessions_per_key: int = Field(default=200, ge=0)

    formal_check_url: str = "http://127.0.0.1:8001"
    prior_art_url: str = "http://127.0.0.1:8002"
    design_image_url: str = "http://127.0.0.1:8003"
    ocr_url: str = "http://127.0.0.1:8004"
    connect_timeout_s: float = Field(default=2.0, gt=0)

    formal_check_timeout_s: float = Field(default=60.0, gt=0)
    """Longest time for one call of the service; the same for the other three."""
    prior_art_timeout_s: float = Field(default=60.0, gt=0)
    design_image_timeout_s: float = Field(default=120.0, gt=0)
    ocr_timeout_s: float = Field(default=180.0, gt=0)
    examination_timeout_s: float = Field(default=600.0, gt=0)
    """Total time for one examination; what is not done by then is failed or not checked."""

    max_answer_bytes: int = Field(default=64 * 1024 * 1024, gt=0)
    """Largest answer of a service that an examination takes."""
    readers: int = Field(default=1, ge=1, le=64)
    """Processes that parse uploaded packages, started with the first one."""
    reader_memory_mb: int = Field(default=2048, ge=256)
    """Address space of such a process."""
    read_timeout_s: float = Field(default=60.0, gt=0)
    """Longest time to parse one package."""
    max_upload_files: int = Field(default=1000, gt=0)
    """Most files in one multipart upload."""
    max_recognised_files: int = Field(default=100, ge=0)
    """Most files of one application that go through OCR."""
    parallel_recognitions: int = Field(default=2, gt=0)
    prior_art_limit: int = Field(default=10, ge=1, le=200)
    """Hits in the prior-art section."""
    design_limit: int = Field(default=10, ge=1, le=100)
    """Hits in the design section."""

    @field_validator("audit_digest")
    @classmethod
    def _available(cls, algorithm: Algorithm) -> Algorithm:
        if not available(algorithm):
            raise ValueError(f"this Python's OpenSSL has no {algorithm}")
        return algorithm

    @property
    def folder(self) -> Path:
        """Where the gateway keeps its database and files."""
        return self.data_dir / "gateway"

    @property
    def store_url(self) -> str:
        """The database to use."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.folder / 'gateway.sqlite3'}"

"""Settings of the gateway: ``ZHISHEN_GATEWAY_…`` (docs/operations.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from gateway.audit.entry import Algorithm, available
from gateway.oidc.tokens import SigningAlgorithm
from shared.contracts.common import Role
from shared.settings import ServiceSettings

Origin = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.\-\[\]:]{1,255}$")]

_SECURE = re.compile(r"https://|http://(127\.0\.0\.1|localhost|\[::1\])[:/]")
"""Keys fetched in the clear prove nothing, but for those of this machine."""


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
    rate_limit_per_s: float = Field(default=200.0, ge=0)
    """Requests of a key to one group of routes, in the long run; 0 does not limit."""
    rate_limit_burst: int = Field(default=400, ge=1)
    """The same, at once."""
    heavy_rate_limit_per_s: float = Field(default=20.0, ge=0)
    """For examinations, applications, recognitions, image searches and imports."""
    heavy_rate_limit_burst: int = Field(default=200, ge=1)
    oidc_issuer: str | None = None
    """Issuer of bearer tokens; without it only API keys count."""
    oidc_audience: str | None = None
    """What a token's ``aud`` must name; needed with an issuer."""
    oidc_jwks_url: str | None = None
    """Address of the issuer's keys; its discovery document names it when unset."""
    oidc_algorithms: tuple[SigningAlgorithm, ...] = ("RS256", "PS256", "ES256")
    oidc_role_claim: str = "roles"
    """Claim with the provider's role names; dots for members."""
    oidc_roles: dict[str, Role] = Field(default_factory=dict)
    """Our role by the provider's name; the first that a token has decides."""
    oidc_leeway_s: float = Field(default=30.0, ge=0, le=300)
    """How far clocks may differ."""
    cors_origins: tuple[Origin, ...] = ()
    """Origins (``https://host[:port]``) whose pages may call the gateway and open hint sessions."""
    hint_sessions: int = Field(default=1000, ge=0)
    """Most hint sessions at a time in this process."""
    hint_sessions_per_key: int = Field(default=200, ge=0)

    formal_check_url: str = "http://127.0.0.1:8001"
    """One base URL, or those of several replicas with commas between; the same for the others."""
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

    formal_check_calls: int = Field(default=64, ge=1)
    """Calls of the service at a time; the same for the other three."""
    prior_art_calls: int = Field(default=32, ge=1)
    design_image_calls: int = Field(default=16, ge=1)
    ocr_calls: int = Field(default=16, ge=1)
    waiting_calls: int = Field(default=128, ge=0)
    """Calls that wait for a place, per service; more are 503."""
    call_wait_s: float = Field(default=5.0, ge=0)
    """How long they wait."""
    breaker_failures: int = Field(default=5, ge=1)
    """Failures in a row after which a replica is left alone."""
    breaker_rest_s: float = Field(default=5.0, gt=0)
    """For how long."""

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
    recheck_processes: int = Field(default=2, ge=0, le=256)
    """Processes for re-checks, started with the first one; 0: this gateway runs none."""
    recheck_chunk: int = Field(default=250, ge=1, le=10_000)
    """Applications that are queued together."""
    recheck_lease_s: float = Field(default=10.0, ge=1)
    """How long a worker may be silent before its chunks are given to others."""

    @field_validator("audit_digest")
    @classmethod
    def _available(cls, algorithm: Algorithm) -> Algorithm:
        if not available(algorithm):
            raise ValueError(f"this Python's OpenSSL has no {algorithm}")
        return algorithm

    @model_validator(mode="after")
    def _whole_oidc(self) -> Self:
        if self.oidc_issuer is None:
            return self
        if self.oidc_audience is None or not self.oidc_roles:
            raise ValueError("oidc_issuer needs oidc_audience and oidc_roles")
        if Role.PUBLIC in self.oidc_roles.values():
            raise ValueError("oidc_roles: nobody bears the role public")
        for url in (self.oidc_issuer, self.oidc_jwks_url):
            if url is not None and not _SECURE.match(url):
                raise ValueError("oidc_issuer and oidc_jwks_url are https URLs")
        return self

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

    @property
    def queue_url(self) -> str:
        """Where re-checks are queued: a file of its own, or the gateway's PostgreSQL."""
        if self.store_url.startswith("sqlite"):
            return f"sqlite:///{self.folder / 'recheck-queue.sqlite3'}"
        return self.store_url

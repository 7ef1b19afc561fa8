"""Settings of prior_art: variables with the prefix ``ZHISHEN_PRIOR_ART_``."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Settings of the service; common ones are inherited."""

    model_config = SettingsConfigDict(env_prefix="ZHISHEN_PRIOR_ART_")

    port: int = Field(default=8002, ge=0, le=65535)
    database_url: SecretStr | None = None
    """SQLAlchemy URL of the store; SQLite under ``data_dir`` when unset."""
    encoder: str = "lsa"
    """``lsa``, ``none`` or ``sentence-transformers:DIRECTORY``."""
    encoder_weight: float | None = Field(default=None, ge=0, le=1)
    """Weight of the dense channel against 1 for the lexical one; the encoder's own when unset."""
    exact_up_to: int = Field(default=100_000, ge=1_000)
    """Passages of a collection up to which the dense channel compares with every vector; beyond,
    compressed codes find candidates (docs/prior-art.md)."""
    searches_kept_days: int | None = Field(default=None, ge=1, le=36_500)
    """Days that recorded searches of applicants, agents and the public stay; for ever when unset."""
    examiner_searches_kept_days: int | None = Field(default=None, ge=1, le=36_500)
    """The same for searches of examiners and reviewers. They may support an examination: set it to
    no less than files of an examination are kept. Search reports stay."""
    index_wait_s: float = Field(default=10.0, ge=0, le=600)
    """How long a search waits for documents that were acknowledged but not yet indexed."""

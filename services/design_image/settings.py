"""Settings of design_image: variables with the prefix ``ZHISHEN_DESIGN_IMAGE_``."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Settings of the service; common ones are inherited."""

    model_config = SettingsConfigDict(env_prefix="ZHISHEN_DESIGN_IMAGE_")

    port: int = Field(default=8003, ge=0, le=65535)
    database_url: SecretStr | None = None
    """SQLAlchemy URL of the store; SQLite under ``data_dir`` when unset."""
    max_picture_bytes: int = Field(default=32 * 1024 * 1024, gt=0)
    max_picture_side: int = Field(default=20_000, gt=0)
    """Pixels of a picture's longer side."""
    max_picture_pixels: int = Field(default=50_000_000, gt=0)
    max_picture_pages: int = Field(default=60, gt=0)
    """Pages of one TIFF or PDF."""
    exact_up_to: int = Field(default=100_000, ge=1)
    """Views up to which every search compares with all of them; beyond, compressed codes find."""
    backbone: str = ""
    """``onnx:FILE`` or ``sentence-transformers:DIRECTORY``: a network joined with the default."""
    backbone_weight: float = Field(default=0.3, gt=0, lt=1)
    """The backbone's share of the cosine; ``zhishen designs weigh-backbone`` measures it."""
    searches_kept_days: int | None = Field(default=None, ge=1, le=36_500)
    """Days that recorded searches of applicants and agents stay; for ever when unset."""
    examiner_searches_kept_days: int | None = Field(default=None, ge=1, le=36_500)
    """The same for searches of examiners and reviewers. They may support an examination: set it to
    no less than files of an examination are kept."""

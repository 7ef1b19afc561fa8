"""Settings of ocr: ``ZHISHEN_OCR_…``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from services.ocr.domain.limits import IntakeLimits, TimeLimits
from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """See docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="ZHISHEN_OCR_")

    port: int = Field(default=8004, ge=0, le=65535)
    engine: Literal["rapidocr", "tesseract"] = "rapidocr"
    """Engine used when a request names none."""
    tesseract_languages: tuple[str, ...] = ("chi_sim", "eng")
    """As JSON in the environment: ``["chi_sim", "chi_tra", "jpn", "eng"]``."""
    workers: int = Field(default=1, ge=1, le=64)
    """Worker processes; each reads one page at a time and needs about 1 GiB."""
    threads: int = Field(default=1, ge=1, le=16)
    """Threads of the recognition library in each worker."""
    tasks_per_worker: int = Field(default=200, ge=1)
    """Pages after which a worker process is replaced."""
    worker_memory_mb: int = Field(default=4096, ge=512)
    """Address space of a worker."""
    concurrent_documents: int = Field(default=8, ge=1)
    """Documents being read or waiting; more are answered with 503."""
    waiting_jobs: int = Field(default=16, ge=1)
    """Recognitions asked for with ``Prefer: respond-async`` that are not finished; more get 503."""
    kept_results: int = Field(default=64, ge=1)
    kept_results_s: float = Field(default=3600, gt=0)
    """How many finished ones are kept in ``data_dir``, and how long."""
    max_pages: int = Field(default=300, ge=1)
    max_page_pixels: int = Field(default=80_000_000, ge=10_000)
    pdf_dpi: int = Field(default=300, ge=72, le=600)
    inspect_timeout_s: float = Field(default=10, gt=0)
    page_timeout_s: float = Field(default=120, gt=0)
    document_timeout_s: float = Field(default=600, gt=0)

    @property
    def intake_limits(self) -> IntakeLimits:
        """How much one file may ask for."""
        return IntakeLimits(
            max_bytes=self.max_body_bytes,
            max_pages=self.max_pages,
            max_page_pixels=self.max_page_pixels,
            pdf_dpi=self.pdf_dpi,
        )

    @property
    def time_limits(self) -> TimeLimits:
        """How long reading may take."""
        return TimeLimits(
            inspect_s=self.inspect_timeout_s,
            page_s=self.page_timeout_s,
            document_s=self.document_timeout_s,
        )

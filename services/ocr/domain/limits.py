"""How much one file may ask for."""

from __future__ import annotations

from pydantic import Field

from shared.model.base import Frozen


class IntakeLimits(Frozen):
    """Bounds of intake; beyond them a file is refused before its pixels are decoded."""

    max_bytes: int = Field(default=64 * 1024 * 1024, gt=0)
    max_pages: int = Field(default=300, gt=0)
    max_page_pixels: int = Field(default=80_000_000, gt=0)
    """An A3 sheet at 600 dpi has 70 million."""
    max_side: int = Field(default=20_000, gt=0)
    """Longest side of a page, pixels."""
    pdf_dpi: int = Field(default=300, ge=72, le=600)
    """Resolution PDF pages are rendered at; lower where a page would pass ``max_page_pixels``."""


class TimeLimits(Frozen):
    """How long things may take, seconds."""

    inspect_s: float = Field(default=10, gt=0)
    page_s: float = Field(default=120, gt=0)
    document_s: float = Field(default=600, gt=0)
    """Pages not read by then are reported as failed."""

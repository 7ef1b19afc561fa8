"""What the monitor knows of one pending application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observed:
    """One application with the last result of its formal check (``codes``: ``None`` without one)."""

    id: str
    month: str
    """``2026-03``: when it was filed, or came in where no filing date is stated."""
    art_unit: str | None
    agency: str | None
    applicants: tuple[str, ...]
    text_digest: str
    """Names the version's content, so that what was made of its text need not be made again."""
    codes: frozenset[str] | None

"""Invalidation (CN-INV-…; Patent Law Art. 45)."""

from __future__ import annotations

from services.formal_check.domain.rules.invalidation import (
    admissibility,
    amendments,
    conflicts,
    formalities,
    grounds,
    repetition,
    statement,
    supplements,
)

MODULES = (
    admissibility,
    grounds,
    statement,
    conflicts,
    repetition,
    formalities,
    supplements,
    amendments,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

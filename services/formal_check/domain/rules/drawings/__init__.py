"""The drawings (CN-DRW-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.drawings import (
    labels,
    photographs,
    resolution,
    subjects,
    words,
)

MODULES = (
    labels,
    words,
    photographs,
    resolution,
    subjects,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""The national phase of international applications (CN-PCT-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.pct import (
    amendments,
    declarations,
    entry,
    fees,
    powers,
    priority,
    statement,
    translation,
)

MODULES = (
    entry,
    statement,
    fees,
    translation,
    amendments,
    priority,
    declarations,
    powers,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""Time limits: how they run, are extended and restored (CN-DDL-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.time_limits import (
    electronic_filing,
    excluded,
    extension,
    last_days,
    restoration,
    service,
)

MODULES = (
    last_days,
    service,
    extension,
    restoration,
    excluded,
    electronic_filing,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

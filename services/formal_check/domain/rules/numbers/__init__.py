"""Numbers of applications and persons (CN-IDN-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.numbers import applications, earlier, international, persons

MODULES = (
    applications,
    persons,
    international,
    earlier,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""Divisional applications (CN-DIV-…; Rules 48 and 49)."""

from __future__ import annotations

from services.formal_check.domain.rules.divisional import (
    designs,
    occasions,
    parent_data,
    persons,
    terms,
)

MODULES = (
    parent_data,
    occasions,
    persons,
    terms,
    designs,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

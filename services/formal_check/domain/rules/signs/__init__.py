"""Reference signs of claims, description, abstract and drawings."""

from __future__ import annotations

from services.formal_check.domain.rules.signs import agreement, brackets, drawings

MODULES = (
    brackets,
    agreement,
    drawings,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

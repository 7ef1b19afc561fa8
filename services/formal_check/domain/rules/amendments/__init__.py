"""Amendments (CN-AMD-…; Patent Law Art. 33)."""

from __future__ import annotations

from services.formal_check.domain.rules.amendments import added_matter, form, occasions

MODULES = (
    occasions,
    form,
    added_matter,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

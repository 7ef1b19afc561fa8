"""Requests after grant (CN-PTE-…, CN-EVR-…, CN-OLC-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.after_grant import (
    evaluation_reports,
    open_licence,
    term_compensation,
)

MODULES = (
    evaluation_reports,
    open_licence,
    term_compensation,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

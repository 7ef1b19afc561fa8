"""The form of the papers (CN-FMT-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.paper_form import (
    attributes,
    characters,
    files,
    forms,
    images,
    pages,
    typesetting,
)

MODULES = (
    files,
    attributes,
    images,
    characters,
    typesetting,
    pages,
    forms,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

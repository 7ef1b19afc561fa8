"""The description (CN-DSC-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.description import (
    characters,
    citations,
    drawings,
    figures,
    form,
    headings,
    kind,
    sections,
    solution,
    terms,
    wording,
)

MODULES = (
    form,
    headings,
    drawings,
    figures,
    citations,
    wording,
    terms,
    kind,
    sections,
    solution,
    characters,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""The abstract and its figure (CN-ABS-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.abstract import contents, extent, figure, opening

MODULES = (
    extent,
    opening,
    contents,
    figure,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

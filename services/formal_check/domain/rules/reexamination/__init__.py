"""Reexamination (CN-REX-…; Patent Law Art. 41)."""

from __future__ import annotations

from services.formal_check.domain.rules.reexamination import admissibility, contents, correction

MODULES = (
    admissibility,
    contents,
    correction,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

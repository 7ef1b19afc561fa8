"""Disclosures that do not destroy novelty (CN-GRC-…; Patent Law Art. 24, Rule 33)."""

from __future__ import annotations

from services.formal_check.domain.rules.grace import declarations, disclosures, evidence

MODULES = (
    disclosures,
    declarations,
    evidence,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

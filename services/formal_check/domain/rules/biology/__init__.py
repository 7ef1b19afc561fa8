"""Biological material, sequences and genetic resources (CN-BIO-…, CN-SEQ-…, CN-GEN-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.biology import (
    deposit_data,
    deposit_terms,
    genetic_resources,
    listing_contents,
    sequence_listings,
)

MODULES = (
    deposit_terms,
    deposit_data,
    genetic_resources,
    sequence_listings,
    listing_contents,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

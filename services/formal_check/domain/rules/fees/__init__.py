"""Fees: terms, amounts, payment (CN-FEE-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.fees import (
    amounts,
    excess,
    filing_terms,
    payment,
    reductions,
    request_terms,
)

MODULES = (
    filing_terms,
    excess,
    payment,
    request_terms,
    reductions,
    amounts,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""Priority (CN-PRI-…; Patent Law Art. 29 and 30)."""

from __future__ import annotations

from services.formal_check.domain.rules.priority import (
    applicants,
    basis,
    changes,
    copies,
    earlier_application,
    fee,
    periods,
    statement,
)

MODULES = (
    periods,
    statement,
    earlier_application,
    copies,
    applicants,
    basis,
    changes,
    fee,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""Changes of bibliographic data (CN-BIB-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.changes import effects, evidence, names, requests, transfers

MODULES = (
    requests,
    names,
    transfers,
    effects,
    evidence,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

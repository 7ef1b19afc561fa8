"""Requests on the way of examination, and what ends it (CN-EXM-…, CN-WDR-…, CN-SUS-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.examination import requests, statements_of_will, timing

MODULES = (
    requests,
    timing,
    statements_of_will,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

"""The request: title, persons, addresses, agency, statements (CN-REQ-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.request import (
    addresses,
    agency,
    applicants,
    inventors,
    parties,
    powers,
    representatives,
    signature,
    statements,
    title_length,
    title_subject,
    title_words,
)

MODULES = (
    powers,
    representatives,
    title_length,
    title_words,
    title_subject,
    inventors,
    parties,
    applicants,
    agency,
    addresses,
    signature,
    statements,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

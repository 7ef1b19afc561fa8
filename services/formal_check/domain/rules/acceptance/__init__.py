"""What an application needs to be accepted (CN-ACC-…; Rules 44 and 45)."""

from __future__ import annotations

from services.formal_check.domain.rules.acceptance import (
    applicants,
    incorporation,
    kind,
    language,
    paper_identity,
    paper_list,
    parts,
)

MODULES = (
    parts,
    language,
    applicants,
    kind,
    incorporation,
    paper_identity,
    paper_list,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

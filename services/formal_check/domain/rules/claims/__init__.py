"""Claims of Chinese applications (CN-CLM-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.claims import (
    basis,
    categories,
    claim_list,
    clarity,
    illustrations,
    multiple_dependence,
    numbering,
    ranges,
    references,
    sentences,
    subject_names,
    unrelated_wording,
    utility_model,
)

MODULES = (
    claim_list,
    numbering,
    sentences,
    references,
    multiple_dependence,
    subject_names,
    categories,
    illustrations,
    clarity,
    basis,
    unrelated_wording,
    utility_model,
    ranges,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

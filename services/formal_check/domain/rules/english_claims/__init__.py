"""Claims in English, before the offices of the United States and Europe (US-CLM-…, EP-CLM-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.english_claims import (
    ep_claim_set,
    ep_text,
    us_dependency,
    us_form,
    us_wording,
)

MODULES = (
    ep_claim_set,
    ep_text,
    us_dependency,
    us_form,
    us_wording,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

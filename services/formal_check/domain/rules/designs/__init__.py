"""Designs, Chinese and international (CN-DSN-…, CN-HAG-…)."""

from __future__ import annotations

from services.formal_check.domain.rules.designs import (
    designations,
    explanation,
    hague,
    interfaces,
    names,
    partial,
    picture_sizes,
    pictures,
    samples,
    several,
    subject_matter,
    views,
)

MODULES = (
    explanation,
    designations,
    names,
    views,
    several,
    pictures,
    partial,
    interfaces,
    picture_sizes,
    subject_matter,
    samples,
    hague,
)
"""Every module has a tuple ``RULES`` of its rules and suppressions."""

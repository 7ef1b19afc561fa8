"""Loads the table of character pairs that comes with the software (made by evaluation/ocr_language)."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from services.ocr.domain.language import Language

TABLE = Path(__file__).with_name("language.npz")


@cache
def load_language() -> Language:
    """The table."""
    with np.load(TABLE, allow_pickle=False) as arrays:
        return Language(
            arrays["pairs"],
            arrays["pair_costs"],
            arrays["characters"],
            arrays["character_costs"],
        )


@cache
def digest() -> str:
    """Digest of the table, named among the versions."""
    return f"sha256:{hashlib.sha256(TABLE.read_bytes()).hexdigest()[:16]}"

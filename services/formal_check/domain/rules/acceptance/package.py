"""The parts of a package, as lists of papers name them."""

from __future__ import annotations

from functools import partial

from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule

filing_rule = partial(rule, profiles=FILING, languages=None)
"""A rule on the papers of a filing, whatever their language."""

PARTS = {
    "claims": ("权利要求书",),
    "description": ("说明书",),
    "drawings": ("说明书附图", "附图"),
    "abstract": ("说明书摘要", "摘要"),
    "abstract_figure": ("摘要附图",),
}
"""Parts of a package and their names in the list of papers; others are not compared."""
PART_NAMES = {part: names[0] for part, names in PARTS.items()}
"""How messages name the parts."""

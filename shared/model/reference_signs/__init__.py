"""Reference signs in text: ``支架(3)`` in claims, ``支架3`` and legends in the description.

Claims must put signs in brackets after the feature (Implementing Rules, Rule 22.4), so a bracket
decides there. In the description signs stand bare; a bare number counts only where it is no step,
figure, claim, example, quantity or formula, and where the same word carries it again, a legend
lists it, or it also stands in brackets. So what is reported is a sign; some may be missed, and
``mentions_sign`` is the lenient question "could this sign stand in this text at all?".
"""

from __future__ import annotations

from shared.model.reference_signs.described import description_signs
from shared.model.reference_signs.in_unit import (
    UnitSigns,
    bare_signs,
    claim_signs,
    legend_signs,
    unit_signs,
)
from shared.model.reference_signs.possible import mentions_sign, possible_signs
from shared.model.reference_signs.sign_use import SignUse
from shared.model.reference_signs.terms import settle_terms

__all__ = [
    "SignUse",
    "UnitSigns",
    "bare_signs",
    "claim_signs",
    "description_signs",
    "legend_signs",
    "mentions_sign",
    "possible_signs",
    "settle_terms",
    "unit_signs",
]

"""Claims from plain texts, as the tests of this folder need them."""

from __future__ import annotations

from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.source import TextUnit


def claims_of(*texts: str, language: str = "zh") -> tuple[Claim, ...]:
    """Claims from texts with their number labels; without a label the place is the number."""
    filed = []
    for position, text in enumerate(texts, start=1):
        label = split_number_label(text, language)
        unit = TextUnit(id=f"claims/{position}", text=text[label.length :] if label else text)
        number = label.number if label else position
        filed.append(FiledClaim(unit, number, label.label if label else ""))
    return build_claims(filed, language)

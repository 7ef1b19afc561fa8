"""Reference signs of description and claims, and the terms that they stand with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from services.formal_check.domain.case import Case
from services.formal_check.domain.sign_names import SignNames
from shared.model.reference_signs import (
    SignUse,
    claim_signs,
    description_signs,
    possible_signs,
    settle_terms,
    unit_signs,
)

SETTLED = 2
"""Uses of a sign with a term that make the pair certain."""
NUMERAL = re.compile(r"\d{1,4}[a-z]?'{0,3}")
"""Other shapes are as often quantities, steps or formulae (IC50, S31, pH8)."""


def described_signs(case: Case) -> tuple[SignUse, ...]:
    """Signs of the description. Use through ``case.shared``."""
    return description_signs(case.per_unit(unit_signs, p.unit) for p in case.paragraphs)


def claimed_signs(case: Case) -> tuple[SignUse, ...]:
    """Signs in brackets in all claims, terms settled. Use through ``case.shared``."""
    return settle_terms(
        use for claim in case.claims for use in case.per_unit(claim_signs, claim.unit)
    )


def described_numbers(case: Case) -> frozenset[str]:
    """Every number of the description that could be a sign. Use through ``case.shared``."""
    return possible_signs(paragraph.unit for paragraph in case.paragraphs)


def described_terms(case: Case) -> dict[str, tuple[str, ...]]:
    """Terms of each sign in the description, in order. Use through ``case.shared``."""
    terms: dict[str, dict[str, None]] = defaultdict(dict)
    for use in case.shared(described_signs):
        terms[use.sign][use.term] = None
    return {sign: tuple(known) for sign, known in terms.items()}


def described_names(case: Case) -> SignNames:
    """How often the description gives each sign each name. Use through ``case.shared``."""
    return sign_names(case.shared(described_signs))


def described_text(case: Case) -> str:
    """The description's paragraphs. Use through ``case.shared``."""
    return "\n".join(paragraph.unit.text for paragraph in case.paragraphs)


def described_ends(case: Case) -> SignNames:
    """How often the description has a sign with the end of a name. Use through ``case.shared``."""
    return sign_ends(case.shared(described_signs))


def sign_ends(uses: Iterable[SignUse]) -> SignNames:
    """How often each sign stands with the last two characters of a name; a legend settles it."""
    named = [use for use in uses if len(use.term) > 1]
    settled = [use for use in named if use.legend] * (SETTLED - 1)
    return SignNames([(use.sign, use.term[-2:]) for use in (*named, *settled)])


def sign_names(uses: Iterable[SignUse]) -> SignNames:
    """How often each sign stands with each full name."""
    return SignNames([(use.sign, use.term) for use in uses if len(use.term) > 1])


def agree(term: str, other: str) -> bool:
    """Whether two terms can name one part: one holds the other, or they end alike."""
    return (
        bool(term) and bool(other) and (term[-2:] == other[-2:] or term in other or other in term)
    )

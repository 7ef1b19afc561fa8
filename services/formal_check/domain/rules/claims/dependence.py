"""Which claims depend on which others: what the rules on references look at, in any language."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.rules.claims.reading import opening
from shared.model.claim_language import ClaimSet
from shared.model.claims import Claim, ClaimReference, ClaimType
from shared.model.source import Location

_SHOWN = 5


def dependents(claims: ClaimSet) -> Iterator[tuple[int, Claim]]:
    """Index and claim of the dependent claims."""
    for index, claim in enumerate(claims.claims):
        if claim.claim_type is ClaimType.DEPENDENT:
            yield index, claim


def cumulative(claims: ClaimSet) -> Iterator[tuple[Claim, ClaimReference]]:
    """Dependent claims that refer to several claims at once, and the reference."""
    for _, claim in dependents(claims):
        reference = claim.references[0]
        if not reference.alternative and len(reference.claim_numbers) >= 2:
            yield claim, reference


def cascaded(claims: ClaimSet) -> Iterator[tuple[Claim, ClaimReference, list[int]]]:
    """Multiple dependent claims that refer directly to others, the reference, and their numbers."""
    multiple = {index for index, claim in dependents(claims) if claim.multiple}
    for index in sorted(multiple):
        claim = claims.claims[index]
        reference = claim.references[0]
        cited = [
            number
            for number in reference.claim_numbers
            if (found := claims.index_of(number)) in multiple and found != index
        ]
        if cited:
            yield claim, reference, cited


def listed(numbers: list[int]) -> str:
    """The first numbers of a list for a Chinese message: ``1、2、3``."""
    shown = "、".join(map(str, numbers[:_SHOWN]))
    return shown + ("…" if len(numbers) > _SHOWN else "")


def places(claims: ClaimSet, numbers: list[int]) -> tuple[Location, ...]:
    """The openings of the first claims with these numbers."""
    found = (claims.index_of(number) for number in numbers[:3])
    return tuple(opening(claims.claims[each]) for each in found if each is not None)

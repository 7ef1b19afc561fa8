"""Claims taken apart into elements, by the claims' own structure and punctuation.

The preamble is one element; what follows it is divided where the claim divides it (semicolons,
lines), and a part that is still long is divided at its commas, as Chinese claims often string
features together with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.prior_art.domain.queries import with_antecedents
from shared.model.application import Application
from shared.model.claim_language import ClaimSet
from shared.model.claims import Claim, ClaimType

MAX_ELEMENTS = 400
"""Of one application; the claims after that are not taken apart."""
_LONG = 40
_SHORT = 12
_CLAUSE_END = re.compile(r"[，,](?=\D)")


@dataclass(frozen=True)
class Element:
    """One element of a claim; ``text`` is ``claim text[start:end]``."""

    claim: int
    place: int
    """1-based within the claim."""
    start: int
    end: int
    text: str
    preamble: bool

    @property
    def id(self) -> str:
        """``1.2``: second element of claim 1."""
        return f"{self.claim}.{self.place}"


@dataclass(frozen=True)
class ElementedClaim:
    """A claim, its own elements, and those that it takes over."""

    number: int
    independent: bool
    through: tuple[int, ...]
    """Claims whose elements it takes over, by the first alternative, top first."""
    own: tuple[Element, ...]
    inherited: tuple[Element, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements, those taken over first."""
        return self.inherited + self.own


def elements_of(application: Application) -> tuple[ElementedClaim, ...]:
    """Every claim with its elements, in the order filed. Of claims with one number the first."""
    claims = [claim for claim in application.claims or () if not claim.cancelled]
    structures = ClaimSet(claims, application.language)
    by_number: dict[int, Claim] = {}
    own: dict[int, tuple[Element, ...]] = {}
    total = 0
    for index, claim in enumerate(claims):
        number = structures.number(index)
        if number in own or total >= MAX_ELEMENTS:
            continue
        own[number] = tuple(_elements(structures, index, number))
        by_number[number] = claim
        total += len(own[number])
    taken_apart = []
    for number, claim in by_number.items():
        chain = [
            one.number if one.number is not None else one.position
            for one in with_antecedents(claim, by_number)[:-1]
        ]
        taken_apart.append(
            ElementedClaim(
                number=number,
                independent=claim.claim_type is not ClaimType.DEPENDENT,
                through=tuple(chain),
                own=own[number],
                inherited=tuple(element for one in chain for element in own.get(one, ())),
            )
        )
    return tuple(taken_apart)


def _elements(claims: ClaimSet, index: int, number: int) -> Iterator[Element]:
    claim = claims.claims[index]
    text = claim.unit.text
    structure = claims.structure(index)
    spans: list[tuple[int, int, bool]] = []
    if claim.claim_type is not ClaimType.DEPENDENT and structure.preamble.end:
        start, end = structure.preamble.start, structure.preamble.end
        spans.append((start, start + len(text[start:end].rstrip(" ，,：:；;\n")), True))
    for feature in structure.features:
        spans.extend(
            (start, end, False) for start, end in _clauses(text, feature.start, feature.end)
        )
    if not spans and text.strip():
        spans.append((0, len(text), False))
    for place, (start, end, preamble) in enumerate(spans, start=1):
        yield Element(number, place, start, end, text[start:end], preamble)


def _clauses(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """A long feature cut at commas, so that no piece is very short."""
    if end - start <= _LONG:
        return [(start, end)]
    cuts = [found.end() for found in _CLAUSE_END.finditer(text, start, end)]
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in cuts:
        if cut - 1 - begin >= _SHORT and end - cut >= _SHORT:
            spans.append((begin, cut - 1))
            begin = cut
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trim(text, *span)) is not None]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None

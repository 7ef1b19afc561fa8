"""From claims as filed to claims with references, type and dependencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from shared.model.claim_language import structure_en, structure_ja, structure_zh
from shared.model.claim_language.structure import ClaimStructure
from shared.model.claims import Claim, ClaimReference, ClaimType
from shared.model.source import TextUnit

_MAX_CITED = 50
"""Claims whose subject names are compared with that of a claim that refers to them."""


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """A claim as a reader found it: ``unit.text`` is the claim without its number label."""

    unit: TextUnit
    number: int | None
    number_label: str = ""
    number_unit: TextUnit | None = None
    """The label as a unit of its own (``TextUnit.head``), where it stands in the text."""


class _Grammar(NamedTuple):
    parse: Callable[[str], ClaimStructure]
    claim_type: Callable[[ClaimStructure, tuple[str, ...], frozenset[str]], ClaimType]


def _grammar(language: str) -> _Grammar:
    primary = language.lower().partition("-")[0]
    if primary == "zh":
        return _Grammar(structure_zh.parse, structure_zh.claim_type)
    if primary == "ja":
        return _Grammar(structure_ja.parse, structure_ja.claim_type)
    return _Grammar(structure_en.parse, structure_en.claim_type)


def parse_claim(text: str, language: str) -> ClaimStructure:
    """The structure of one claim without its number label. ``language`` is a BCP 47 code."""
    if len(text) > LONGEST_KEPT:
        return _grammar(language).parse(text)
    return _parse(text, language)


LONGEST_KEPT = 4000
"""Code points of a claim whose reading is kept."""


@lru_cache(maxsize=1024)
def _parse(text: str, language: str) -> ClaimStructure:
    """Kept for a while: an edit of one claim, or the next rule, asks for the others again."""
    return _grammar(language).parse(text)


def build_claims(filed: Sequence[FiledClaim], language: str) -> tuple[Claim, ...]:
    """Claims with references, type and ``depends_on``, in the order filed.

    A dependent claim depends on the claims its opening reference names; a claim that is
    independent by reference takes over from every claim it refers to. References to claims that
    do not exist stay as stated.
    """
    grammar = _grammar(language)
    structures = [parse_claim(claim.unit.text, language) for claim in filed]
    by_number = _index(filed)
    independent = frozenset(each.subject_name for each in structures if each.leading is None)
    numbers = tuple(_number(claim, i) for i, claim in enumerate(filed))
    names: dict[int, tuple[str, ...]] = {}
    claims: list[Claim] = []
    for position, (claim, structure) in enumerate(zip(filed, structures, strict=True)):
        before = numbers[max(position - _PRECEDING, 0) : position]
        references = tuple(reference.resolve(before) for reference in structure.references)
        cited = _cited_names(references[:1] or (), by_number, structures, names, position)
        kind = grammar.claim_type(structure, cited, independent)
        if kind is ClaimType.DEPENDENT and cited:
            names[position] = tuple(dict.fromkeys((structure.subject_name, *cited)))[:_MAX_CITED]
        else:
            names[position] = (structure.subject_name,)
        claims.append(
            Claim(
                position=position + 1,
                number=claim.number,
                number_label=claim.number_label,
                number_unit=claim.number_unit,
                unit=claim.unit,
                claim_type=kind,
                references=references,
                depends_on=_depends_on(kind, references),
            )
        )
    return tuple(claims)


_PRECEDING = 1000
"""前述权利要求 stands for at most this many claims."""


def _number(claim: FiledClaim, index: int) -> int:
    return claim.number if claim.number is not None else index + 1


def _index(filed: Sequence[FiledClaim]) -> dict[int, int]:
    """Claim number to index; a number used twice means the first, a missing one its place."""
    index: dict[int, int] = {}
    for i, claim in enumerate(filed):
        if claim.number is not None:
            index.setdefault(claim.number, i)
    for i, claim in enumerate(filed):
        if claim.number is None:
            index.setdefault(i + 1, i)
    return index


def _cited_names(
    references: tuple[ClaimReference, ...],
    by_number: dict[int, int],
    structures: list[ClaimStructure],
    names: dict[int, tuple[str, ...]],
    position: int,
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for reference in references:
        for number in reference.claim_numbers[:_MAX_CITED]:
            index = by_number.get(number)
            if index is None or index == position:
                continue
            known = names.get(index, (structures[index].subject_name,))
            found.update(dict.fromkeys(name for name in known if name))
    return tuple(found)[:_MAX_CITED]


def _depends_on(kind: ClaimType, references: tuple[ClaimReference, ...]) -> tuple[int, ...]:
    if kind is ClaimType.INDEPENDENT:
        return ()
    taken = references[:1] if kind is ClaimType.DEPENDENT else references
    return tuple(dict.fromkeys(number for each in taken for number in each.claim_numbers))

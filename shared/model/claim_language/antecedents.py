"""Antecedent basis: every 所述X / the X needs an X before it, on every path of the claim graph.

Chinese has no word boundaries, so the term after 所述 is cut at function words and then compared
with the text before it as a string; a term whose beginning or end stands there counts as found.
The question is asked so that what is reported is very likely missing (Patent Law, Art. 26.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.model.claim_language.graph import ClaimSet


@dataclass(frozen=True, slots=True)
class MissingAntecedent:
    """A definite term without basis."""

    claim: int
    """Index of the claim in the set."""
    start: int
    end: int
    term: str
    path: tuple[int, ...]
    """Indices of the claims on a path without the term, nearest first; empty for none."""


def missing_antecedents(claim_set: ClaimSet, index: int) -> tuple[MissingAntecedent, ...]:
    """The definite terms of one claim that nothing before them introduces. One per term."""
    inherits = bool(claim_set.claims[index].references)
    unresolved = inherits and not claim_set.groups[index]
    if unresolved or claim_set.goes_on(index):
        return ()
    missing: list[MissingAntecedent] = []
    for start, end, term in claim_set.terms(index).without_basis:
        paths = claim_set.introductions(term)
        if not paths.all_meet(index):
            missing.append(MissingAntecedent(index, start, end, term, paths.lacking(index)))
    return tuple(missing)

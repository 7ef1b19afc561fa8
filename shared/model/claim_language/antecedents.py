"""Antecedent basis: every 所述X / the X needs an X before it, on every path of the claim graph.

Chinese has no word boundaries, so the term after 所述 is cut at function words and then compared
with the text before it as a string; a term whose beginning or end stands there counts as found.
The question is asked so that what is reported is very likely missing (Patent Law, Art. 26.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.model.claim_language import antecedents_en, antecedents_zh
from shared.model.claim_language.graph import ClaimSet

MAX_TERMS = 400
"""Different terms looked up per claim."""
MAX_TEXT = 60_000
"""Code points of a claim that are searched."""


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
    grammar = antecedents_zh if claim_set.language == "zh" else antecedents_en
    if claim_set.language not in ("zh", "en"):
        return ()
    text = claim_set.structure(index).folded[:MAX_TEXT]
    seen: set[str] = set()
    missing: list[MissingAntecedent] = []
    inherits = bool(claim_set.claims[index].references)
    unresolved = inherits and not claim_set.groups[index]
    if unresolved or claim_set.goes_on(index):
        return ()
    for start, end, term in grammar.mentions(text, claim_set.structure(index)):
        if term in seen:
            continue
        seen.add(term)
        if len(seen) > MAX_TERMS:
            break
        if grammar.introduced(term, text[:start]):
            continue

        def known(other: int, term: str = term) -> bool:
            folded = claim_set.structure(other).folded[:MAX_TEXT]
            found: bool = claim_set.goes_on(other) or grammar.introduced(term, folded)
            return found

        if claim_set.on_every_path(index, known):
            continue
        path = claim_set.lacking_path(index, known)
        missing.append(MissingAntecedent(index, start, end, term, path))
    return tuple(missing)

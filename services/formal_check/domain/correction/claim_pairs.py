"""Which claim of the original each claim of the replacement papers continues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from services.formal_check.domain.correction.passage_tokens import Clause, clauses
from shared.model.claims import Claim

Forms = tuple[str, ...]
_LEAST_COMMON = 0.3
"""Share of neighbouring tokens in common (Dice) below which two claims are not paired."""
_MOST_POSTINGS = 300


@dataclass(frozen=True)
class ReadClaim:
    """A claim as clauses, its references to other claims left out."""

    claim: Claim
    clauses: tuple[Clause, ...]

    @cached_property
    def forms(self) -> frozenset[Forms]:
        """Its clauses as what is compared."""
        return frozenset(forms_of(clause) for clause in self.clauses)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring tokens."""
        return frozenset(pair for forms in self.forms for pair in pairwise(forms))

    @property
    def referred(self) -> frozenset[int]:
        """Numbers of the claims it refers to."""
        return frozenset(
            number for reference in self.claim.references for number in reference.claim_numbers
        )


def forms_of(clause: Clause) -> Forms:
    """A clause without its places."""
    return tuple(token.form for token in clause)


def read_claim(claim: Claim) -> ReadClaim:
    """The clauses of a claim without its references, which pairing must not depend on."""
    spans = [(reference.start, reference.end) for reference in claim.references]
    found = []
    for clause in clauses(claim.unit.text):
        kept = tuple(
            token
            for token in clause
            if not any(start < token.end and token.start < end for start, end in spans)
        )
        if kept:
            found.append(kept)
    return ReadClaim(claim, tuple(found))


def pair_claims(old: Sequence[ReadClaim], new: Sequence[ReadClaim]) -> dict[int, int]:
    """Index in ``new`` -> index in ``old``, one to one: equal claims first, then the most similar."""
    paired: dict[int, int] = {}
    same: dict[tuple[Forms, ...], list[int]] = defaultdict(list)
    for index, claim in enumerate(old):
        same[_content(claim)].append(index)
    for index, claim in enumerate(new):
        if waiting := same[_content(claim)]:
            paired[index] = waiting.pop(0)
    taken = set(paired.values())
    for _, _, new_index, old_index in sorted(_similar(old, new)):
        if new_index not in paired and old_index not in taken:
            paired[new_index] = old_index
            taken.add(old_index)
    return paired


def _similar(
    old: Sequence[ReadClaim], new: Sequence[ReadClaim]
) -> list[tuple[float, int, int, int]]:
    """Candidates as (minus similarity, distance of places, new, old)."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, claim in enumerate(old):
        for pair in claim.pairs:
            holders[pair].append(index)
    found = []
    for new_index, claim in enumerate(new):
        common: Counter[int] = Counter()
        for pair in claim.pairs:
            if len(holders[pair]) <= _MOST_POSTINGS:
                common.update(holders[pair])
        for old_index, count in common.items():
            total = len(claim.pairs) + len(old[old_index].pairs)
            share = 2 * count / total
            if share >= _LEAST_COMMON:
                found.append((-share, abs(new_index - old_index), new_index, old_index))
    return found


def _content(claim: ReadClaim) -> tuple[Forms, ...]:
    return tuple(forms_of(clause) for clause in claim.clauses)

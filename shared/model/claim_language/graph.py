"""The graph of claims: who takes over whose features. Safe for cycles and forward references."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from shared.model.claim_language.build import parse_claim
from shared.model.claim_language.claim_terms import ClaimTerms, claim_terms
from shared.model.claim_language.structure import ClaimStructure
from shared.model.claims import Claim, ClaimReference, ClaimType

_MAX_NAMES = 50
_MOST_QUESTIONS = 200_000
"""How often claims are searched for terms; after that every term counts as introduced."""
_BACKWARD = re.compile(r"\s*(?:如?上述|前述|所述的?|所说的?|该|此)(?=[\u3400-\u9fff])")


class ClaimSet:
    """The claims of one application with their structures and graph, each computed once.

    Claims are named by their index here; a reference ``N`` means the first claim that states the
    number N, else the N-th claim if that one states none.
    """

    def __init__(self, claims: Sequence[Claim], language: str) -> None:
        self.claims = tuple(claims)
        self.language = language.lower().partition("-")[0]
        self._structures: dict[int, ClaimStructure] = {}
        self._terms: dict[int, ClaimTerms] = {}
        self._introductions: dict[str, Paths] = {}
        self._asked = 0
        self._by_number: dict[int, int] = {}
        for index, claim in enumerate(self.claims):
            if claim.number is not None:
                self._by_number.setdefault(claim.number, index)
        for index, claim in enumerate(self.claims):
            if claim.number is None:
                self._by_number.setdefault(claim.position, index)

    def structure(self, index: int) -> ClaimStructure:
        """Preamble, subject, features … of one claim."""
        if index not in self._structures:
            self._structures[index] = parse_claim(self.claims[index].unit.text, self.language)
        return self._structures[index]

    def number(self, index: int) -> int:
        """The number by which other claims refer to this one."""
        claim = self.claims[index]
        return claim.position if claim.number is None else claim.number

    def index_of(self, number: int) -> int | None:
        """The claim that a reference to ``number`` means; ``None`` if there is none."""
        return self._by_number.get(number)

    def goes_on(self, index: int) -> bool:
        """Whether a later claim goes on from another without naming it (``上述装置，其特征在于…``).

        What it takes over is unknown.
        """
        if index == 0 or self.claims[index].references or self.language != "zh":
            return False
        return _BACKWARD.match(self.structure(index).folded) is not None

    @cached_property
    def groups(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """For each claim, per reference that it takes features from, the earlier claims meant.

        References to itself, to later claims and to absent ones are left out, so that following
        the groups always ends.
        """
        return tuple(
            tuple(
                meant
                for reference in claim.references
                if (meant := self._earlier(reference, index))
            )
            for index, claim in enumerate(self.claims)
        )

    @cached_property
    def roots(self) -> tuple[tuple[int, ...], ...]:
        """For each claim the independent claims (of any type) at the end of its paths, sorted."""
        roots: list[tuple[int, ...]] = []
        for index, claim in enumerate(self.claims):
            if claim.claim_type is not ClaimType.DEPENDENT or not self.groups[index]:
                roots.append((index,))
                continue
            found = {root for parent in self.groups[index][0] for root in roots[parent]}
            roots.append(tuple(sorted(found)))
        return tuple(roots)

    @cached_property
    def subject_names(self) -> tuple[tuple[str, ...], ...]:
        """For each claim its subject name and those of the claims it depends on, nearest first."""
        names: list[tuple[str, ...]] = []
        for index, claim in enumerate(self.claims):
            own = dict.fromkeys([self.structure(index).subject_name])
            if claim.claim_type is ClaimType.DEPENDENT and self.groups[index]:
                for parent in self.groups[index][0]:
                    own.update(dict.fromkeys(names[parent]))
            names.append(tuple(name for name in own if name)[:_MAX_NAMES])
        return tuple(names)

    def ancestors(self, index: int) -> tuple[int, ...]:
        """Every claim on any path up from this one, nearest first."""
        seen: dict[int, None] = {}
        waiting = [parent for group in self.groups[index] for parent in group]
        while waiting:
            following: list[int] = []
            for parent in sorted(set(waiting), reverse=True):
                if parent not in seen:
                    seen[parent] = None
                    following.extend(each for group in self.groups[parent] for each in group)
            waiting = following
        return tuple(seen)

    def terms(self, index: int) -> ClaimTerms:
        """The definite terms of one claim, and what it introduces."""
        if index not in self._terms:
            self._terms[index] = claim_terms(self.claims[index].unit.text, self.language)
        return self._terms[index]

    def introductions(self, term: str) -> Paths:
        """The paths up to claims that name ``term``, or take over from nobody knows where."""
        if term not in self._introductions:
            self._introductions[term] = Paths(self, lambda index: self._may_introduce(index, term))
        return self._introductions[term]

    def _may_introduce(self, index: int, term: str) -> bool:
        if self.goes_on(index) or self._asked >= _MOST_QUESTIONS:
            return True
        self._asked += 1
        return self.terms(index).introduces(term)

    def is_unresolved(self, index: int) -> bool:
        """Whether a claim takes over from another of which we do not know which one it is."""
        if self.groups[index]:
            return False
        stated = self.claims[index].claim_type is not ClaimType.INDEPENDENT
        return stated or self.goes_on(index)

    def _earlier(self, reference: ClaimReference, index: int) -> tuple[int, ...]:
        meant = (self.index_of(number) for number in reference.claim_numbers)
        return tuple(sorted({each for each in meant if each is not None and each < index}))


class Paths:
    """The paths up the graph, on which a claim may be met for which ``meets`` holds."""

    def __init__(self, claims: ClaimSet, meets: Callable[[int], bool]) -> None:
        self._claims = claims
        self._meets = meets
        self._holds: dict[int, bool] = {}
        self._settled: dict[int, bool] = {}

    def all_meet(self, index: int) -> bool:
        """Whether every path up from ``index`` meets such a claim.

        Of several references in one claim it is enough that one leads there on all its paths. A
        path that ends at an unknown claim counts as met: the reference is the fault there.
        """
        return bool(self._claims.groups[index]) and self._settle(index)

    def lacking(self, index: int) -> tuple[int, ...]:
        """A path of indices, from the nearest claim up, that meets no such claim."""
        path: list[int] = []
        at = index
        while self._claims.groups[at]:
            parents = self._claims.groups[at][0]
            step = next((each for each in parents if not self._met_from(each)), None)
            if step is None:
                break
            path.append(step)
            at = step
        return tuple(path)

    def _met_from(self, index: int) -> bool:
        return self._held(index) or self._settle(index)

    def _held(self, index: int) -> bool:
        if index not in self._holds:
            self._holds[index] = self._meets(index)
        return self._holds[index]

    def _settle(self, index: int) -> bool:
        """Whether all paths above ``index`` meet. Indices only fall along a path, so this ends."""
        groups, settled = self._claims.groups, self._settled
        waiting = [index]
        while waiting:
            at = waiting[-1]
            open_parents = [
                parent
                for group in (() if at in settled else groups[at])
                for parent in group
                if parent not in settled and not self._held(parent)
            ]
            if open_parents:
                waiting.extend(open_parents)
                continue
            if at not in settled:
                settled[at] = self._claims.is_unresolved(at) or any(
                    all(self._held(parent) or settled[parent] for parent in group)
                    for group in groups[at]
                )
            waiting.pop()
        return settled[index]

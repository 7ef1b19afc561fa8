"""The graph of claims: who takes over whose features. Safe for cycles and forward references."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from shared.model.claim_language.build import parse_claim
from shared.model.claim_language.structure import ClaimStructure
from shared.model.claims import Claim, ClaimReference, ClaimType

_MAX_NAMES = 50
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

    def on_every_path(self, index: int, known: Callable[[int], bool]) -> bool:
        """Whether every path up from ``index`` meets a claim for which ``known`` holds.

        Of several references in one claim it is enough that one leads there on all its paths. A
        path that ends at an unknown claim counts as met: the reference is the fault there.
        """
        return self._met(index, known, {}) if self.groups[index] else False

    def lacking_path(self, index: int, known: Callable[[int], bool]) -> tuple[int, ...]:
        """A path of indices, from the nearest claim up, on which ``known`` never holds."""
        memo: dict[int, bool] = {}
        path: list[int] = []
        at = index
        while self.groups[at]:
            step = next(
                (
                    parent
                    for parent in self.groups[at][0]
                    if not known(parent) and not self._met(parent, known, memo)
                ),
                None,
            )
            if step is None:
                break
            path.append(step)
            at = step
        return tuple(path)

    def _met(self, index: int, known: Callable[[int], bool], memo: dict[int, bool]) -> bool:
        """Indices only fall along a path, so that ascending order settles parents first."""
        order = sorted({index, *self.ancestors(index)})
        for each in order:
            if each not in memo:
                memo[each] = self._unknown(each) or any(
                    all(known(parent) or memo[parent] for parent in group)
                    for group in self.groups[each]
                )
        return memo[index]

    def _unknown(self, index: int) -> bool:
        """Whether a claim takes over from another of which we do not know which one it is."""
        if self.groups[index]:
            return False
        stated = self.claims[index].claim_type is not ClaimType.INDEPENDENT
        return stated or self.goes_on(index)

    def _earlier(self, reference: ClaimReference, index: int) -> tuple[int, ...]:
        meant = (self.index_of(number) for number in reference.claim_numbers)
        return tuple(sorted({each for each in meant if each is not None and each < index}))

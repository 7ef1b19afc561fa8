"""A kind of defect: what it is called, what ought to be found, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evaluation.mutations.editing import Draft, Field, Place, UnsuitableError

Places = Place | Field | tuple[Place | Field, ...] | None
Spoil = Callable[[Draft], Places]
"""Writes the defect and says where; ``None`` for something that is now absent."""


@dataclass(frozen=True)
class Mutation:
    """An application before and after one defect was written into it."""

    clean: Mapping[str, bytes]
    files: Mapping[str, bytes]
    places: tuple[Place, ...]
    """Any of them will do; empty for something absent, which has no place."""


@dataclass(frozen=True)
class Mutator:
    """One kind of defect."""

    kind: str
    codes: tuple[str, ...]
    """Catalogue codes that ought to be found, all of them."""
    spoil: Spoil

    def apply(self, files: Mapping[str, bytes]) -> Mutation | None:
        """Write the defect into an application; ``None`` where that makes no sense."""
        draft = Draft(files)
        try:
            places = self.spoil(draft)
        except UnsuitableError:
            return None
        if places is None:
            places = ()
        elif not isinstance(places, tuple):
            places = (places,)
        found = draft.resolved(places)
        return Mutation(draft.clean_files(), draft.files(), found)


class Book:
    """Mutators as a module declares them."""

    def __init__(self) -> None:
        self.mutators: list[Mutator] = []

    def kind(self, kind: str, *codes: str) -> Callable[[Spoil], Spoil]:
        """Declare a function as a kind of defect."""

        def declare(spoil: Spoil) -> Spoil:
            self.mutators.append(Mutator(kind, codes, spoil))
            return spoil

        return declare

    def add(self, kind: str, codes: str | tuple[str, ...], spoil: Spoil) -> None:
        """Declare a kind that differs from another in its words only."""
        self.mutators.append(Mutator(kind, codes if isinstance(codes, tuple) else (codes,), spoil))

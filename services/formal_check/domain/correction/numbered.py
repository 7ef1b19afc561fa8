"""Two numbered lists made one: what replacement sheets hold takes the place of its number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from services.formal_check.domain.errors import SheetsMismatchError
from shared.contracts.corrections import UnitRange

T = TypeVar("T")


@dataclass(frozen=True)
class NumberedUnit(Generic[T]):
    """One number of the merged list, or of those left out."""

    number: int
    current: T
    """What stands in the merged list; of a number left out, what stood there."""
    old: T | None
    new: T | None
    omitted: bool = False
    follows_replaced: bool = False
    """Whether the number before it is replaced as well."""


@dataclass(frozen=True)
class Merged(Generic[T]):
    """The list put together, and what was replaced by nothing."""

    units: tuple[NumberedUnit[T], ...]
    omitted: tuple[NumberedUnit[T], ...]


def merge(
    old: Sequence[T],
    new: Sequence[T],
    ranges: Sequence[UnitRange],
    number: Callable[[T], int | None],
    pointer: str,
) -> Merged[T]:
    """``old`` with ``new`` in the place of the numbers in ``ranges``.

    A sheet may give other numbers as long as no unit that stays lies between: claim 4 becomes 3,
    or one more claim follows the last. Where no unit of ``old`` states a number, places count; ``new`` without any number fills the
    ranges in their order if it has as many units. Raises ``SheetsMismatchError``.
    """
    before = _numbered(old, number)
    if before is None:
        raise SheetsMismatchError.original_numbers(pointer)
    last = max(before)
    named = _expanded(ranges, last + len(new))
    if named is None:
        raise SheetsMismatchError.unknown_numbers(pointer, _listed([max(_ends(ranges))]))
    after = _on_sheets(new, named, number)
    if after is None:
        raise SheetsMismatchError.unnumbered(pointer)
    kept = sorted(before.keys() - named)
    if other := sorted(n for n in after.keys() - named if not _beside(n, named, kept)):
        raise SheetsMismatchError.unnamed_numbers(pointer, _listed(other))
    present = sorted({*kept, *after})
    unknown = named - before.keys() - after.keys()
    unknown |= {n for n in after if n > last and n - 1 not in before and n - 1 not in after}
    if unknown:
        raise SheetsMismatchError.unknown_numbers(pointer, _listed(sorted(unknown)))
    left_out = sorted(named - after.keys())
    if left_out and present and present[-1] > left_out[0]:
        raise SheetsMismatchError.gap(pointer, _listed(left_out))
    return Merged(
        tuple(
            NumberedUnit(
                each,
                after[each] if each in after else before[each],
                before.get(each),
                after.get(each),
                follows_replaced=each - 1 in named,
            )
            for each in present
        ),
        tuple(
            NumberedUnit(each, before[each], before[each], None, omitted=True) for each in left_out
        ),
    )


def _numbered(units: Sequence[T], number: Callable[[T], int | None]) -> dict[int, T] | None:
    """Units by stated number, or by place where none is stated; ``None`` if numbers do not go up."""
    stated = [number(unit) for unit in units]
    if all(each is None for each in stated):
        return dict(enumerate(units, start=1))
    return _rising(stated, units)


def _on_sheets(
    units: Sequence[T], named: frozenset[int], number: Callable[[T], int | None]
) -> dict[int, T] | None:
    stated = [number(unit) for unit in units]
    if all(each is None for each in stated):
        if len(units) != len(named):
            return None
        return dict(zip(sorted(named), units, strict=True))
    return _rising(stated, units)


def _rising(stated: Sequence[int | None], units: Sequence[T]) -> dict[int, T] | None:
    numbers = [each for each in stated if each is not None]
    if len(numbers) < len(units) or any(one >= other for one, other in pairwise(numbers)):
        return None
    return dict(zip(numbers, units, strict=True))


def _beside(number: int, named: frozenset[int], kept: Sequence[int]) -> bool:
    """Whether no unit that stays lies between ``number`` and one to be replaced: renumbered."""
    if number in kept:
        return False
    place = bisect_left(kept, number)
    return any(bisect_left(kept, each) == place for each in named)


def _ends(ranges: Iterable[UnitRange]) -> list[int]:
    return [each.last or each.first for each in ranges]


def _expanded(ranges: Sequence[UnitRange], most: int) -> frozenset[int] | None:
    """All numbers; ``None`` where one lies beyond what both papers can hold."""
    if max(_ends(ranges)) > most:
        return None
    return frozenset(
        number for each in ranges for number in range(each.first, (each.last or each.first) + 1)
    )


def _listed(numbers: Sequence[int]) -> str:
    """Some numbers for a message: they are the requester's own, no text of the papers."""
    shown = "、".join(map(str, numbers[:10]))
    return f"{shown}…" if len(numbers) > 10 else shown

"""References to other claims inside a claim's text, for Chinese, English and Japanese.

One scan from left to right; each number list is read token by token, so the time is linear in the
text, and ranges are expanded up to a bound (``权利要求1-999999`` keeps its two ends).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from shared.model.claims import ClaimReference

MAX_RANGE = 1000
"""Numbers one range may expand to."""
MAX_NUMBERS = 5000
"""Numbers the references of one claim may expand to; beyond, ranges keep only their ends."""


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference as the text states it. ``text[start:end]`` runs from 根据 to 所述."""

    start: int
    end: int
    numbers: tuple[int, ...] = ()
    """As stated, ranges expanded; empty for 前述权利要求 and for a reference without number."""
    alternative: bool = True
    preceding: bool = False
    """Refers to all claims before it (前述任一权利要求, any preceding claim)."""
    word_start: int = 0
    """Where 权利要求 / ``claim`` itself stands."""

    def resolve(self, before: tuple[int, ...]) -> ClaimReference:
        """The reference with 前述权利要求 replaced by the numbers of the claims ``before``."""
        numbers = before if self.preceding and not self.numbers else self.numbers
        return ClaimReference(
            start=self.start,
            end=self.end,
            claim_numbers=numbers,
            alternative=self.alternative or len(numbers) < 2,
        )


ReadReference = Callable[[str, re.Match[str], int, int], FoundReference | None]
"""Reads the reference at a head: (text, head, end of the last one, how many numbers may follow)."""


def scan(folded: str, heads: re.Pattern[str], read: ReadReference) -> list[FoundReference]:
    """All references of a folded claim, in order, at the places where ``heads`` matches."""
    found: list[FoundReference] = []
    allowance = MAX_NUMBERS
    done = 0
    for head in heads.finditer(folded):
        if head.start() < done:
            continue
        reference = read(folded, head, done, allowance)
        if reference is not None:
            allowance -= len(reference.numbers)
            done = reference.end
            found.append(reference)
    return found


class NumberList:
    """Collects ``1``, ``3-5``, ``7`` and whether they are joined as alternatives."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._seen: set[int] = set()
        self.several = False
        self.conjunction = False
        """和, 与, and …"""
        self.choice = False
        """或, 任一项, or, any …"""

    def add(self, number: int, *, range_end: bool, allowance: int) -> None:
        """Add a number, or fill up the range that it closes."""
        if range_end and self.numbers:
            self.several = True
            first = self.numbers[-1]
            if first < number and number - first <= min(MAX_RANGE, allowance):
                for between in range(first + 1, number):
                    self._append(between)
        self._append(number)
        self.several = self.several or len(self.numbers) > 1

    def _append(self, number: int) -> None:
        if number not in self._seen:
            self._seen.add(number)
            self.numbers.append(number)

    def alternative(self, *, chosen: bool) -> bool:
        """Whether only one of the claims is meant at a time. ``chosen``: "any one of" is there."""
        return not self.several or chosen or (self.choice and not self.conjunction)

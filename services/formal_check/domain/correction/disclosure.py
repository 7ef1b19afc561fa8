"""The description and claims as filed, in a form in which passages are looked for.

Every token becomes one character of one long string, clauses apart, so that the search for a
passage is the string search of the interpreter. Matches never cross the end of a clause.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from services.formal_check.domain.correction.passage_tokens import Clause, clauses
from shared.model.source import Location, TextUnit

_APART = "\x01"
_UNKNOWN = "\x00"
_BEYOND = "\x02"
"""Stands for tokens beyond the million different ones that can be told apart: never found."""
_FIRST = 0x20
_SURROGATES = range(0xD800, 0xE000)
_JOINING = frozenset("了和与及或并且为是在有上下中内外其之以于于个一至到由将被可所")
"""Characters that join words: one of them alone is no new content."""
_MOST_POSTINGS = 400
"""A pair of tokens that stands in more clauses than this does not tell which of them is nearest."""


class Cover(Enum):
    """How much of a clause the papers as filed show."""

    WHOLE = "whole"
    """Word for word, in one clause."""
    PIECES = "pieces"
    """All of its words, not in this sequence."""
    PARTLY = "partly"
    """Some of it is nowhere."""


@dataclass(frozen=True)
class Support:
    """What the papers as filed show of a clause."""

    cover: Cover
    missing: tuple[tuple[int, int], ...]
    """Stretches of tokens (first, one past the last) that they do not show."""
    nearest: Location | None
    """The same words, or the clause that has most in common."""


@dataclass(frozen=True)
class _FiledClause:
    unit: TextUnit
    tokens: Clause
    begin: int
    """Place of its first token in the long string."""


class Disclosure:
    """Text units in which passages are looked for."""

    def __init__(self, units: Iterable[TextUnit]) -> None:
        self._codes: dict[str, str] = {}
        self._clauses: list[_FiledClause] = []
        parts: list[str] = [_APART]
        length = 1
        for unit in units:
            for clause in clauses(unit.text):
                self._clauses.append(_FiledClause(unit, clause, length))
                encoded = "".join(self._code(token.form) for token in clause)
                parts += [encoded, _APART]
                length += len(encoded) + 1
        self._text = "".join(parts)
        self._begins = [clause.begin for clause in self._clauses]
        self._with_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, filed in enumerate(self._clauses):
            for pair in _pairs(filed.tokens):
                self._with_pair[pair].append(index)

    def __len__(self) -> int:
        """Tokens, ends of clauses included: what one search looks through."""
        return len(self._text)

    def states(self, clause: Clause) -> bool:
        """Whether the clause stands there word for word."""
        return self._encoded(clause) in self._text

    def support(self, clause: Clause) -> Support:
        """Where the clause, or the words of it, stand."""
        encoded = self._encoded(clause)
        place = self._text.find(encoded)
        if place >= 0:
            return Support(Cover.WHOLE, (), self._location(place, len(encoded)))
        missing = self._missing(encoded, clause)
        cover = Cover.PARTLY if missing else Cover.PIECES
        return Support(cover, missing, self._nearest(clause))

    def _missing(self, encoded: str, clause: Clause) -> tuple[tuple[int, int], ...]:
        """Stretches that no match of two tokens, or of one value or word, covers."""
        absent: list[int] = []
        at = 0
        while at < len(encoded):
            length = self._longest(encoded, at)
            if length >= 2 or (length == 1 and clause[at].is_word):
                at += length
                continue
            absent.append(at)
            at += 1
        found: list[tuple[int, int]] = []
        for position in absent:
            if found and found[-1][1] == position:
                found[-1] = (found[-1][0], position + 1)
            else:
                found.append((position, position + 1))
        return tuple(
            (start, end)
            for start, end in found
            if any(token.form not in _JOINING for token in clause[start:end])
        )

    def _longest(self, encoded: str, at: int) -> int:
        """Length of the longest run from ``at`` that stands somewhere."""
        good, bad = 0, 1
        while at + bad <= len(encoded) and encoded[at : at + bad] in self._text:
            good, bad = bad, bad * 2
        bad = min(bad, len(encoded) - at + 1)
        while bad - good > 1:
            middle = (good + bad) // 2
            if encoded[at : at + middle] in self._text:
                good = middle
            else:
                bad = middle
        return good

    def _nearest(self, clause: Clause) -> Location | None:
        """The clause with most in common, rare pairs of tokens counting more; the first of equals."""
        scores: Counter[int] = Counter()
        total = len(self._clauses)
        for pair in _pairs(clause):
            holders = self._with_pair.get(pair, ())
            if 0 < len(holders) <= _MOST_POSTINGS:
                for index in holders:
                    scores[index] += round(1000 * math.log(1 + total / len(holders)))
        if not scores:
            return None
        best = min(scores, key=lambda index: (-scores[index], index))
        filed = self._clauses[best]
        return filed.unit.locate(filed.tokens[0].start, filed.tokens[-1].end)

    def _location(self, place: int, length: int) -> Location:
        filed = self._clauses[bisect_right(self._begins, place) - 1]
        first = place - filed.begin
        tokens = filed.tokens[first : first + length]
        return filed.unit.locate(tokens[0].start, tokens[-1].end)

    def _code(self, form: str) -> str:
        if form not in self._codes:
            code = _FIRST + len(self._codes)
            if code >= _SURROGATES.start:
                code += len(_SURROGATES)
            if code > sys.maxunicode:
                return _BEYOND
            self._codes[form] = chr(code)
        return self._codes[form]

    def _encoded(self, clause: Clause) -> str:
        return "".join(self._codes.get(token.form, _UNKNOWN) for token in clause)


def _pairs(clause: Clause) -> list[tuple[str, str]]:
    """Neighbouring tokens, and values and words alone; sorted, so that results do not vary."""
    forms = [token.form for token in clause]
    alone = {(token.form, "") for token in clause if token.is_word}
    return sorted(alone.union(pairwise(forms)))

"""The signs and candidates of one text unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from shared.model.claim_language.folding import fold
from shared.model.reference_signs.legends import DIGIT, LONGEST_LEGEND, legend
from shared.model.reference_signs.sign_use import SIGN, UNIT_AFTER, SignUse, sign_not_after
from shared.model.reference_signs.terms import is_han, is_numbered, term_start, window
from shared.model.source import TextUnit

_SIGN_ONLY = re.compile(SIGN)
_BRACKET = re.compile(r"\((?P<inside>[^()\n]{1,60})\)")
_LIST = re.compile(r"\s*(?:[,、/;.]|和|与|及|或|~|至)\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_A_SIGN = re.compile(r"(?:19|20)\d\d|CO2?|SO[23]|NO[2x]?|NH[34]|CH4|[HON]2|O3|Cl2|PM\d+")
"""Years and the commonest chemical formulae."""
_BARE = re.compile(sign_not_after(r"A-Za-z\d.\-~/(,") + r"(?![A-Za-z\d'])")


def claim_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Signs in brackets after a term: ``支架(3)``, ``电机（1，2）``, ``电动机(M1)``.

    Formulae, list markers (``(1)首先…``), years, steps and bracketed words are left out.
    """
    return _bracketed(unit, fold(unit.text))


def _bracketed(unit: TextUnit, folded: str) -> tuple[SignUse, ...]:
    uses: list[SignUse] = []
    for bracket in _BRACKET.finditer(folded):
        places = _signs_inside(folded, bracket)
        before = window(folded, bracket.start())
        if not places or not before or not _ends_term(before):
            continue
        begin = term_start(folded, bracket.start(), before)
        term = folded[begin : bracket.start()].strip()
        uses.extend(
            SignUse(
                sign=folded[start:end],
                term=term,
                unit=unit.id,
                start=start,
                end=end,
                term_start=begin,
                bracketed=True,
            )
            for start, end in places
        )
    return tuple(uses)


def bare_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Numbers that stand like signs, ``支架3``: candidates, not yet certain."""
    return _bare(unit, fold(unit.text))


def _bare(unit: TextUnit, folded: str) -> tuple[SignUse, ...]:
    uses: list[SignUse] = []
    for match in _BARE.finditer(folded):
        start, end = match.span()
        before = window(folded, start)
        if not "\u3400" <= before[-1:] <= "\u9fff" or is_numbered(before):
            continue
        if UNIT_AFTER.match(folded, end):
            continue
        sign = match.group()
        if len(sign) > 1 and _NOT_A_SIGN.fullmatch(sign):
            continue
        begin = term_start(folded, start, before)
        term = folded[begin:start].rstrip()
        uses.append(SignUse(sign, term, unit.id, start, end, begin))
    return tuple(uses)


def legend_signs(unit: TextUnit) -> tuple[SignUse, ...]:
    """Entries of a list of reference signs: ``图中：1-支架；2-底座``, ``附图标记说明：支架1、底座2``."""
    return legend(unit, fold(unit.text[:LONGEST_LEGEND]))


class UnitSigns(NamedTuple):
    """What one unit of a description shows by itself."""

    certain: tuple[SignUse, ...]
    """Entries of a legend and signs in brackets."""
    bare: tuple[SignUse, ...]
    """The other numbers that stand like signs."""


def unit_signs(unit: TextUnit) -> UnitSigns:
    """The signs and candidates of one unit; a place in a legend counts once."""
    if DIGIT.search(unit.text) is None:
        return _NO_SIGNS
    folded = fold(unit.text)
    listed = legend(unit, folded[:LONGEST_LEGEND])
    bracketed, bare = _bracketed(unit, folded), _bare(unit, folded)
    if listed:
        places = {(use.start, use.end) for use in listed}
        bracketed = tuple(use for use in bracketed if (use.start, use.end) not in places)
        bare = tuple(use for use in bare if (use.start, use.end) not in places)
    return UnitSigns((*listed, *bracketed), bare)


_NO_SIGNS = UnitSigns((), ())


def _signs_inside(folded: str, bracket: re.Match[str]) -> list[tuple[int, int]]:
    """Places of the signs if the bracket holds nothing but signs, else nothing."""
    place, end = bracket.span("inside")
    places: list[tuple[int, int]] = []
    while True:
        while place < end and folded[place] == " ":
            place += 1
        sign = _SIGN_ONLY.match(folded, place, end)
        if sign is None or _YEAR.fullmatch(sign.group()):
            return []
        places.append(sign.span())
        place = sign.end()
        while place < end and folded[place] == " ":
            place += 1
        if place == end:
            return places
        joint = _LIST.match(folded, place, end)
        if joint is None:
            return []
        place = joint.end()


def _ends_term(before: str) -> bool:
    """Whether what stands before a bracket (not empty) can be the end of a term."""
    if is_numbered(before):
        return False
    last = before[-1]
    if is_han(last) or last in "\"”'":
        return True
    word = re.search(r"[A-Za-z]+\d*$", before)
    return word is not None and len(word.group()) > 2

"""Which documents disclose a whole claim, alone or together: X and Y, as suggestions.

One document that discloses every element suggests X. Otherwise the smallest set of two or three
documents that disclose every element between them suggests Y, the best ranked of equally small
ones. Only documents that count for inventive step are combined: not conflicting applications,
not what was published too late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from services.prior_art.domain.legal.letters import Coverage, suggested_letter
from services.prior_art.domain.legal.status import Judgement, Status

MAX_COMBINED = 3
_FOR_INVENTIVE_STEP = {Status.PRIOR_ART, Status.INTERMEDIATE}


@dataclass(frozen=True)
class Candidate:
    """A document and what it discloses of one claim, in order of rank."""

    key: str
    judgement: Judgement
    disclosed: frozenset[str]
    """Ids of the elements disclosed."""
    touched: frozenset[str]
    """Those disclosed or partly so."""


@dataclass(frozen=True)
class Suggestion:
    """A letter for one document, or one combination."""

    letter: str
    keys: tuple[str, ...]
    coverage: Coverage


@dataclass(frozen=True)
class Covering:
    """What was found for one claim."""

    suggestions: tuple[Suggestion, ...]
    uncovered: tuple[str, ...]
    """Elements that no document for novelty or inventive step discloses."""


def cover(elements: Sequence[str], candidates: Sequence[Candidate]) -> Covering:
    """Suggestions for one claim, X and the like first, then Y, then A."""
    wanted = frozenset(elements)
    suggestions: list[Suggestion] = []
    for one in candidates:
        if wanted and wanted <= one.disclosed:
            letter = suggested_letter(one.judgement, Coverage.ALL)
            if letter is not None:
                suggestions.append(Suggestion(letter, (one.key,), Coverage.ALL))
    usable = [one for one in candidates if one.judgement.status in _FOR_INVENTIVE_STEP]
    alone = {suggestion.keys[0] for suggestion in suggestions}
    partial = [one for one in usable if one.key not in alone and one.disclosed & wanted]
    combined = _smallest_cover(wanted, partial)
    suggestions += _as_combination(combined)
    used = alone | {one.key for one in combined}
    for one in usable:
        if one.key not in used and one.touched & wanted:
            letter = suggested_letter(one.judgement, Coverage.PART)
            if letter is not None:
                suggestions.append(Suggestion(letter, (one.key,), Coverage.PART))
    counted = [one for one in candidates if suggested_letter(one.judgement, Coverage.ALL)]
    found = frozenset().union(*(one.disclosed for one in counted))
    return Covering(tuple(suggestions), tuple(one for one in elements if one not in found))


def _smallest_cover(wanted: frozenset[str], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first set of two or three, by rank, that discloses everything; empty if there is none."""
    for size in range(2, MAX_COMBINED + 1):
        for chosen in combinations(candidates, size):
            if wanted <= frozenset().union(*(one.disclosed for one in chosen)):
                return list(chosen)
    return []


def _as_combination(combined: Sequence[Candidate]) -> list[Suggestion]:
    if not combined:
        return []
    letters = {suggested_letter(one.judgement, Coverage.COMBINATION) for one in combined}
    # One document of the interval makes the whole combination depend on the priority.
    letter = "PY" if "PY" in letters else "Y"
    return [Suggestion(letter, tuple(one.key for one in combined), Coverage.COMBINATION)]

"""How far a document discloses an element: the best stretch of one of its passages.

The measure is lexical and deterministic: the share of the element's terms, weighted by their
rarity in the collection, that stand close together. Words of the collection's everyday language
weigh little; a term that the collection has never seen weighs most, so that what is new cannot be
found disclosed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.analysis import Term, is_single_character, located_terms, terms
from services.prior_art.domain.passages import passages_of
from services.prior_art.domain.queries import features_only
from shared.contracts.prior_art import DocumentPassage, PriorArtDocument

DISCLOSED = 0.7
PARTLY = 0.4
"""Shares from which an element counts as disclosed or partly so (docs/prior-art.md, "Claim
chart", says what these were measured on)."""
_FUNCTION_WORDS = re.compile(
    r"一[种个]|包[括含]有?|具有|设(?:置|有|置有)|所[述说]的?|其[中特]|以及|用于|并且|至少|[的和与或及并还]"
    r"|\b(?:an?|the|of|and|or|with|in|on|to|for|by|said|which|that|is|are|wherein|whereby|having"
    r"|compris(?:es|ing)|includ(?:es|ing)|at least one)\b",
    re.IGNORECASE,
)
"""Words that join features and name none. Pairs of characters across them would only say how an
author puts a sentence together."""
_STRETCH = 240
"""Characters that may lie between the first and the last term of a stretch, at least."""


@dataclass(frozen=True)
class Match:
    """The best stretch for an element."""

    score: float
    passage: int
    """Place among ``passages_of``."""
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    """In the passage."""


def element_weights(
    text: str, documents: int, document_frequency: Callable[[str], int]
) -> dict[str, float]:
    """The terms of an element and what each weighs; single characters only if there is no other."""
    found = set(terms(_FUNCTION_WORDS.sub(" ", features_only(text))))
    found = found or set(terms(text))
    longer = {term for term in found if not is_single_character(term)} or found
    return {
        term: round(math.log(1 + (documents + 1) / (document_frequency(term) + 0.5)), 6)
        for term in sorted(longer)
    }


class DocumentMatcher:
    """One document, read once for the terms of all elements."""

    def __init__(self, document: PriorArtDocument, wanted: frozenset[str]) -> None:
        self.passages: tuple[DocumentPassage, ...] = passages_of(document)
        self._terms = [list(located_terms(one.text, wanted)) for one in self.passages]
        self._holding: dict[str, list[int]] = {}
        for place, located in enumerate(self._terms):
            for term in {one.text for one in located}:
                self._holding.setdefault(term, []).append(place)

    def best(self, weights: Mapping[str, float], length: int) -> Match | None:
        """The best stretch for an element of ``length`` characters; ``None`` if none has a term.

        Of equally good ones the first.
        """
        total = sum(weights.values())
        best: Match | None = None
        for bound, place in self._most_promising(weights):
            if total <= 0 or (best is not None and round(bound / total, 4) < best.score):
                break
            marks = [term for term in self._terms[place] if term.text in weights]
            weight, low, high = _best_stretch(marks, weights, max(_STRETCH, 2 * length))
            score = round(weight / total, 4)
            if best is None or (-score, place) < (-best.score, best.passage):
                chosen = marks[low : high + 1]
                start, end = _sentence(self.passages[place].text, chosen)
                best = Match(score, place, start, end, _merged(chosen))
        return best

    def _most_promising(self, weights: Mapping[str, float]) -> list[tuple[float, int]]:
        """What each passage can score at most, and its place; the largest first."""
        bounds: dict[int, float] = {}
        for term in sorted(weights):
            for place in self._holding.get(term, ()):
                bounds[place] = bounds.get(place, 0.0) + weights[term]
        ordered = ((bound, place) for place, bound in bounds.items())
        return sorted(ordered, key=lambda pair: (-pair[0], pair[1]))


def _best_stretch(
    marks: Sequence[Term], weights: Mapping[str, float], room: int
) -> tuple[float, int, int]:
    """Weight of the distinct terms, first and last mark of the best stretch."""
    inside: dict[str, int] = {}
    weight, best, low = 0.0, (-1.0, 0, 0), 0
    for high, mark in enumerate(marks):
        inside[mark.text] = inside.get(mark.text, 0) + 1
        if inside[mark.text] == 1:
            weight += weights[mark.text]
        while mark.end - marks[low].start > room and low < high:
            first = marks[low].text
            inside[first] -= 1
            if inside[first] == 0:
                weight -= weights[first]
            low += 1
        if weight > best[0] + 1e-9:
            best = (weight, low, high)
    return best


def _sentence(text: str, marks: Sequence[Term]) -> tuple[int, int]:
    """The stretch, widened to whole sentences where these are short."""
    ends = "。；！？;!?\n"
    start, end = marks[0].start, marks[-1].end
    begin = max(text.rfind(mark, max(0, start - _STRETCH), start) for mark in ends) + 1
    if begin == 0 and start > _STRETCH:
        begin = start
    closing = [place for mark in ends if (place := text.find(mark, end, end + _STRETCH)) >= 0]
    finish = min(closing, default=min(len(text), end if len(text) > end + _STRETCH else len(text)))
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, finish


def _merged(marks: Sequence[Term]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for mark in marks:
        if merged and mark.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], mark.end))
        else:
            merged.append((mark.start, mark.end))
    return tuple(merged)

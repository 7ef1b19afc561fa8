"""What else a line may say: each place's candidates weighed by the engine and by their neighbours.

A noisy channel (Shannon; Kernighan, Church and Gale 1990): a candidate's weight is the engine's
probability of it times that of the text around it with it in its place. Gaps are places too, where a
character may have been lost, and so is each character that may be none. A second reading lends its own
candidates. Nothing is chosen by this: it only tells how far the reading is contested.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from math import exp, log

from services.ocr.domain.language import Language
from services.ocr.domain.page import Character, Reading, ReadLine

NEIGHBOURS = 1.0
"""Exponent of the neighbours' probability beside the engine's."""
FLOOR = 1e-3
"""Added to every probability by the engine: it may always be wrong."""
CHARACTER = 6.0
"""Minus log probability of a usual character after another: what one character more costs a text."""

Place = dict[str, float]
"""Candidates of one place and their probabilities; the empty text is nothing."""


def rival(line: ReadLine | Reading, again: Sequence[Reading], language: Language) -> float:
    """Probability that something else stands in the most contested place of a line.

    ``again`` are further readings of the line by the same engine.
    """
    characters = _solid(line.characters)
    text = [folded(character.text) for character in characters]
    gaps, places = _places(line, characters, again)
    probabilities = [0.0]
    for i, candidates in enumerate(places):
        before, after = _last(text[:i]), _first(text[i + 1 :])
        probabilities.append(_other(text[i], candidates, before, after, language))
    for i, candidates in gaps.items():
        before, after = _last(text[:i]), _first(text[i:])
        probabilities.append(_other("", candidates, before, after, language))
    return max(probabilities)


def folded(text: str) -> str:
    """Compatibility characters as their usual ones."""
    return unicodedata.normalize("NFKC", text)


def alignment(
    first: Sequence[Character], second: Sequence[Character]
) -> Sequence[tuple[str, int, int, int, int]]:
    """How to turn one reading into another: operations as those of difflib."""
    a, b = ([folded(c.text) for c in characters] for characters in (first, second))
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _other(
    own: str, candidates: Mapping[str, float], before: str, after: str, language: Language
) -> float:
    """Probability that another candidate than ``own`` stands in a place."""
    if len(candidates) < 2:
        return 0.0
    weights = {
        text: log(min(probability, 1.0) + FLOOR)
        + NEIGHBOURS * (language.chain(before, text, after) + CHARACTER * len(text))
        for text, probability in candidates.items()
    }
    most = max(weights.values())
    shares = {text: exp(weight - most) for text, weight in weights.items()}
    return 1 - shares.get(own, 0.0) / sum(shares.values())


def _places(
    line: ReadLine | Reading, characters: Sequence[Character], again: Sequence[Reading]
) -> tuple[dict[int, Place], list[Place]]:
    """Candidates of the gaps before the i-th character, and of each character."""
    share = 1 / (1 + len(again))
    gaps: dict[int, Place] = {}
    places: list[Place] = [{} for _ in characters]
    for i, character in enumerate(characters):
        _add(places[i], _candidates(character), share)
    for i, text, score in _ghosts(line):
        _add(gaps.setdefault(i, {}), {text: score}, share)
    for reading in again:
        seen = _solid(reading.characters)
        facing: dict[int, int] = {}
        for _, i1, i2, j1, j2 in alignment(characters, seen):
            pairs = min(i2 - i1, j2 - j1)
            for k in range(pairs):
                facing[j1 + k] = i1 + k
                _add(places[i1 + k], _candidates(seen[j1 + k]), share)
            for i in range(i1 + pairs, i2):
                _add(places[i], {"": 1.0}, share)
            for j in range(j1 + pairs, j2):
                own = {folded(seen[j].text): seen[j].score}
                _add(gaps.setdefault(i1 + pairs, {}), own, share)
        for j, text, score in _ghosts(reading):
            if j in facing:
                _add(gaps.setdefault(facing[j], {}), {text: score}, share)
    for candidates in gaps.values():
        candidates[""] = max(0.0, 1 - sum(candidates.values()))
    return gaps, places


def _candidates(character: Character) -> Place:
    found: Place = {folded(character.text): character.score}
    for other in character.others:
        text = folded(other.text)
        if text.strip() or not text:
            found[text] = found.get(text, 0.0) + other.score
    return found


def _ghosts(reading: ReadLine | Reading) -> Iterator[tuple[int, str, float]]:
    """Place among the characters that are no blanks, text and score."""
    for ghost in reading.ghosts:
        text = folded(ghost.text)
        if text.strip():
            yield len(_solid(reading.characters[: ghost.after])), text, ghost.score


def _solid(characters: Sequence[Character]) -> list[Character]:
    return [character for character in characters if not character.text.isspace()]


def _add(place: Place, found: Mapping[str, float], share: float) -> None:
    for text, score in found.items():
        place[text] = place.get(text, 0.0) + share * score


def _last(text: Sequence[str]) -> str:
    return text[-1][-1:] if text else ""


def _first(text: Sequence[str]) -> str:
    return text[0][:1] if text else ""

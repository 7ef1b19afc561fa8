"""Which way up: a page is read turned by 0, 90, 180 and 270 degrees where there is doubt.

A reading scores the number of its characters weighted by the engine's confidence above chance, so
that a long sure line outweighs several doubtful strokes. Another way up must win by a margin:
filed pages are mostly upright, and signs such as 0, 8, 11 or 69 read well both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import sides, start_corner_after_turn
from services.ocr.domain.page import Detection, Picture, Quad, Reading

SURE_SCORE = 0.9
"""Mean score of a way up that needs no comparison."""
SURE_CHARACTERS = 12
MARGIN = 1.15
"""Factor by which another way up must beat the upright one."""
LINES, MARKS = 8, 24
"""Regions compared: lines of text, or marks in a drawing."""
LINE_ELONGATION = 3.0
LEAST_WEIGHT = 1.0
"""Weight that another way up needs: two sure characters. One alone (7, L, 6) reads every way."""
CHANCE = 0.4
"""Scores that turned text reaches by chance."""


def weight(reading: Reading) -> float:
    """What a reading says for a way up: characters times confidence above chance."""
    characters = sum(1 for character in reading.text if character.isalnum())
    return characters * max(0.0, reading.score - CHANCE)


def choose(weights: Mapping[int, float]) -> int:
    """The clockwise turn with the most weight; 0 unless another wins by the margin."""
    best = max(sorted(weights), key=lambda degrees: weights[degrees])
    if weights[best] < LEAST_WEIGHT:
        return 0
    return best if weights[best] > MARGIN * weights.get(0, 0.0) else 0


def sample_of(detections: Sequence[Detection]) -> tuple[Quad, ...]:
    """Places that decide the way up: some lines of middle length, or many short marks."""
    quads = sorted((found.quad for found in detections), key=lambda quad: (-max(sides(quad)), quad))
    if not quads:
        return ()
    if _elongation(quads) < LINE_ELONGATION:
        return tuple(quads[:MARKS])
    first = max(0, min(len(quads) // 4, len(quads) - LINES))
    return tuple(quads[first : first + LINES])


def is_sure(readings: Iterable[Reading]) -> bool:
    """Whether these readings need no comparison with other ways up."""
    characters, total = 0, 0.0
    for reading in readings:
        characters += len(reading.text)
        total += reading.score * len(reading.text)
    return characters >= SURE_CHARACTERS and total >= SURE_SCORE * characters


def find_rotation(engine: TextEngine, picture: Picture, upright: Mapping[Quad, Reading]) -> int:
    """Clockwise degrees by which the picture must be turned to be read.

    ``upright`` is a sample of the engine's detections with its readings of them as they stand.
    Long lines tell the axis by their shape; then only the two ways along it are compared.
    """
    if not upright or is_sure(upright.values()):
        return 0
    weights = {0: sum(weight(reading) for reading in upright.values())}
    for degrees in _ways(list(upright)):
        turned = [start_corner_after_turn(quad, degrees) for quad in upright]
        weights[degrees] = sum(weight(reading) for reading in engine.read(picture, turned))
    return choose(weights)


def _ways(sample: Sequence[Quad]) -> tuple[int, ...]:
    """Turns worth trying beside 0, by the shape of the regions."""
    along, across = (median(lengths) for lengths in zip(*map(sides, sample), strict=True))
    if along >= LINE_ELONGATION * across:
        return (180,)
    if across >= LINE_ELONGATION * along:
        return (90, 270)
    return (90, 180, 270)


def _elongation(quads: Sequence[Quad]) -> float:
    """Median of longer side over shorter side."""
    return median(max(sides(quad)) / max(min(sides(quad)), 1.0) for quad in quads)

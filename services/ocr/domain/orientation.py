"""Which way up: a page is read turned by 0, 90, 180 and 270 degrees where there is doubt.

A reading scores the number of its characters weighted by the engine's confidence above chance, so
that a long sure line outweighs several doubtful strokes. Another way up must win by a margin:
filed pages are mostly upright, and signs such as 0, 8, 11 or 69 read well both ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import sides, start_corner_after_turn
from services.ocr.domain.page import Picture, Quad, Reading

SURE_SCORE = 0.9
"""Mean score of a way up that needs no comparison."""
SURE_CHARACTERS = 12
MARGIN = 1.15
"""Factor by which another way up must beat the upright one."""
SAMPLE = 24
"""Regions compared, longest first."""
CHANCE = 0.4
"""Scores that turned text reaches by chance."""


def weight(reading: Reading) -> float:
    """What a reading says for a way up: characters times confidence above chance."""
    characters = sum(1 for character in reading.text if character.isalnum())
    return characters * max(0.0, reading.score - CHANCE)


def choose(weights: Mapping[int, float]) -> int:
    """The clockwise turn with the most weight; 0 unless another wins by the margin."""
    best = max(sorted(weights), key=lambda degrees: weights[degrees])
    return best if weights[best] > MARGIN * weights.get(0, 0.0) else 0


def is_sure(readings: Sequence[Reading]) -> bool:
    """Whether these readings need no comparison with other ways up."""
    characters = sum(len(reading.text) for reading in readings)
    if characters < SURE_CHARACTERS:
        return False
    mean = sum(reading.score * len(reading.text) for reading in readings) / characters
    return mean >= SURE_SCORE


def find_rotation(
    engine: TextEngine, picture: Picture, quads: Sequence[Quad], upright: Sequence[Reading]
) -> int:
    """Clockwise degrees by which the picture must be turned to be read.

    ``quads`` are the engine's detections in ``picture``, ``upright`` its readings of them as they
    stand. Long lines tell the axis by their shape; then only the two ways along it are compared.
    """
    if not quads or is_sure(upright):
        return 0
    sample = sorted(range(len(quads)), key=lambda i: (-max(sides(quads[i])), quads[i]))[:SAMPLE]
    weights = {0: sum(weight(upright[i]) for i in sample)}
    places = [quads[i] for i in sample]
    for degrees in _ways(places):
        turned = [start_corner_after_turn(quad, degrees) for quad in places]
        weights[degrees] = sum(weight(reading) for reading in engine.read(picture, turned))
    return choose(weights)


def _ways(sample: Sequence[Quad]) -> tuple[int, ...]:
    """Turns worth trying beside 0, by the shape of the regions."""
    elongation = median(along / across if across else 1.0 for along, across in map(sides, sample))
    if elongation >= 3:
        return (180,)
    if elongation <= 1 / 3:
        return (90, 270)
    return (90, 180, 270)

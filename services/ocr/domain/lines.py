"""Detections to lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.framing import read_framed
from services.ocr.domain.page import Detection, Picture, Quad, Reading, ReadLine


def read_lines(
    engine: TextEngine,
    picture: Picture,
    detections: Sequence[Detection],
    known: Mapping[Quad, Reading] | None = None,
    *,
    framed: bool = False,
) -> list[ReadLine]:
    """Text of every detection that has any, in the given order; ``known`` is not read again.

    ``framed`` reads with paper around each line: not where rules or strokes stand close by.
    """
    readings = {found.quad: found.reading for found in detections if found.reading is not None}
    readings.update(known or {})
    read = partial(read_framed, engine) if framed else engine.read
    open_ = [found.quad for found in detections if found.quad not in readings]
    readings.update(zip(open_, read(picture, open_), strict=True))
    return [
        line_of(found.quad, readings[found.quad])
        for found in detections
        if readings[found.quad].text.strip()
    ]


def line_of(quad: Quad, reading: Reading) -> ReadLine:
    """A reading in its place."""
    return ReadLine(
        text=reading.text,
        quad=quad,
        score=reading.score,
        characters=reading.characters,
        ghosts=reading.ghosts,
    )

"""Doubtful lines read again: in a tight frame, and by another engine if one is named."""

from __future__ import annotations

from collections.abc import Sequence

from services.ocr.domain.doubt import doubt_of, is_plainly_sure
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.language import Language
from services.ocr.domain.page import OtherReading, Picture, Reading, ReadLine

MOST_LINES = 400
"""Lines of one page that are read again at most; the others are judged by their first reading."""


def doubted(
    engine: TextEngine,
    picture: Picture,
    lines: Sequence[ReadLine],
    language: Language,
    second_engine: TextEngine | None = None,
) -> list[ReadLine]:
    """The lines with their doubts. ``picture`` is upright and without stamps."""
    unsure = [i for i, line in enumerate(lines) if not is_plainly_sure(line, language)]
    unsure = unsure[:MOST_LINES]
    quads = [lines[i].quad for i in unsure]
    again: dict[int, list[Reading]] = {i: [] for i in unsure}
    others: dict[int, list[OtherReading]] = {i: [] for i in unsure}

    def add(source: str, readings: Sequence[Reading], *, same_engine: bool) -> None:
        for i, reading in zip(unsure, readings, strict=True):
            others[i].append(OtherReading(text=reading.text, score=reading.score, source=source))
            if same_engine:
                again[i].append(reading)

    if unsure:
        add("tight", engine.read(picture, quads), same_engine=True)
        if second_engine is not None:
            add(second_engine.name, second_engine.read(picture, quads), same_engine=False)
    return [
        line.model_copy(
            update={"doubt": doubt_of(line, others.get(i, []), again.get(i, []), language)}
        )
        for i, line in enumerate(lines)
    ]

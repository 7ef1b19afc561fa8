"""Doubts measured: of the lines that are wrong, how many are marked; of the right ones, how many.

Pages are rendered from abstracts that neither fitted the model nor were counted by it, and damaged.
A line as it was set is *wrong* when what was read in its box differs (NFKC, white space removed);
nothing read is wrong. It is *flagged* when a line read in its box has a doubt, an alarm of unread ink
meets its box, or the page is sent to a person. Pages are taken in a fixed order until there are
enough wrong lines.
"""

from __future__ import annotations

from pathlib import Path

from evaluation.ocr import comparable, read_default
from evaluation.ocr_language import REPORTED, share_of
from evaluation.ocr_rendering import (
    DAMAGES,
    SANS,
    SERIF,
    Layout,
    RenderedPage,
    TrueLine,
    damaged,
    render,
)
from evaluation.ocr_texts import abstracts
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import bounds, centre
from services.ocr.domain.page import PageReading

ENOUGH_WRONG = 220
MOST_PAGES = 90
TEXTS_PER_PAGE = 4
LINES = 14
SIZES = (10.5, 12.0, 14.0)


def measure_doubt(data_dir: Path, engine: TextEngine) -> dict[str, float]:
    """The figures; none without texts or fonts."""
    texts = [text for text in abstracts(data_dir) if share_of(text) in REPORTED]
    names = list(DAMAGES)
    seen: dict[bool, list[bool]] = {True: [], False: []}
    for number in range(min(MOST_PAGES, len(texts) // TEXTS_PER_PAGE)):
        paragraphs = texts[number * TEXTS_PER_PAGE : (number + 1) * TEXTS_PER_PAGE]
        layout = Layout(
            face=SANS if number % 3 == 0 else SERIF,
            size=SIZES[number // 5 % 3],
            most_lines=LINES,
        )
        page = render(paragraphs, layout)
        if page is None:
            return {}
        worn = damaged(page, names[number % len(names)], number)
        for wrong, flagged in judged(worn, read_default(engine, worn.picture)):
            seen[wrong].append(flagged)
        if len(seen[True]) >= ENOUGH_WRONG:
            break
    figures = {}
    for name, flags in (("wrong", seen[True]), ("right", seen[False])):
        if flags:
            figures[f"doubt.{name}_flagged"] = sum(flags) / len(flags)
            figures[f"doubt.{name}_lines"] = float(len(flags))
    return figures


def judged(page: RenderedPage, reading: PageReading) -> list[tuple[bool, bool]]:
    """For each line as it was set: whether its reading is wrong, and whether it is flagged."""
    return [_judge(line, reading) for line in page.lines]


def _judge(line: TrueLine, reading: PageReading) -> tuple[bool, bool]:
    left, top, right, bottom = line.box
    found = sorted(
        (
            read
            for read in reading.lines
            if top < centre(read.quad)[1] < bottom and left - 5 < centre(read.quad)[0] < right + 5
        ),
        key=lambda read: read.quad[0],
    )
    wrong = comparable("".join(read.text for read in found)) != comparable(line.text)
    flagged = any(read.doubt is not None for read in found) or reading.by_person is not None
    for alarm in reading.alarms:
        x0, y0, x1, y1 = bounds(alarm.quad)
        flagged = flagged or (x0 < right and left < x1 and y0 < bottom and top < y1)
    return wrong, flagged

"""Doubts measured: of the lines that are wrong, how many are marked; of the right ones, how many.

Pages are rendered from abstracts that neither fitted the model nor were counted by it, and damaged.
A line as it was set is *wrong* when what was read in its box differs (NFKC, white space removed);
nothing read is wrong. It is *flagged* when a line read in its box has a doubt, an alarm of unread ink
meets its box, or the page is sent to a person. Pages are taken in a fixed order until there are
enough wrong lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evaluation.ocr_errors import comparable
from evaluation.ocr_language import REPORTED, share_of
from evaluation.ocr_readers import default_engine, read_default
from evaluation.ocr_rendering import (
    DAMAGES,
    SANS,
    SERIF,
    Layout,
    RenderedPage,
    TrueLine,
    damaged,
    font_file,
    render,
)
from evaluation.ocr_texts import abstracts
from services.ocr.domain.geometry import bounds, centre
from services.ocr.domain.page import PageReading

ENOUGH_WRONG = 220
MOST_PAGES = 90
TEXTS_PER_PAGE = 4
LINES = 14
SIZES = (10.5, 12.0, 14.0)

Task = tuple[int, list[str]]
"""A page's number, which decides its setting and its damage, and its paragraphs."""


def damaged_pages(
    data_dir: Path, shares: frozenset[int] = REPORTED, most: int = MOST_PAGES
) -> list[Task]:
    """The pages to read, of texts in these tenths; none without texts or fonts."""
    if font_file(SERIF) is None or font_file(SANS) is None:
        return []
    texts = [text for text in abstracts(data_dir) if share_of(text) in shares]
    return [
        (number, texts[number * TEXTS_PER_PAGE : (number + 1) * TEXTS_PER_PAGE])
        for number in range(min(most, len(texts) // TEXTS_PER_PAGE))
    ]


def damaged_page(number: int, paragraphs: list[str], seed: int | None = None) -> RenderedPage:
    """The page of a task; ``seed`` of the damage, its number if not given. OSError without the fonts."""
    layout = Layout(
        face=SANS if number % 3 == 0 else SERIF,
        size=SIZES[number // 5 % 3],
        most_lines=LINES,
    )
    page = render(paragraphs, layout)
    if page is None:
        raise OSError("the Noto CJK fonts are not installed")
    names = list(DAMAGES)
    return damaged(page, names[number % len(names)], number if seed is None else seed)


def judge_page(number: int, paragraphs: list[str]) -> list[tuple[bool, bool]]:
    """Read one damaged page: for each of its lines, whether it is wrong and whether flagged."""
    page = damaged_page(number, paragraphs)
    return judged(page, read_default(default_engine(), page.picture))


def doubt_figures(pages: Iterable[list[tuple[bool, bool]]]) -> dict[str, float]:
    """The figures; pages are taken until there are enough wrong lines."""
    seen: dict[bool, list[bool]] = {True: [], False: []}
    for page in pages:
        for wrong, flagged in page:
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

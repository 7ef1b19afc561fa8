"""A manuscript as lines with places: what DOCX and plain text have in common.

A line is a paragraph of a word processor, a line of a text file or a table. The structural
recogniser (``manuscript.py``) sees lines only, so both formats are understood alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shared.formats.unit_builder import UnitBuilder
from shared.formats.xml_text import TextRun
from shared.model.drawings import ImageFile
from shared.model.source import InlineObject, Location, TextUnit


@dataclass(frozen=True)
class LineObject:
    """A picture, formula or table in a line."""

    kind: Literal["image", "mathematics", "table"]
    start: int
    """Place in the decoded file."""
    end: int
    image: ImageFile | None = None


@dataclass(frozen=True)
class Line:
    """One line: its runs of text, where they stand, and what a word processor says about it."""

    file: str
    element: str
    runs: tuple[TextRun | None, ...]
    """``None`` is a line break inside the line (rows of a table)."""
    objects: tuple[LineObject, ...] = ()
    auto_number: str = ""
    """The number that automatic numbering shows before the line, e.g. ``1.``; not in the file."""
    heading_level: int | None = None
    """Outline level of the paragraph's style, from 1."""

    @cached_property
    def text(self) -> str:
        """The text, trimmed, for recognising structure."""
        return "".join("\n" if run is None else run[0] for run in self.runs).strip()


def unit_of_lines(lines: Sequence[Line], identifier: str, language: str) -> TextUnit:
    """One text unit of one or more lines of the same file."""
    builder = UnitBuilder(lines[0].file, lines[0].element, language)
    for place, line in enumerate(lines):
        if place:
            builder.add_line()
        for run in line.runs:
            if run is None:
                builder.add_line()
            else:
                builder.add(*run)
    unit = builder.build(identifier)
    objects = tuple(_inline(item, unit, line.element) for line in lines for item in line.objects)
    return unit.model_copy(update={"inline_objects": objects}) if objects else unit


def _inline(item: LineObject, unit: TextUnit, element: str) -> InlineObject:
    offset = _offset_at(unit, item.start)
    return InlineObject(
        kind=item.kind,
        offset=offset,
        file=None if item.image is None else item.image.name,
        location=Location(
            file="" if unit.source is None else unit.source.file,
            start=item.start,
            end=item.end,
            element=element,
            unit=unit.id,
            unit_start=offset,
        ),
    )


def _offset_at(unit: TextUnit, place: int) -> int:
    """The first character of the unit that stands at or after a place in the file."""
    source = unit.source
    if source is None:
        return 0
    for i, start in enumerate(source.text_starts):
        if source.file_starts[i] >= place:
            return start
        end = source.text_starts[i + 1] if i + 1 < len(source.text_starts) else len(unit.text)
        if place < source.file_ends[i]:
            return min(start + place - source.file_starts[i], end)
    return len(unit.text)

"""Elements as text units, and units without their first characters.

How white space, objects and formulas are treated: ``unit_builder``.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.formats.unit_builder import UnitBuilder
from shared.formats.xml_text import Element
from shared.model.source import InlineObject, SourceMap, TextUnit

__all__ = ["UnitBuilder", "unit_of", "without_prefix"]


def unit_of(
    element: Element, *, unit: str, file: str, language: str = "zh", others: Iterable[Element] = ()
) -> TextUnit:
    """The text of an element (and of ``others`` after it, as separate lines) as one unit."""
    builder = UnitBuilder(file, element.path, language)
    builder.add_element(element)
    for other in others:
        builder.add_line()
        builder.add_element(other)
    return builder.build(unit)


def without_prefix(unit: TextUnit, length: int) -> TextUnit:
    """The unit without its first ``length`` characters and the white space after them."""
    while length < len(unit.text) and unit.text[length].isspace():
        length += 1
    if length == 0:
        return unit
    source = unit.source
    if source is not None:
        source = _source_from(source, length, len(unit.text))
    objects = tuple(_shifted(item, length) for item in unit.inline_objects)
    return unit.model_copy(
        update={"text": unit.text[length:], "source": source, "inline_objects": objects}
    )


def _shifted(item: InlineObject, length: int) -> InlineObject:
    """An inline object after ``length`` characters before it were cut off."""
    location = item.location
    if location is not None:
        places = {
            name: max(value - length, 0)
            for name in ("unit_start", "unit_end")
            if (value := getattr(location, name)) is not None
        }
        location = location.model_copy(update=places)
    return item.model_copy(update={"offset": max(item.offset - length, 0), "location": location})


def _source_from(source: SourceMap, start: int, length: int) -> SourceMap:
    """The map of ``text[start:]`` of a text of ``length`` characters."""
    starts: list[int] = []
    file_starts: list[int] = []
    file_ends: list[int] = []
    bounds = (*source.text_starts[1:], length)
    for text_start, text_end, file_start, file_end in zip(
        source.text_starts, bounds, source.file_starts, source.file_ends, strict=True
    ):
        if text_end <= start:
            continue
        cut = max(start - text_start, 0)
        if cut and file_end - file_start == text_end - text_start:
            file_start += cut
        starts.append(max(text_start - start, 0))
        file_starts.append(file_start)
        file_ends.append(file_end)
    return source.model_copy(
        update={
            "text_starts": tuple(starts),
            "file_starts": tuple(file_starts),
            "file_ends": tuple(file_ends),
        }
    )

"""Text units with a new text: they keep their ids and forget their places in the file."""

from __future__ import annotations

from collections.abc import Sequence

from shared.model.source import SourceMap, TextUnit


def with_text(unit: TextUnit | None, unit_id: str, text: str) -> TextUnit:
    """The unit with a new text; a unit with another id is left as it is."""
    assert unit is not None  # noqa: S101 - its id was compared
    if unit.id != unit_id:
        return unit
    source = None if unit.source is None else unplaced(unit.source)
    return TextUnit(id=unit.id, text=text, source=source)


def with_texts(units: Sequence[TextUnit], unit_id: str, text: str) -> tuple[TextUnit, ...]:
    """The units, one of them with a new text."""
    return tuple(with_text(unit, unit_id, text) for unit in units)


def unplaced(source: SourceMap) -> SourceMap:
    """The source of an edited text: its file and element, but no place in it."""
    return SourceMap(file=source.file, element=source.element)

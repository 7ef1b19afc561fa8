"""Where the values that the papers state stand in their files."""

from __future__ import annotations

from shared.model.application import Application
from shared.model.source import Location, SourceMap, TextUnit


class FieldPlaces:
    """Places of the values of one application, by their pointers."""

    def __init__(self, application: Application) -> None:
        self._sources: dict[str, list[SourceMap]] = {}
        for known in application.field_sources:
            self._sources.setdefault(known.pointer, []).append(known.source)

    def stated(self, pointer: str, value: str) -> Location | None:
        """The place of a value; ``None`` without a source."""
        sources = self._sources.get(pointer)
        if not sources:
            return None
        place = TextUnit(id=pointer, text=value, source=sources[0]).locate()
        return place.model_copy(update={"unit": None, "unit_start": None, "unit_end": None})

    def settled(self, place: Location) -> Location:
        """A place with file and span, where it gives no more than the pointer of a stated value.

        A value that the file writes otherwise than it is quoted keeps its pointer alone.
        """
        if place.start is not None or place.unit is not None or not place.text:
            return place
        sources = self._sources.get(place.element) or self._only_item(place.element)
        if not sources:
            return place
        source = sources[-1]
        found = source.file_range(0, len(place.text), len(place.text))
        if found is None or len(source.text_starts) > 1 or found[1] - found[0] != len(place.text):
            return place
        return place.model_copy(update={"file": source.file, "start": found[0], "end": found[1]})

    def _only_item(self, pointer: str) -> list[SourceMap] | None:
        """The source of the one item of a list that has no more."""
        return None if f"{pointer}/1" in self._sources else self._sources.get(f"{pointer}/0")

"""Text as it was filed: text units, where each character came from, and locations in files.

Offsets are Unicode code points in the *decoded* file (after the byte-order mark, if any); a file
is named relative to the path that was given, ``a.zip!/100001/claims.xml`` inside an archive.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.model.base import Frozen

Offset = Annotated[int, Field(ge=0)]


class Location(Frozen):
    """An exact place in a filed document, with the text that stands there.

    Something absent has no place: then ``start`` and ``end`` are ``None`` and ``text`` is empty.
    ``unit`` and ``element`` still say where it was expected.
    """

    file: str
    """File relative to the path given."""
    start: Offset | None = None
    """First code point in the decoded file."""
    end: Offset | None = None
    """One past the last code point."""
    text: str = ""
    """The quoted text, markup and line-break noise removed."""
    element: str = ""
    """Element path (XML), JSON pointer (JSON) or part name, for a reader without the file."""
    unit: str | None = None
    """Identifier of the text unit, if the place lies in one."""
    unit_start: Offset | None = None
    """First code point within the unit's text."""
    unit_end: Offset | None = None


class SourceMap(Frozen):
    """Maps a unit's text to the file, as parallel arrays of runs.

    Run ``i`` covers ``text[text_starts[i]:text_starts[i + 1]]`` (the last one runs to the end of
    the text) and the file's ``file_starts[i]:file_ends[i]``. A run whose two lengths are equal
    maps character by character; any other run is an atom (an entity such as ``&lt;``) that maps
    as a whole; an empty file range marks a character that the reader added.
    """

    file: str
    element: str = ""
    text_starts: tuple[int, ...] = ()
    file_starts: tuple[int, ...] = ()
    file_ends: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _arrays_are_parallel(self) -> Self:
        if not len(self.text_starts) == len(self.file_starts) == len(self.file_ends):
            raise ValueError("source map arrays differ in length")
        return self

    def file_range(self, start: int, end: int, text_length: int) -> tuple[int, int] | None:
        """The smallest file range that covers ``text[start:end]``; ``None`` if nothing does.

        An empty range maps to the place before the character at ``start``, or after the last.
        """
        if not self.text_starts:
            return None
        if start >= end:
            place = self._place(start, text_length)
            return (place, place)
        first = bisect_right(self.text_starts, start) - 1
        low: int | None = None
        high: int | None = None
        for i in range(max(first, 0), len(self.text_starts)):
            run_start = self.text_starts[i]
            if run_start >= end:
                break
            run_end = self.text_starts[i + 1] if i + 1 < len(self.text_starts) else text_length
            file_start, file_end = self.file_starts[i], self.file_ends[i]
            if file_start == file_end or run_end <= start:
                continue
            if file_end - file_start == run_end - run_start:
                file_end = file_start + min(end, run_end) - run_start
                file_start += max(start, run_start) - run_start
            low = file_start if low is None else min(low, file_start)
            high = file_end if high is None else max(high, file_end)
        return None if low is None or high is None else (low, high)

    def filed(self, text: str, start: int, end: int) -> str:
        """``text[start:end]`` without the characters that the reader added, e.g. between cells."""
        kept, place = [], start
        for run in range(max(bisect_right(self.text_starts, start) - 1, 0), len(self.text_starts)):
            low = self.text_starts[run]
            if low >= end:
                break
            if self.file_starts[run] == self.file_ends[run]:
                high = self.text_starts[run + 1] if run + 1 < len(self.text_starts) else len(text)
                kept.append(text[place : max(low, place)])
                place = min(high, end)
        kept.append(text[place:end])
        return "".join(kept)

    def _place(self, offset: int, text_length: int) -> int:
        if offset >= text_length:
            return self.file_ends[-1]
        run = max(bisect_right(self.text_starts, offset) - 1, 0)
        run_end = self.text_starts[run + 1] if run + 1 < len(self.text_starts) else text_length
        file_start, file_end = self.file_starts[run], self.file_ends[run]
        if file_end - file_start == run_end - self.text_starts[run]:
            return file_start + offset - self.text_starts[run]
        return file_start


class InlineObject(Frozen):
    """A picture, formula or table within a unit.

    Pictures have no text. The cells of a table and the letters of a formula are part of the unit's
    text: ``location.unit_start`` and ``unit_end`` tell which.
    """

    kind: Literal["image", "chemistry", "mathematics", "table"]
    offset: Offset
    """Place in the unit's text before which the object stands."""
    file: str | None = None
    """Image file as named in the document, if it has one."""
    location: Location | None = None


class TextUnit(Frozen):
    """A claim, paragraph, heading, title …: the smallest text that findings point into.

    ``text`` has markup removed, entities resolved and the line breaks of typesetting joined;
    nothing else is changed, so that full-width forms and odd punctuation stay visible.
    """

    id: str
    """Unique within the application, stable for the same input, e.g. ``claims/3``."""
    text: str
    source: SourceMap | None = None
    inline_objects: tuple[InlineObject, ...] = ()

    def locate(self, start: int = 0, end: int | None = None) -> Location:
        """The place in the file of ``text[start:end]`` (code points of this unit)."""
        end = len(self.text) if end is None else end
        if self.source is None:
            return Location(
                file="", text=self.text[start:end], unit=self.id, unit_start=start, unit_end=end
            )
        found = self.source.file_range(start, end, len(self.text))
        return Location(
            file=self.source.file,
            start=None if found is None else found[0],
            end=None if found is None else found[1],
            text=self.text[start:end]
            if found is None
            else self.source.filed(self.text, start, end),
            element=self.source.element,
            unit=self.id,
            unit_start=start,
            unit_end=end,
        )

    def head(self, length: int, unit_id: str) -> TextUnit:
        """The first ``length`` characters as a unit of their own, e.g. a claim's number label."""
        source = self.source
        if source is not None:
            kept = sum(1 for start in source.text_starts if start < length)
            ends = list(source.file_ends[:kept])
            if kept:
                run, begin = kept - 1, source.text_starts[kept - 1]
                after = (
                    source.text_starts[kept] if kept < len(source.text_starts) else len(self.text)
                )
                if source.file_ends[run] - source.file_starts[run] == after - begin:
                    ends[run] = source.file_starts[run] + min(length, after) - begin
            source = source.model_copy(
                update={
                    "text_starts": source.text_starts[:kept],
                    "file_starts": source.file_starts[:kept],
                    "file_ends": tuple(ends),
                }
            )
        return TextUnit(id=unit_id, text=self.text[:length], source=source)

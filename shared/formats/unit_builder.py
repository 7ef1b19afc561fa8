"""From elements to text units: typesetting removed, every character mapped to the file.

What happens to white space:

- A run of white space that holds a line break (newline or ``<br/>``) is typesetting. In Chinese,
  Japanese and Korean text it is removed, except between two Latin letters, where the break took
  the place of the space between two words; in other languages it becomes one space.
- Other white space is the applicant's and stays. Both ends of a unit are trimmed.
- Separate pieces of one unit (``claim-text`` within a claim, ``li`` of a list) are separate lines.

Subscripts and superscripts are plain text. So are the cells of a table (one row per line, cells apart
by spaces) and the letters of a MathML formula, also where the formula is kept in a CDATA section;
pictures have no text. Each of them is an inline object whose location tells which part of the unit is
its own, for those who want words only. All of this is checked by one invariant: the file's slice for
any part of a unit, with markup removed, references resolved and white space ignored, is that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.formats.xml_text import Element, TextRun, plain_text
from shared.model.source import InlineObject, Location, SourceMap, TextUnit

ObjectKind = Literal["image", "chemistry", "mathematics", "table"]

OBJECTS: Mapping[str, ObjectKind] = {
    "img": "image",
    "Image": "image",
    "chemistry": "chemistry",
    "ChemistryDetails": "chemistry",
    "Chemistry": "chemistry",
    "maths": "mathematics",
    "math": "mathematics",
    "Math": "mathematics",
    "MathDetails": "mathematics",
    "tables": "table",
    "table": "table",
    "Table": "table",
    "TableDetails": "table",
    "table-external-doc": "table",
}
"""Local names of what is not text, in all dialects read here."""

_BREAKS = frozenset({"br", "Br"})
_ROWS = frozenset({"row", "tr"})
_CELLS = frozenset({"entry", "td", "th"})
_PIECES = frozenset(
    {"claim-text", "ClaimText", "li", "LI", "dt", "dd", "p", "Paragraphs", "pre", "bio-accno"}
)
_IMAGES = ("img", "Image")
_SPACES = re.compile(r"\s+")
_ESCAPED = re.compile(r"<[^>]*>?|&#?[A-Za-z0-9]{1,40};")
"""Markup and references that stand as text in a CDATA section."""
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})


@dataclass
class _Object:
    """An inline object while its unit is being built."""

    kind: ObjectKind
    name: str | None
    element: Element
    offset: int | None = None
    end: int | None = None


class UnitBuilder:
    """Collects text, breaks and objects of one unit in file order."""

    def __init__(self, file: str, element: str = "", language: str = "zh") -> None:
        self._file = file
        self._element = element
        self._east_asian = language.split("-")[0].lower() in _EAST_ASIAN
        self._text: list[str] = []
        self._length = 0
        self._last = ""
        self._starts: list[int] = []
        self._file_starts: list[int] = []
        self._file_ends: list[int] = []
        self._pending: list[TextRun] = []
        self._break = False
        self._new_line = False
        self._cell = False
        self._objects: list[_Object] = []
        self._inside: list[ObjectKind] = []

    def add(self, text: str, start: int, end: int) -> None:
        """Text of the file's ``start:end``; a range of another length makes it an atom."""
        if not text:
            return
        if end - start != len(text):
            if text.isspace():
                self._space(text, start, end)
            else:
                self._flush(text[0])
                self._append(text, start, end)
            return
        place = 0
        for match in _SPACES.finditer(text):
            if match.start() > place:
                self._flush(text[place])
                self._append(text[place : match.start()], start + place, start + match.start())
            self._space(match[0], start + match.start(), start + match.end())
            place = match.end()
        if place < len(text):
            self._flush(text[place])
            self._append(text[place:], start + place, end)

    def add_break(self) -> None:
        """A line break of typesetting (``<br/>``)."""
        self._break = True

    def add_line(self) -> None:
        """A new piece: what follows starts on its own line."""
        self._new_line = self._length > 0

    def add_element(self, element: Element) -> None:
        """Everything inside an element."""
        stack: list[_Step] = list(reversed(element.children))
        while stack:
            node = stack.pop()
            if node is None:
                self.add_line()
            elif isinstance(node, _Object):
                node.end = self._length
                self._inside.pop()
            elif not isinstance(node, Element):
                self.add(*node)
            else:
                self._enter(node, stack)

    def _enter(self, node: Element, stack: list[_Step]) -> None:
        """Note what kind of element it is and put its content on the stack."""
        if self._is_object(node):
            item = _Object(OBJECTS[node.name], _image_name(node), node)
            self._inside.append(item.kind)
            self._objects.append(item)
            if item.kind == "table":
                stack.append(None)
            stack.append(item)
            if item.kind == "mathematics" and _holds_markup(node):
                for run in _joined(node.runs()):
                    self._add_escaped(*run)
                return
        elif node.name in _BREAKS:
            self.add_break()
        elif node.name in _PIECES or node.name in _ROWS:
            self.add_line()
            if node.name in _PIECES:
                stack.append(None)
        elif node.name in _CELLS:
            self._cell = True
        stack.extend(reversed(node.children))

    def _is_object(self, node: Element) -> bool:
        """Whether an element is an object of its own, not a part of the one it stands in."""
        kind = OBJECTS.get(node.name)
        if kind is None or not self._inside:
            return kind is not None
        return self._inside[-1] == "table" and kind != "table"

    def _add_escaped(self, text: str, start: int, end: int) -> None:
        """Text that is itself markup: a formula in a CDATA section."""
        if end - start != len(text):
            self.add(text, start, end)
            return
        place = 0
        for match in _ESCAPED.finditer(text):
            self._add_token(text, place, match.start(), start)
            if match[0].startswith("&"):
                resolved = plain_text(match[0])
                self.add(resolved, start + match.start(), start + match.end())
            place = match.end()
        self._add_token(text, place, len(text), start)

    def _add_token(self, text: str, first: int, last: int, start: int) -> None:
        token = text[first:last]
        if token.strip():
            self.add(token, start + first, start + last)

    def build(self, unit: str) -> TextUnit:
        """The finished unit, with white space trimmed at its end."""
        self._place_objects()
        text = "".join(self._text)
        objects = tuple(self._inline_object(item, unit, text) for item in self._objects)
        return TextUnit(
            id=unit,
            text=text,
            source=SourceMap(
                file=self._file,
                element=self._element,
                text_starts=tuple(self._starts),
                file_starts=tuple(self._file_starts),
                file_ends=tuple(self._file_ends),
            ),
            inline_objects=objects,
        )

    def _space(self, text: str, start: int, end: int) -> None:
        self._pending.append((text, start, end))
        self._break = self._break or "\n" in text or "\r" in text

    def _flush(self, following: str) -> None:
        """Decide what becomes of white space between the last character and ``following``."""
        pending, self._pending = self._pending, []
        broken, self._break = self._break, False
        new_line, self._new_line = self._new_line, False
        cell, self._cell = self._cell, False
        if self._length == 0:
            pass
        elif new_line:
            self._added("\n", pending)
        elif cell:  # stands for the markup, not for the white space of typesetting around it
            self._append(" ", self._file_ends[-1], self._file_ends[-1])
        elif not broken:
            for run in pending:
                self._append(*run)
        elif not self._east_asian or (_latin(self._last) and _latin(following)):
            self._added(" ", pending)
        self._place_objects()

    def _added(self, character: str, pending: Sequence[TextRun]) -> None:
        """A character that stands for white space of the file, or for markup alone."""
        place = self._file_ends[-1]
        if pending:
            self._append(character, pending[0][1], pending[0][2])
        else:
            self._append(character, place, place)

    def _append(self, text: str, start: int, end: int) -> None:
        joins = (
            self._starts
            and self._file_ends[-1] == start
            and end - start == len(text)
            and self._file_ends[-1] - self._file_starts[-1] == self._length - self._starts[-1]
        )
        if joins:
            self._file_ends[-1] = end
        else:
            self._starts.append(self._length)
            self._file_starts.append(start)
            self._file_ends.append(end)
        self._text.append(text)
        self._length += len(text)
        self._last = text[-1]

    def _place_objects(self) -> None:
        for item in reversed(self._objects):
            if item.offset is not None:
                break
            item.offset = self._length

    def _inline_object(self, item: _Object, unit: str, text: str) -> InlineObject:
        offset = item.offset or 0
        end = max(item.end or 0, offset)
        location = Location(
            file=self._file,
            start=item.element.start,
            end=item.element.end,
            text=text[offset:end],
            element=item.element.path,
            unit=unit,
            unit_start=offset,
            unit_end=end,
        )
        return InlineObject(kind=item.kind, offset=offset, file=item.name, location=location)


_Step = Element | TextRun | _Object | None
"""A node to add; an object that ends here; ``None`` for a new line."""


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _holds_markup(element: Element) -> bool:
    """Whether a formula is kept as text (CDATA) instead of elements."""
    return any("<m" in run[0] for run in element.runs())


def _joined(runs: Iterable[TextRun]) -> Iterator[TextRun]:
    """Runs that touch as one: expat ends a run at every line break and bracket of a CDATA."""
    pieces: list[str] = []
    start = end = -1
    for text, run_start, run_end in runs:
        if run_start != end or run_end - run_start != len(text):
            if pieces:
                yield "".join(pieces), start, end
            pieces, start = [], run_start
        pieces.append(text)
        end = run_end
    if pieces:
        yield "".join(pieces), start, end


def _image_name(element: Element) -> str | None:
    if element.name in _IMAGES:
        return element.attribute("file")
    image = next(element.descendants(*_IMAGES), None)
    return None if image is None else image.attribute("file")

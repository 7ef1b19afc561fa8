"""An editable copy of a filing package: bytes in, bytes out, and where the edits stand.

XML papers are edited as text, so that line breaks, markup and encoding stay as they were filed; the
request form (JSON) is written anew. Offsets are code points of the decoded file without its
byte-order mark, as in findings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, unescape

from evaluation.mutations.json_places import write_with_places

_BOM = "\ufeff"
_PIECE = re.compile(r"<[^>]*>|\s*[\r\n]\s*|&[a-z]+;|&#\w+;|.", re.DOTALL)
PARTS = {
    "claims": "<cn-claims",
    "description": "<description",
    "drawings": "<cn-drawings",
    "abstract": "<cn-abstract",
}


class UnsuitableError(Exception):
    """The defect makes no sense in this application."""


@dataclass
class Place:
    """Where a defect was written; it moves along when text before it changes."""

    file: str
    start: int
    end: int
    pointer: str = ""
    """JSON pointer, for a value of the request form."""


@dataclass(frozen=True)
class Field:
    """A value of the request form, by JSON pointer; its place is known once it is written."""

    pointer: str


@dataclass(frozen=True)
class Element:
    """An element of an XML paper and its text without markup and line breaks."""

    file: str
    start: int
    """Where its opening tag begins."""
    inner_start: int
    inner_end: int
    end: int
    text: str
    offsets: tuple[tuple[int, int], ...]
    """Range in the file of each character of ``text``."""


class Draft:
    """A package that is being spoilt."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self._clean = dict(files)
        self._places: list[Place] = []
        self._request_name = next((n for n, data in files.items() if b'"form_code"' in data), None)
        self.request: dict[str, Any] = (
            json.loads(files[self._request_name]) if self._request_name else {}
        )

    # What is there

    @property
    def kind(self) -> str:
        """``invention``, ``utility_model``, ``design``, or empty when no request form tells."""
        forms = {"110101": "invention", "120101": "utility_model", "130101": "design"}
        return forms.get(str(self.request.get("form_code")), "")

    def require(self, condition: object) -> None:
        """Raise ``UnsuitableError`` unless ``condition`` holds."""
        if not condition:
            raise UnsuitableError

    def paper(self, part: str) -> str:
        """The name of the file that holds a part."""
        for name in self._files:
            if name.lower().endswith(".xml") and PARTS[part] in self.text(name):
                if part == "abstract" and "<cn-abst-figure" in self.text(name):
                    continue
                return name
        raise UnsuitableError

    def has(self, part: str) -> bool:
        """Whether a part was filed."""
        try:
            self.paper(part)
        except UnsuitableError:
            return False
        return True

    def text(self, name: str) -> str:
        """A file decoded, without its byte-order mark."""
        try:
            return self._files[name].decode("utf-8-sig")
        except UnicodeDecodeError:
            raise UnsuitableError from None

    def data(self, name: str) -> bytes:
        """A file as it was filed."""
        return self._files[name]

    def elements(self, part: str, tag: str) -> list[Element]:
        """All elements ``tag`` of a part, in order. The tags asked for never nest."""
        return self.elements_of(self.paper(part), tag)

    def elements_of(self, name: str, tag: str) -> list[Element]:
        """All elements ``tag`` of a file, likewise."""
        text = self.text(name)
        pattern = re.compile(rf"<{tag}(?=[\s>])[^>]*(?<!/)>(.*?)</{tag}\s*>", re.DOTALL)
        return [_element(name, text, match) for match in pattern.finditer(text)]

    @property
    def claims(self) -> list[Element]:
        return self._some("claims", "claim")

    @property
    def paragraphs(self) -> list[Element]:
        """Paragraphs of the description."""
        return self._some("description", "p")

    @property
    def headings(self) -> list[Element]:
        return self._some("description", "heading")

    @property
    def title(self) -> Element:
        return self._some("description", "invention-title")[0]

    @property
    def abstract(self) -> Element:
        return self._some("abstract", "p")[0]

    @property
    def figures(self) -> list[Element]:
        return self._some("drawings", "figure")

    def _some(self, part: str, tag: str) -> list[Element]:
        found = self.elements(part, tag)
        self.require(found)
        return found

    # Editing

    def splice(self, file: str, start: int, end: int, raw: str) -> Place:
        """Put ``raw`` in the place of ``start:end`` of a file."""
        text = self.text(file)
        bom = _BOM if self._files[file].startswith(_BOM.encode()) else ""
        self._files[file] = (bom + text[:start] + raw + text[end:]).encode()
        for place in self._places:
            if place.file == file and place.start >= end:
                place.start += len(raw) - (end - start)
                place.end += len(raw) - (end - start)
        place = Place(file, start, start + len(raw))
        self._places.append(place)
        return place

    def replace(self, element: Element, start: int, end: int, text: str) -> Place:
        """Put ``text`` in the place of ``element.text[start:end]``."""
        if start == end:
            at = element.offsets[start - 1][1] if start else element.offsets[0][0]
            return self.splice(element.file, at, at, escape(text))
        first, last = element.offsets[start][0], element.offsets[end - 1][1]
        return self.splice(element.file, first, last, escape(text))

    def substitute(self, element: Element, old: str, new: str) -> Place:
        """Replace the first ``old`` of an element by ``new``."""
        found = element.text.find(old)
        self.require(found >= 0)
        return self.replace(element, found, found + len(old), new)

    def append(self, element: Element, text: str) -> Place:
        """Add ``text`` before the final full stop of an element, or at its end."""
        at = len(element.text) - element.text.endswith("。")
        return self.replace(element, at, at, text)

    def prepend(self, element: Element, text: str) -> Place:
        return self.replace(element, 0, 0, text)

    def remove(self, element: Element) -> Place:
        """Take an element out altogether."""
        return self.splice(element.file, element.start, element.end, "")

    def whole(self, element: Element) -> Place:
        """The place of an element that is there already, markup included."""
        place = Place(element.file, element.start, element.end)
        self._places.append(place)
        return place

    def attribute(self, element: Element, name: str, value: str) -> Place:
        """Set an attribute of an element's own tag or of the first tag within that has it."""
        text = self.text(element.file)
        found = re.compile(rf'(\s{name}\s*=\s*")[^"]*"').search(text, element.start, element.end)
        self.require(found)
        assert found is not None  # noqa: S101 - for the type checker
        self.splice(element.file, found.end(1), found.end() - 1, value)
        return self.whole(_moved(self, element))

    def drop_file(self, name: str) -> None:
        """Leave a file out of the package."""
        del self._files[name]

    def rename_file(self, old: str, new: str) -> None:
        self._files[new] = self._files.pop(old)

    def add_file(self, name: str, data: bytes) -> None:
        self._files[name] = data

    def forget_request(self) -> None:
        """The request form is filed in another way from here on."""
        self._request_name = None

    @property
    def root(self) -> str:
        """The folder that holds the package."""
        return next(iter(self._files or self._clean)).partition("/")[0]

    def names(self) -> list[str]:
        return list(self._files)

    # The request form

    def set(self, path: str, value: object) -> Field:
        """Set a value of the request form; ``path`` is a JSON pointer. Missing objects are made."""
        self.require(self._request_name)
        *parents, last = path.strip("/").split("/")
        target: Any = self.request
        for step in parents:
            if isinstance(target, list):
                self.require(int(step) < len(target))
                target = target[int(step)]
            else:
                target = target.setdefault(step, {})
        if isinstance(target, list):
            self.require(int(last) < len(target))
            target[int(last)] = value
        else:
            target[last] = value
        return Field(path)

    def unset(self, path: str) -> Field:
        """Remove a value of the request form; gives the object it stood in."""
        self.require(self._request_name)
        *parents, last = path.strip("/").split("/")
        target: Any = self.request
        for step in parents:
            self.require(int(step) < len(target) if isinstance(target, list) else step in target)
            target = target[int(step) if isinstance(target, list) else step]
        self.require(last in target)
        del target[last]
        return Field("/" + "/".join(parents) if parents else "")

    # Results

    def baseline(self) -> None:
        """What stands now is clean: the defect is what comes after."""
        self._write_request()
        self._clean = dict(self._files)

    def clean_files(self) -> dict[str, bytes]:
        return self._clean

    def files(self) -> dict[str, bytes]:
        self._write_request()
        return self._files

    def resolved(self, places: Sequence[Place | Field]) -> tuple[Place, ...]:
        """Places in the files as they now are."""
        found = self._write_request()
        return tuple(
            place
            if isinstance(place, Place)
            else Place(self._request_name or "", *found.get(place.pointer, (0, 0)), place.pointer)
            for place in places
        )

    def _write_request(self) -> dict[str, tuple[int, int]]:
        if self._request_name is None or self._request_name not in self._files:
            return {}
        if json.loads(self._files[self._request_name]) == self.request:
            text = self.text(self._request_name)
            written, places = write_with_places(self.request)
            return places if written == text else {}
        text, places = write_with_places(self.request)
        self._files[self._request_name] = text.encode()
        return places


def _element(name: str, text: str, match: re.Match[str]) -> Element:
    plain: list[str] = []
    offsets: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(text, match.start(1), match.end(1)):
        shown = piece[0]
        if shown.startswith("<") or "\n" in shown or "\r" in shown:
            continue
        plain.append(unescape(shown)[0])
        offsets.append(piece.span())
    start, end = match.span()
    inner_start, inner_end = match.span(1)
    return Element(name, start, inner_start, inner_end, end, "".join(plain), tuple(offsets))


def _moved(draft: Draft, element: Element) -> Element:
    """The element again after an edit within it that may have changed its length."""
    text = draft.text(element.file)
    tag = re.compile(r"<([\w-]+)").match(text, element.start)
    draft.require(tag)
    assert tag is not None  # noqa: S101 - for the type checker
    pattern = re.compile(rf"<{tag[1]}(?=[\s>])[^>]*(?<!/)>(.*?)</{tag[1]}\s*>", re.DOTALL)
    match = pattern.match(text, element.start)
    draft.require(match)
    assert match is not None  # noqa: S101 - for the type checker
    return _element(element.file, text, match)

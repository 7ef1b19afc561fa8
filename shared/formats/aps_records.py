"""The records of the USPTO's APS full text (1976-2001), with the place of every value.

A line holds a four-letter code and nothing else (a new group: ``INVT``), or a code of three or
four letters, spaces and a value; lines that begin with spaces continue the value.
Source: USPTO, Patent Full-Text / APS documentation (the "Green Book").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\r\n]*")
_CODED = re.compile(r"([A-Z][A-Z0-9]{2,3})(?: +|$)")
_GROUP = re.compile(r"[A-Z]{4}\s*")


@dataclass(frozen=True)
class Record:
    """One value: its code and the pieces of lines it consists of."""

    code: str
    pieces: tuple[tuple[int, int], ...]
    """Places in the decoded file, one per line, without code and indentation."""


@dataclass
class Group:
    """A group such as ``INVT`` and its records."""

    code: str
    records: list[Record] = field(default_factory=list)

    def all(self, *codes: str) -> Iterator[Record]:
        """The records with one of these codes."""
        return (record for record in self.records if record.code in codes)

    def first(self, *codes: str) -> Record | None:
        """The first record with one of these codes."""
        return next(self.all(*codes), None)


def read_groups(text: str) -> list[Group]:
    """All groups of a file, in order. Lines before the first group are ignored."""
    groups: list[Group] = []
    code = ""
    pieces: list[tuple[int, int]] = []

    def close() -> None:
        nonlocal pieces
        if groups and code:
            groups[-1].records.append(Record(code, tuple(pieces)))
        pieces = []

    place = 0
    while place < len(text):
        line = _LINE.match(text, place)
        end = place if line is None else line.end()
        content = text[place:end]
        if _GROUP.fullmatch(content):
            close()
            code = ""
            groups.append(Group(content.strip()))
        elif (coded := _CODED.match(content)) is not None:
            close()
            code = coded[1]
            pieces = [(place + coded.end(), end)]
        elif code and content.strip():
            indent = len(content) - len(content.lstrip())
            pieces.append((place + indent, end))
        place = end + 1 + text.startswith("\r\n", end)
    close()
    return groups

"""Writes JSON and tells where each value stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence


def write_with_places(value: object) -> tuple[str, dict[str, tuple[int, int]]]:
    """The value as indented JSON, and the place of every value by its JSON pointer.

    A string's place leaves its quotes out. The text is what ``json.dumps(value, indent=2,
    ensure_ascii=False)`` gives, with a final line break.
    """
    writer = _Writer()
    writer.write(value, "", 0)
    writer.put("\n")
    return "".join(writer.pieces), writer.places


class _Writer:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.places: dict[str, tuple[int, int]] = {}
        self._length = 0

    def put(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def write(self, value: object, pointer: str, depth: int) -> None:
        start = self._length
        quoted = isinstance(value, str)
        if isinstance(value, Mapping) and value:
            members = ((str(key), f"{_dumps(key)}: ", one) for key, one in value.items())
            self._members(members, "{}", pointer, depth)
        elif isinstance(value, Sequence) and not quoted and value:
            entries = ((str(index), "", one) for index, one in enumerate(value))
            self._members(entries, "[]", pointer, depth)
        else:
            self.put(_dumps(value))
        self.places[pointer] = (start + quoted, self._length - quoted)

    def _members(
        self, members: Iterable[tuple[str, str, object]], brackets: str, pointer: str, depth: int
    ) -> None:
        separator = brackets[0]
        for name, label, value in members:
            self.put(f"{separator}\n{'  ' * (depth + 1)}{label}")
            self.write(value, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", depth + 1)
            separator = ","
        self.put(f"\n{'  ' * depth}{brackets[1]}")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

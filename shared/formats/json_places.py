"""Where the values of a JSON document stand: JSON pointer to place, escapes as atoms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from shared.formats.errors import MalformedDocumentError
from shared.formats.unit_builder import UnitBuilder
from shared.model.source import SourceMap, TextUnit

_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"\\]++|\\.)*+")|(?P<mark>[{}\[\]:,])|(?P<other>[^\s{}\[\]:,"]+))'
)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
MAX_DEPTH = 100


def pointer_token(key: str) -> str:
    """A key as a token of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def value_places(text: str) -> dict[str, tuple[int, int]]:
    """Pointer to the place of each string, without its quotes, and of each number.

    ``text`` is valid JSON.
    """
    places: dict[str, tuple[int, int]] = {}
    path: list[str | int] = []
    expects_key = False
    for kind, piece, start, end in _tokens(text):
        if piece == "{":
            path.append("")
            expects_key = True
        elif piece == "[":
            path.append(0)
            expects_key = False
        elif piece in ("}", "]"):
            path.pop()
            expects_key = False
        elif piece == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                expects_key = True
        elif kind == "string":
            if expects_key:
                path[-1] = pointer_token(json.loads(piece))
                expects_key = False
            else:
                places["".join(f"/{step}" for step in path)] = (start + 1, end - 1)
        elif kind == "other" and piece[0] in "-0123456789":
            places["".join(f"/{step}" for step in path)] = (start, end)
    return places


def top_level_keys(head: str) -> set[str]:
    """The keys of the object that a possibly cut-off JSON text begins with."""
    keys: set[str] = set()
    depth = 0
    expects_key = False
    for kind, piece, _, _ in _tokens(head):
        if piece in ("{", "["):
            depth += 1
            expects_key = depth == 1 and piece == "{"
        elif piece in ("}", "]"):
            depth -= 1
        elif piece == "," and depth == 1:
            expects_key = True
        elif kind == "string" and expects_key and depth == 1:
            try:
                keys.add(json.loads(piece))
            except json.JSONDecodeError:
                return keys
            expects_key = False
    return keys


def _tokens(text: str) -> Iterator[tuple[str, str, int, int]]:
    place = 0
    while (match := _TOKEN.match(text, place)) is not None:
        kind = match.lastgroup or ""
        yield kind, match[kind], match.start(kind), match.end(kind)
        place = match.end()


def load_object(text: str, file: str) -> dict[str, object]:
    """The object a JSON text holds.

    Raises:
        MalformedDocumentError: broken JSON (with its line), nested too deeply, or no object.

    """
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        raise MalformedDocumentError(
            f"The JSON is broken in line {error.lineno}, column {error.colno}: {error.msg}.",
            f"JSON第{error.lineno}行第{error.colno}列有错误：{error.msg}。",
            file=file,
            line=error.lineno,
        ) from None
    except (RecursionError, ValueError):
        raise _too_deep(file) from None
    if not isinstance(loaded, dict):
        raise MalformedDocumentError(
            "The JSON holds no object; the documentation shows an example.",
            "JSON的内容不是对象，请参照文档中的示例。",
            file=file,
            line=1,
        )
    return loaded


def _too_deep(file: str) -> MalformedDocumentError:
    return MalformedDocumentError(
        "The JSON is nested too deeply, or holds a number that is too long.",
        "JSON嵌套过深或数字过长。",
        file=file,
    )


def string_unit(
    text: str, file: str, pointer: str, place: tuple[int, int], identifier: str, language: str
) -> TextUnit:
    """A string value as a text unit that knows its place."""
    builder = UnitBuilder(file, pointer, language)
    for piece, start, end in _pieces(text, place):
        builder.add(piece, start, end)
    return builder.build(identifier)


def string_source(text: str, file: str, pointer: str, place: tuple[int, int]) -> SourceMap | None:
    """The source map of a string value; ``None`` when it is blank."""
    source = string_unit(text, file, pointer, place, pointer, "zh").source
    return source if source is not None and source.text_starts else None


def _pieces(text: str, place: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    start, end = place
    at = start
    for match in _ESCAPE.finditer(text, start, end):
        if match.start() > at:
            yield text[at : match.start()], at, match.start()
        yield json.loads(f'"{match[0]}"'), match.start(), match.end()
        at = match.end()
    if at < end:
        yield text[at:end], at, end

"""A Boolean query in tokens, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.prior_art.domain.errors import InvalidQueryError
from shared.model.claim_language.folding import fold

MAX_LENGTH = 10_000
_OPERATOR = re.compile(
    r"(?:AND|OR|NOT|S|P)(?![^\s()=<>\"])|(?:NEAR|ADJ)(?:/\d{1,3})?(?![^\s()=<>\"])", re.I
)
_FIELD = re.compile(
    r"(?P<names>[A-Z]{2,4}(?:\s*,\s*[A-Z]{2,4})*)\s*(?P<relation><=|>=|=|<|>)", re.I
)
_WORD = re.compile(r"[^\s()\"=<>]+")


class Token(NamedTuple):
    """``kind`` is ``(``, ``)``, ``operator``, ``field``, ``phrase``, ``word`` or ``end``."""

    kind: str
    text: str
    start: int
    relation: str = ""


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, ``end`` last. Full-width forms count as their common ones.

    Raises ``InvalidQueryError`` with the place of a quotation mark that is not closed, or of a
    sign that means nothing.
    """
    if len(query) > MAX_LENGTH:
        raise error_at(MAX_LENGTH, "The query is too long.", "检索式过长。")
    folded = fold(query).replace("“", '"').replace("”", '"')
    place = 0
    while place < len(folded):
        if folded[place].isspace():
            place += 1
            continue
        token, place = _token(query, folded, place)
        yield token
    yield Token("end", "", len(folded))


def _token(query: str, folded: str, place: int) -> tuple[Token, int]:
    character = folded[place]
    if character in "()":
        return Token(character, character, place), place + 1
    if character == '"':
        end = folded.find('"', place + 1)
        if end < 0:
            raise error_at(place, "This quotation mark is not closed.", "此处引号没有配对。")
        return Token("phrase", query[place + 1 : end], place), end + 1
    if (field := _FIELD.match(folded, place)) is not None:
        names = re.sub(r"\s", "", field["names"]).upper()
        return Token("field", names, place, field["relation"]), field.end()
    if (operator := _OPERATOR.match(folded, place)) is not None:
        return Token("operator", operator.group().upper(), place), operator.end()
    if (word := _WORD.match(folded, place)) is not None:
        return Token("word", query[place : word.end()], place), word.end()
    raise error_at(place, "This sign has no meaning here.", "此处符号无意义。")


def error_at(place: int, en: str, zh: str) -> InvalidQueryError:
    """The error that points at a character (code points, from 0)."""
    return InvalidQueryError(
        f"Boolean query, character {place + 1}: {en}",
        f"布尔检索式第 {place + 1} 个字符：{zh}",
        pointer="#/boolean",
    )

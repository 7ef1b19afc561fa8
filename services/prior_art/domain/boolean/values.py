"""Values of fields that are not running text, and patterns of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.prior_art.domain.analysis import word_tokens
from services.prior_art.domain.boolean.lexer import error_at
from services.prior_art.domain.boolean.nodes import (
    Dated,
    DateField,
    Number,
    NumberField,
    Symbol,
    SymbolField,
)
from services.prior_art.domain.classification import cpc_levels, ipc_levels
from shared.model.claim_language.folding import fold

_DAY = re.compile(r"(\d{4})(?:[-./年]?(\d{2})(?:[-./月]?(\d{2})日?)?月?)?年?")
_NUMBER = re.compile(r"[0-9A-Za-z*?:./\-]{1,60}")
_STAR, _MARK = "\ue000", "\ue001"
"""Stand for * and ? while a pattern is folded like a text: private characters, no letters."""
_LEAST = 2


@dataclass(frozen=True)
class Piece:
    """One position of a pattern: a word or character, or what a wildcard stands for."""

    text: str = ""
    expression: re.Pattern[str] | None = None
    """For a word with wildcards inside."""
    gap: int = 0
    """Up to so many Chinese characters may stand here."""
    any_character: bool = False
    """Exactly one Chinese character stands here."""
    joined: bool = False
    """No punctuation or blank may stand before it: Chinese characters of one run."""


MAX_GAP = 10
"""Characters that ``*`` stands for at most inside Chinese text."""


def pattern(text: str, place: int, *, wildcards: bool) -> tuple[Piece, ...]:
    """A word, phrase or pattern as pieces that are compared with the words of a text.

    Raises ``InvalidQueryError`` if nothing in it can be searched, or too little before a ``*``.
    """
    if wildcards:
        text = fold(text).replace("*", _STAR).replace("?", _MARK)
    pieces: list[Piece] = []
    for token in word_tokens(text, extra=_STAR + _MARK):
        word, joined = token.text, token.joined
        if not (_STAR in word or _MARK in word):
            pieces.append(Piece(word, joined=joined))
        elif word == _STAR:
            pieces.append(Piece(gap=MAX_GAP, joined=joined))
        elif word == _MARK:
            pieces.append(Piece(any_character=True, joined=joined))
        else:
            pieces.append(Piece(word, _expression(word, place), joined=joined))
    if not any(piece.text for piece in pieces):
        raise error_at(place, "There is no word or character to search by.", "没有可供检索的字词。")
    if pieces[0].gap or pieces[-1].gap:
        pieces = [piece for piece in pieces if not piece.gap] if len(pieces) == 2 else _trim(pieces)
    return tuple(pieces)


def _trim(pieces: list[Piece]) -> list[Piece]:
    while pieces and pieces[0].gap:
        pieces = pieces[1:]
    while pieces and pieces[-1].gap:
        pieces = pieces[:-1]
    return pieces


def _expression(word: str, place: int) -> re.Pattern[str]:
    if len(word.replace(_STAR, "").replace(_MARK, "")) < _LEAST:
        raise error_at(
            place,
            f"At least {_LEAST} letters or digits besides the wildcards are needed.",
            f"除通配符外至少需要 {_LEAST} 个字母或数字。",
        )
    parts = (r"\w*" if one == _STAR else r"\w" if one == _MARK else re.escape(one) for one in word)
    return re.compile("".join(parts))


def symbol(field: SymbolField, text: str, place: int) -> Symbol:
    """A symbol of any level; ``A01B*`` means the same as ``A01B``."""
    plain = fold(text).rstrip("*").rstrip()
    levels = ipc_levels(plain) if field is SymbolField.IPC else cpc_levels(plain)
    if not levels:
        raise error_at(
            place,
            f'This is not a symbol of the {field}. Examples: A01B, "A01B 1/02".',
            f'不是有效的 {field} 分类号，如 A01B、"A01B 1/02"。',
        )
    return Symbol(field, levels[-1])


def number(field: NumberField, text: str, place: int) -> Number:
    """A publication number, a family id, or the number of a document whose family is meant."""
    plain = re.sub(r"\s", "", fold(text))
    if not _NUMBER.fullmatch(plain):
        raise error_at(place, "This is not a number.", "不是有效的号码。")
    return Number(field, plain)


def dated(field: DateField, relation: str, text: str, place: int) -> Dated:
    """A day, month or year: ``20200131``, ``2020-01``, ``2020``."""
    match = _DAY.fullmatch(re.sub(r"\s", "", fold(text)))
    span = _span(match) if match is not None else None
    if span is None:
        raise error_at(
            place,
            "This is not a date. Write a day, month or year: 20200131, 2020-01-31, 2020-01, 2020.",
            "不是有效的日期，请写成 20200131、2020-01-31、2020-01 或 2020。",
        )
    first, before = span
    bounds = {
        "=": (first, before),
        "<": (None, first),
        "<=": (None, before),
        ">": (before, None),
        ">=": (first, None),
    }
    return Dated(field, *bounds[relation])


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    """First day, and the day after the last."""
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if day:
            only = date(year, int(month), int(day))
            return only, only + timedelta(days=1)
        if month:
            first = date(year, int(month), 1)
            return first, (first + timedelta(days=31)).replace(day=1)
        return date(year, 1, 1), date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None

"""One spelling for many forms, character by character, so that every offset stays valid.

``fold`` replaces full-width forms, typographic dashes and brackets, traditional characters of the
claim formulae and odd white space by one common form each. It never changes the length: a place
found in the folded text is the same place in the text as filed.
"""

from __future__ import annotations

from functools import lru_cache

_DASHES = "‐‑‒–—―−﹣－﹘➖─━"
_TILDES = "～〜∼∽˜﹏"
_OPENING = "（［【〔﹝｛﹙〖"
_CLOSING = "）］】〕﹞｝﹚〗"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_TRADITIONAL = dict(
    zip(
        "權項據徵於與種說載範圍實處個幾條數當後聲續",
        "权项据征于与种说载范围实处个几条数当后声续",
        strict=True,
    )
)


def _table() -> dict[int, int]:
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    for characters, common in (
        (_DASHES, "-"),
        (_TILDES, "~"),
        (_OPENING + "[{", "("),
        (_CLOSING + "]}", ")"),
        (_SPACES, " "),
        ("\r\u0085\u2028\u2029", "\n"),
        ("｡", "。"),
        ("､", "、"),
        ("﹐︐", ","),
        ("﹔︔", ";"),
        ("﹕︓∶", ":"),
        ("’‘′＇", "'"),
    ):
        table.update({ord(character): ord(common) for character in characters})
    table.update({ord(old): ord(new) for old, new in _TRADITIONAL.items()})
    return table


_FOLD = {chr(code): chr(common) for code, common in _table().items()}

_DIGITS = {"〇": 0, "零": 0, "两": 2, "兩": 2}
_DIGITS.update({character: value for value, character in enumerate("一二三四五六七八九", start=1)})
_UNITS = {"十": 10, "百": 100}


def fold(text: str) -> str:
    """The text in common forms; same length, so that offsets hold in both."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    for character in _FOLD.keys() & set(text):  # a few at most: faster than ``translate``
        text = text.replace(character, _FOLD[character])
    return text


_kept = lru_cache(maxsize=2048)(_fold)
"""The rules of one check fold the same texts again and again."""
_LONGEST_KEPT = 4000
"""Longer texts are folded each time, so that what is kept stays small."""


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral below one thousand (``十二`` is 12); ``None`` if it is none."""
    if not text or any(character not in _DIGITS and character not in _UNITS for character in text):
        return None
    if not any(character in _UNITS for character in text):
        return (
            int("".join(str(_DIGITS[character]) for character in text)) if len(text) < 4 else None
        )
    total = 0
    digit: int | None = None
    last_unit = 1000
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
            continue
        unit = _UNITS[character]
        if unit >= last_unit:
            return None
        total += unit * (1 if digit is None else digit)
        last_unit, digit = unit, None
    return total + (digit or 0)

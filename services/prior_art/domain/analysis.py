"""Text to terms, the same way for indexes, encoders and highlights.

Chinese and Japanese are written without spaces: a run of such characters gives every character
and every pair of neighbours (single characters and pairs together beat either alone and every
word segmenter that was measured, docs/prior-art.md). Latin, Greek and Cyrillic words and numbers
are one term each, folded to lower case without accents; the plural ``s`` of English is removed
(the "S stemmer", Harman 1991).

Terms keep their order: a character, the pair that it opens, the next character … Every character
therefore stands two positions after the one before it, and phrase and proximity queries can be
put to an index of these terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

ANALYZER_VERSION = "uni-bigram-s-1"

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_RUN = re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<word>[^\W_{_CJK}]+)")
_TOKEN = re.compile(rf"(?P<cjk>[{_CJK}])|(?P<word>[^\W_{_CJK}]+)")
_MAY_HAVE_MARKS = re.compile("[^\u0000-\u007f\u2000-\u9fff\uff00-\uffef]")
_MAX_WORD = 64
"""Longer runs are sequence listings or noise; their first 64 characters are one term."""


class Term(NamedTuple):
    """A term and the code points of the original text that it stands for."""

    text: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    folded, _ = _fold(text)
    found: list[str] = []
    for run in _RUN.finditer(folded):
        piece = run.group()
        if run.lastgroup == "cjk":
            alternating = [""] * (2 * len(piece) - 1)
            alternating[::2] = piece
            alternating[1::2] = map(add, piece, piece[1:])
            found += alternating
        else:
            found.append(_singular(piece[:_MAX_WORD]))
    return found


def located_terms(text: str, only: Container[str] | None = None) -> Iterator[Term]:
    """The same terms with their places in the text (code points); only some of them if asked."""
    folded, offsets = _fold(text)
    for run in _RUN.finditer(folded):
        piece, begin = run.group(), run.start()
        if run.lastgroup != "cjk":
            word = _singular(piece[:_MAX_WORD])
            if only is None or word in only:
                yield Term(word, offsets[begin], _end(offsets, run.end() - 1))
            continue
        last = len(piece) - 1
        for i, one in enumerate(piece):
            place = begin + i
            if only is None or one in only:
                yield Term(one, offsets[place], _end(offsets, place))
            if i < last and (only is None or piece[i : i + 2] in only):
                yield Term(piece[i : i + 2], offsets[place], _end(offsets, place + 1))


class WordToken(NamedTuple):
    """A word, or one character of Chinese or Japanese, as Boolean queries count them."""

    text: str
    """Folded; an English plural in the singular."""
    raw: str
    """Folded only."""
    start: int
    """Code point of the text as given."""
    end: int
    joined: bool
    """A CJK character that follows the one before it directly."""


def word_tokens(text: str, extra: str = "") -> Iterator[WordToken]:
    """The words of a text in order. Characters of ``extra`` count as letters, or as one CJK
    character each where they stand beside one.
    """
    folded, offsets = _fold(text)
    letters = rf"[^\W_{_CJK}]" + (f"|[{extra}]" if extra else "")
    run = _TOKEN if not extra else re.compile(rf"(?P<cjk>[{_CJK}])|(?P<word>(?:{letters})+)")
    last_cjk = -1
    for found in run.finditer(folded):
        raw = found.group()
        begin = found.start()
        if extra and found.lastgroup == "word" and not raw.strip(extra):
            singles = [(one, begin + i) for i, one in enumerate(raw)]
        else:
            singles = [(raw[:_MAX_WORD], begin)]
        for one, place in singles:
            cjk = found.lastgroup == "cjk" or len(singles) > 1 or (extra != "" and one in extra)
            end = found.end() if len(singles) == 1 else place + 1
            word = one if cjk or any(each in one for each in extra) else _singular(one)
            joined = cjk and last_cjk == place
            yield WordToken(word, one, offsets[place], _end(offsets, end - 1), joined)
            last_cjk = end if cjk else -1


def is_single_character(term: str) -> bool:
    """Whether the term is one CJK character: good for matching, too small to be shown."""
    return len(term) == 1 and _CJK_CHARACTER.match(term) is not None


def folded_text(text: str) -> str:
    """Lower case without accents and width forms, as terms are made from it."""
    return _fold(text)[0]


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Lower case without accents and width forms; ``offsets[i]`` is the place of character i."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    if not _has_marks(text):
        folded = unicodedata.normalize("NFKC", text).lower()
        if len(folded) == len(text):
            return folded, range(len(text) + 1)
    characters: list[str] = []
    offsets: list[int] = []
    for i, character in enumerate(text):
        for one in _fold_character(character):
            characters.append(one)
            offsets.append(i)
    offsets.append(len(text))
    return "".join(characters), offsets


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    # Kana keep their voicing marks: か and が are different letters, e and é are not.
    is_kana = "\u3040" <= character <= "\u30ff"
    parts = unicodedata.normalize("NFKC" if is_kana else "NFKD", character).lower()
    return "".join(part for part in parts if not unicodedata.combining(part))


def _end(offsets: Sequence[int], last: int) -> int:
    """Where the original of a folded character ends; one original may give several (¼, ﬁ)."""
    return max(offsets[last + 1], offsets[last] + 1)


def _has_marks(text: str) -> bool:
    return any(map(_is_marked, _MAY_HAVE_MARKS.findall(text)))


@lru_cache(maxsize=4096)
def _is_marked(character: str) -> bool:
    return bool(unicodedata.combining(character)) or (
        len(unicodedata.normalize("NFD", character)) > 1
    )


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word.endswith("s"):
        return word
    if word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]

"""When two stated names, or two stated numbers, are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from shared.model.application_number import parse_cn_application_number

_IGNORED = re.compile(r"[\s·•．.,，、'’\-()（）]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def name_key(name: str) -> str:
    """A name without width, case, spaces and punctuation."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).casefold())


def name_keys(names: Iterable[str]) -> frozenset[str]:
    """The keys of several names; empty names are left out."""
    return frozenset(filter(None, map(name_key, names)))


def is_chinese(name: str) -> bool:
    """Whether a name is written in Chinese characters, at least in part."""
    return _HAN.search(name) is not None


def number_key(number: str) -> str:
    """An application number without punctuation; a Chinese one without its check digit."""
    known = parse_cn_application_number(number)
    if known is not None:
        return known.digits
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", number).upper())

"""Locarno classification symbols: two digits, and two more for the subclass."""

from __future__ import annotations

import re

from services.design_image.domain.errors import InvalidDesignError

_SYMBOL = re.compile(
    r"(?:LOC\s*(?:\(\d+\))?\s*(?:Cl\.?)?\s*)?(\d{1,2})(?:\s*[-./ ]\s*(\d{1,2}))?", re.I
)
_JOINED = re.compile(r"(\d{2})(\d{2})")


def normalised(symbol: str, pointer: str | None = None) -> str:
    """``06-01`` for ``6-1``, ``0601``, ``06/01``, ``LOC (12) Cl. 06-01``; ``06`` for a class.

    Raises ``InvalidDesignError`` if it is no Locarno symbol (classes run from 01 to 32).
    """
    text = symbol.strip()
    found = _JOINED.fullmatch(text) or _SYMBOL.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= 32:
        raise InvalidDesignError(
            "A Locarno class is two digits from 01 to 32, with a subclass of two more: 06 or 06-01.",
            "洛迦诺分类号为 01 至 32 的两位大类号，可加两位小类号，例如 06 或 06-01。",
            pointer=pointer,
        )
    main = f"{int(found[1]):02d}"
    return f"{main}-{int(found[2]):02d}" if found[2] is not None else main

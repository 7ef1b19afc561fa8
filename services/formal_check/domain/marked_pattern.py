"""Patterns that few texts match, and what tells at a glance that a text does not."""

from __future__ import annotations

import re
from collections.abc import Iterator


class MarkedPattern:
    """A pattern, and plain words of which each of its matches contains one.

    A search for plain alternatives looks up every character in one table; a pattern tries its
    branches at every character. Most texts contain none of the words, and need no closer look.
    """

    def __init__(self, pattern: str, *, marks: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """``marks``: the words, with spaces between them."""
        self._pattern = re.compile(pattern, flags)
        self._marks = re.compile("|".join(re.escape(mark) for mark in marks.split()))

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern alone."""
        return self._pattern

    def is_marked(self, text: str) -> bool:
        """Whether ``text`` contains one of the words."""
        return self._marks.search(text) is not None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The pattern's matches in ``text``."""
        return self._pattern.finditer(text) if self.is_marked(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, if there is one."""
        return self._pattern.search(text) if self.is_marked(text) else None

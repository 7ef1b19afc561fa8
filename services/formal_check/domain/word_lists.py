"""Word lists of the wording rules as values: pattern, source, and what an office changed.

A rule asks its case for the list (``case.words(COMMERCIAL)``), so that an office's own words take
effect without touching the rule. The lists themselves are in ``wording``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from services.formal_check.domain.marked_pattern import MarkedPattern
from shared.contracts.common import Message
from shared.model.claim_language.folding import fold


@dataclass(frozen=True, eq=False)
class WordList:
    """Words that a rule looks for. Patterns are linear in the text: no nested quantifiers."""

    name: str
    """How an override names it, e.g. ``commercial``."""
    title: Message
    source: str
    """Where the words come from."""
    pattern: re.Pattern[str] | MarkedPattern
    added: tuple[str, ...] = ()
    """Further words, taken literally."""
    allowed: tuple[str, ...] = ()
    """Wording that is accepted: what is found within it does not count."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Non-overlapping places of the words in ``text``, in their order."""
        found = self._whole.finditer(text)
        return self._not_allowed(found, text) if self.allowed else found

    def may_occur_in(self, text: str) -> bool:
        """Whether ``text`` is worth a closer look."""
        if isinstance(self._whole, MarkedPattern):
            return self._whole.is_marked(text)
        return self._whole.search(text) is not None

    def changed(self, add: Iterable[str], allow: Iterable[str]) -> WordList:
        """The list with an office's own words."""
        return replace(self, added=(*self.added, *add), allowed=(*self.allowed, *allow))

    @cached_property
    def _whole(self) -> re.Pattern[str] | MarkedPattern:
        if not self.added:
            return self.pattern
        own = self.pattern.pattern if isinstance(self.pattern, MarkedPattern) else self.pattern
        return re.compile(f"{_literally(self.added)}|(?:{own.pattern})", own.flags)

    @cached_property
    def _accepted(self) -> re.Pattern[str]:
        return re.compile(_literally(self.allowed))

    def _not_allowed(self, found: Iterable[re.Match[str]], text: str) -> Iterator[re.Match[str]]:
        spans = [place.span() for place in self._accepted.finditer(text)]
        for match in found:
            start, end = match.span()
            if not any(first <= start and end <= last for first, last in spans):
                yield match


def _literally(words: Iterable[str]) -> str:
    """Alternatives for the words, the longest first, in the text as filed or folded."""
    forms = {form for word in words for form in (word, fold(word))}
    return "(?:" + "|".join(map(re.escape, sorted(forms, key=lambda one: (-len(one), one)))) + ")"

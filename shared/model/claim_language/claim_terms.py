"""The terms of one claim by itself: those that need an antecedent, and what it introduces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from shared.model.claim_language import antecedents_en, antecedents_zh
from shared.model.claim_language.build import LONGEST_KEPT, parse_claim

MAX_TERMS = 400
"""Different terms looked up per claim."""
MAX_TEXT = 60_000
"""Code points of a claim that are searched."""


class ClaimTerms:
    """Questions about the text of one claim, each answered once."""

    def __init__(self, text: str, language: str) -> None:
        """``language``: the primary subtag of its BCP 47 code."""
        self._grammar = antecedents_zh if language == "zh" else antecedents_en
        self._known_language = language in ("zh", "en")
        self._structure = parse_claim(text, language)
        self._text = self._structure.folded[:MAX_TEXT]
        self._introduced: dict[str, bool] = {}

    @cached_property
    def without_basis(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and term of what the claim presupposes without having introduced it."""
        return tuple(self._without_basis()) if self._known_language else ()

    @property
    def definite(self) -> int:
        """How many different definite terms the claim has (所述X, the X)."""
        if not self._known_language:
            return 0
        return len({term for *_, term in self._grammar.mentions(self._text, self._structure)})

    def introduces(self, term: str) -> bool:
        """Whether the claim names ``term``."""
        found = self._introduced.get(term)
        if found is None:
            found = self._introduced[term] = self._grammar.introduced(term, self._text)
        return found

    def _without_basis(self) -> Iterator[tuple[int, int, str]]:
        seen: set[str] = set()
        for start, end, term in self._grammar.mentions(self._text, self._structure):
            if term in seen:
                continue
            seen.add(term)
            if len(seen) > MAX_TERMS:
                return
            if not self._grammar.introduced(term, self._text[:start]):
                yield start, end, term


def claim_terms(text: str, language: str) -> ClaimTerms:
    """The terms of a claim's text, which are kept for a while: an edit changes one claim of many."""
    return _kept(text, language) if len(text) <= LONGEST_KEPT else ClaimTerms(text, language)


_kept = lru_cache(maxsize=1024)(ClaimTerms)

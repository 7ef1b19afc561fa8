"""The parts of a claim: preamble, subject name, transition, features, references."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shared.model.claim_language.references import FoundReference


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` of the claim, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text of the span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class ClaimStructure:
    """What one claim says about itself, before it is compared with the others."""

    folded: str
    """The claim's text in common forms, same length as filed."""
    preamble: Span
    """Before the transition (前序部分, or 引用部分 of a dependent claim)."""
    subject: Span | None
    """The subject name (主题名称) as it stands, without 一种."""
    subject_name: str
    """The subject name in common forms without article, signs and white space; may be empty."""
    transition: Span | None
    """其特征在于, characterised in that …"""
    features: tuple[Span, ...]
    """The elements after the preamble, as the claim's own punctuation divides them."""
    references: tuple[FoundReference, ...]
    leading: FoundReference | None
    """The reference that the claim opens with, if it opens with one."""
    article: bool = False
    """It opens with 一种 (a, an): something new is claimed."""


_SIGN = re.compile(r"\([0-9a-z][0-9a-z'.,、~\-]{0,12}\)", re.IGNORECASE)
_NOISE = re.compile(r"[\s\"“”「」《》*]+")


def plain_name(text: str) -> str:
    """A subject name for comparison: no bracketed signs, white space or quotation marks."""
    return _NOISE.sub("", _SIGN.sub("", text)).lower()


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; ``None`` if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def split_features(folded: str, start: int, separators: str) -> tuple[Span, ...]:
    """The elements of ``folded[start:]`` between any of the ``separators``."""
    spans: list[Span] = []
    begin = start
    for place in range(start, len(folded)):
        if folded[place] in separators:
            span = trimmed(folded, begin, place)
            spans.extend([span] if span else [])
            begin = place + 1
    span = trimmed(folded, begin, len(folded))
    spans.extend([span] if span else [])
    return tuple(spans)

"""Queries with a known answer, made of the documents of a collection themselves.

A document's title, or the first half of its abstract, asks for the second half of its abstract, from
which the title is removed: no sentence is shared, and nobody has to judge. Such hard proxies say how
well a search finds the same matter in other words; the title against the whole abstract would say
nothing, as it stands there verbatim in four of five.
"""

from __future__ import annotations

from dataclasses import dataclass

MIN_ABSTRACT = 60
MIN_TITLE = 4
"""Code points. Shorter abstracts and titles make neither a query nor a document."""


@dataclass(frozen=True)
class HardProxy:
    """One document and the two queries that ask for it."""

    title: str
    first_half: str
    second_half: str
    """What is searched: the second half of the abstract without the title."""


def hard_proxy(title: str, abstract: str) -> HardProxy | None:
    """Halve an abstract by code points; ``None`` if title or abstract are too short."""
    title, abstract = title.strip(), abstract.strip()
    if len(title) < MIN_TITLE or len(abstract) < MIN_ABSTRACT:
        return None
    middle = len(abstract) // 2
    return HardProxy(title, abstract[:middle], abstract[middle:].replace(title, ""))

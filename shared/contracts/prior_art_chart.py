"""Wire models of prior_art: the claim chart and the citations it suggests."""

from __future__ import annotations

from enum import StrEnum

from shared.contracts.common import Message, Wire


class Verdict(StrEnum):
    """Whether a passage discloses an element. A suggestion from the words alone."""

    DISCLOSED = "disclosed"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class ClaimElement(Wire):
    """One element of a claim, verbatim."""

    id: str
    """``1.2``: second element of claim 1."""
    claim: int
    start: int
    """Code points in the claim's text."""
    end: int
    text: str
    preamble: bool = False
    """Part of the preamble: the subject and what it shares with the prior art."""
    terms: tuple[str, ...] = ()
    """Words to search by, most telling first."""


class ChartedClaim(Wire):
    """A claim and the elements it consists of, those it takes over included."""

    claim: int
    independent: bool
    through: tuple[int, ...]
    """Claims whose elements it takes over, by the first alternative, top first."""
    elements: tuple[str, ...]
    """Ids, those taken over first."""


class ChartCell(Wire):
    """The best passage of a document for one element."""

    element: str
    verdict: Verdict
    score: float
    """Share of the element's weighted terms in the best stretch of the passage, 0-1."""
    kind: str | None = None
    number: str | None = None
    """Claim or paragraph number as published."""
    passage: int | None = None
    """Place among the document's passages (``GET …/passages/{passage}``)."""
    start: int = 0
    end: int = 0
    """Code points in the passage."""
    text: str = ""
    """Verbatim."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Ranges of ``text``."""


class ChartRow(Wire):
    """One document against every element."""

    key: str
    cells: tuple[ChartCell, ...]


class SuggestedCitation(Wire):
    """What a document, or several together, may be cited for. The examiner decides."""

    claim: int
    category: str
    """``X``, ``Y``, ``A``, ``E``, ``R``, ``PX`` …"""
    documents: tuple[str, ...]
    """Keys; several for a combination (Y)."""
    reason: Message


class UncoveredElements(Wire):
    """Elements of a claim that no document that counts for it discloses."""

    claim: int
    elements: tuple[str, ...]


class ClaimChart(Wire):
    """Claims against the documents found."""

    elements: tuple[ClaimElement, ...]
    claims: tuple[ChartedClaim, ...]
    rows: tuple[ChartRow, ...]
    citations: tuple[SuggestedCitation, ...]
    uncovered: tuple[UncoveredElements, ...]

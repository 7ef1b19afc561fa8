"""Claims as filed, with the references that make them a tree."""

from __future__ import annotations

from enum import StrEnum

from shared.model.base import Frozen
from shared.model.source import TextUnit


class ClaimType(StrEnum):
    """Implementing Rules, Rules 23-25: a claim that refers to another is not always dependent."""

    INDEPENDENT = "independent"
    DEPENDENT = "dependent"
    INDEPENDENT_BY_REFERENCE = "independent_by_reference"
    """Refers to another claim but claims another subject, e.g. a device for a claimed method."""


class ClaimReference(Frozen):
    """One reference to other claims inside a claim's text, e.g. ``根据权利要求1-3中任一项所述``."""

    start: int
    """First code point in the claim's text."""
    end: int
    claim_numbers: tuple[int, ...]
    """The claims referred to, in the order stated, ranges expanded (bounded)."""
    alternative: bool = True
    """False when several claims are joined by "and" without an alternative."""


class Claim(Frozen):
    """One claim.

    ``number`` is what the paper states, ``position`` its place in the list; they differ when the
    numbering is defective. ``unit.text`` is the claim without its number label.
    """

    position: int
    """1-based place among the claims as filed."""
    number: int | None
    """Arabic number as stated; ``None`` when absent or not a number."""
    number_label: str = ""
    """The number as it stands in the paper, e.g. ``1.``, ``权利要求2``; empty if only markup."""
    number_unit: TextUnit | None = None
    """The number label as a text unit, so that a finding can point at it."""
    unit: TextUnit
    claim_type: ClaimType
    references: tuple[ClaimReference, ...] = ()
    depends_on: tuple[int, ...] = ()
    """Numbers of the claims whose features it takes over, without duplicates, as stated."""
    cancelled: bool = False

    @property
    def multiple(self) -> bool:
        """Whether it depends on more than one claim."""
        return len(self.depends_on) > 1

"""Wire models of prior_art: dates in law."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, StrictInt

from shared.contracts.common import Message, Wire
from shared.model.day import Day
from shared.model.identification import PriorityClaim


class PriorityFinding(Wire):
    """What the examiner found about the priority of one claim."""

    claim: StrictInt
    priorities: tuple[StrictInt, ...] = ()
    """Sequence numbers of the priorities that hold for it; empty: none does."""
    partial: bool = False
    """They hold for some of the claim's alternatives only."""


class LegalDates(Wire):
    """Ask for what counts in law: prior art and conflicting applications, claim by claim.

    Dates, priorities and persons come from the application searched by; what is stated here
    replaces them.
    """

    jurisdiction: str = "CN"
    filing_date: Day | None = None
    priority_claims: tuple[PriorityClaim, ...] | None = None
    priority_findings: tuple[PriorityFinding, ...] = Field(default=(), max_length=1000)
    """Claims without a finding keep both dates, and what lies between is "intermediate" (P)."""
    disclosures: tuple[Day, ...] = ()
    """Days of disclosures declared under Art. 24."""


class LegalStatus(StrEnum):
    """What a document may be held to be against a claim, by its dates."""

    PRIOR_ART = "prior_art"
    INTERMEDIATE = "intermediate"
    CONFLICTING = "conflicting"
    POSSIBLY_CONFLICTING = "possibly_conflicting"
    SAME_DAY = "same_day"
    LATER = "later"
    NEEDS_REVIEW = "needs_review"


class ClaimDates(Wire):
    """The dates of claims that have the same ones."""

    claims: tuple[int, ...]
    """Empty: of the whole application, where it has no numbered claims."""
    earliest: Day | None
    """Counts if the priority holds."""
    latest: Day | None
    """Counts if it does not."""
    settled: bool
    partial: bool
    """Each date holds for some of a claim's alternatives."""
    out_of_time: tuple[int, ...] = ()
    """Priorities that were claimed too late to count."""


class ClaimStatus(Wire):
    """What a document is to these claims."""

    claims: tuple[int, ...]
    status: LegalStatus
    reason: str
    """Code of the reason, e.g. ``filed_before_published_after``."""
    message: Message
    novelty_only: bool
    """A conflicting application counts for novelty only."""
    flags: tuple[str, ...] = ()
    """``part_of_claim``, ``conflicting_if_priority_holds``, ``grace_declared``, ``grace_possible``."""


class LegalBasis(Wire):
    """The dates that a search went by."""

    jurisdiction: str
    claims: tuple[ClaimDates, ...]

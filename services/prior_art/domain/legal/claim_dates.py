"""The effective date of each claim.

A claim takes the date of the earliest priority that holds for it, else the filing date (Patent
Law Art. 29; Implementing Rules 12, 35). Whether a priority holds is for the examiner: until told,
a claim has two dates, the earliest claimed one and the filing date, and what was published
between them is "intermediate" (P), neither prior art nor harmless. A claim whose alternatives have
different priorities (partial priority) keeps two dates for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.prior_art.domain.errors import InvalidQueryError
from shared.model.identification import PriorityClaim
from shared.model.time_limits import add_months, months_after

PRIORITY_MONTHS = 12
RESTORATION_MONTHS = 2
"""A priority claimed up to two months late may have been restored (Implementing Rules 36, 128)."""


@dataclass(frozen=True)
class Subject:
    """What decides the dates of an application under examination."""

    filing_date: date | None
    """In the sense of Art. 28: a divisional's is its parent's (Rule 49), a national phase's the
    international one (Rule 119)."""
    priorities: tuple[PriorityClaim, ...] = ()
    applicants: frozenset[str] = frozenset()
    """Normalised names; empty if unknown."""
    inventors: frozenset[str] = frozenset()
    disclosures: frozenset[date] = frozenset()
    """Days of disclosures declared under Art. 24."""


@dataclass(frozen=True)
class Finding:
    """What the examiner found about the priority of one claim."""

    claim: int
    priorities: tuple[int, ...]
    """Sequence numbers of the priorities that hold; empty: none does."""
    partial: bool = False
    """They hold for some of the claim's alternatives only."""


@dataclass(frozen=True)
class ClaimDate:
    """The dates of one claim.

    ``earliest`` counts if its priority holds, ``latest`` if it does not; they are equal once that
    is settled. ``None``: unknown.
    """

    claim: int
    earliest: date | None
    latest: date | None
    partial: bool = False
    """Both dates hold, each for some of the claim's alternatives."""
    estimated: bool = False
    """A priority without a date was claimed: ``earliest`` is the first day it can have."""
    out_of_time: tuple[int, ...] = ()
    """Priorities claimed too late to count, by sequence number."""

    @property
    def settled(self) -> bool:
        """Whether one date is known to apply to the whole claim."""
        return self.earliest is not None and self.earliest == self.latest


def claim_dates(
    subject: Subject, claims: Iterable[int], findings: Sequence[Finding]
) -> tuple[ClaimDate, ...]:
    """The dates of each claim, in the order given.

    Raises ``InvalidQueryError`` if a finding names a priority that is not claimed or has no date.
    """
    told = {finding.claim: finding for finding in findings}
    by_number = {priority.sequence: priority for priority in subject.priorities}
    for i, finding in enumerate(findings):
        _require_known(finding, by_number, f"#/legal_dates/priority_findings/{i}/priorities")
    return tuple(
        _as_found(subject, told[claim], by_number) if claim in told else _as_claimed(subject, claim)
        for claim in claims
    )


def _require_known(finding: Finding, by_number: Mapping[int, PriorityClaim], pointer: str) -> None:
    for number in finding.priorities:
        if number not in by_number or by_number[number].filing_date is None:
            raise InvalidQueryError(
                "The application claims no priority with this sequence number, or its date is not "
                "stated.",
                "该申请未要求此序号的优先权，或者未载明其在先申请日。",
                pointer=pointer,
            )


def _as_found(
    subject: Subject, finding: Finding, by_number: Mapping[int, PriorityClaim]
) -> ClaimDate:
    days = sorted(
        day for number in finding.priorities if (day := by_number[number].filing_date) is not None
    )
    if not days:
        return ClaimDate(finding.claim, subject.filing_date, subject.filing_date)
    if finding.partial:
        return ClaimDate(finding.claim, days[0], subject.filing_date, partial=True)
    # Several priorities that hold together: each covers some alternatives.
    return ClaimDate(finding.claim, days[0], days[-1], partial=len(set(days)) > 1)


def _as_claimed(subject: Subject, claim: int) -> ClaimDate:
    filed = subject.filing_date
    late = tuple(
        priority.sequence
        for priority in subject.priorities
        if priority.filing_date is not None and _out_of_time(priority.filing_date, filed)
    )
    counted = [one for one in subject.priorities if one.sequence not in late]
    days = [one.filing_date for one in counted if one.filing_date is not None]
    if len(days) < len(counted):
        possible = _first_possible(filed)
        return ClaimDate(claim, possible, filed, estimated=True, out_of_time=late)
    return ClaimDate(claim, min(days, default=filed), filed, out_of_time=late)


def _out_of_time(priority: date, filed: date | None) -> bool:
    """Whether the priority cannot count: after the filing, or beyond term and restoration."""
    if filed is None:
        return False
    limit = months_after(priority, PRIORITY_MONTHS)
    restorable = months_after(limit.end, RESTORATION_MONTHS)
    return priority > filed or restorable.missed(filed) is True


def _first_possible(filed: date | None) -> date | None:
    if filed is None:
        return None
    return add_months(filed, -(PRIORITY_MONTHS + RESTORATION_MONTHS))

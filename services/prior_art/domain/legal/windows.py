"""The dates that retrieval has to let through so that no document that counts is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.prior_art.domain.legal.claim_dates import ClaimDate
from services.prior_art.domain.legal.jurisdictions import DateLaw
from services.prior_art.domain.legal.status import INTERNATIONAL


@dataclass(frozen=True)
class Days:
    """Days from ``first`` to before ``before``, each open if ``None``; or the day is unknown."""

    first: date | None = None
    before: date | None = None
    unknown: bool = False

    def admit(self, day: date | None) -> bool:
        """Whether a day is one of these."""
        if day is None or self.unknown:
            return day is None and self.unknown
        return (self.first is None or day >= self.first) and (
            self.before is None or day < self.before
        )


@dataclass(frozen=True)
class DateWindow:
    """What a document's dates must be; ``None`` where anything goes."""

    published: Days | None = None
    filed: Days | None = None
    """Its filing date."""
    earliest: Days | None = None
    """The earlier of its filing date and its priorities."""
    office_codes: tuple[str, ...] = ()
    """Any of these; empty: any office."""
    not_applicants: str | None = None
    """``applicants_id`` of the documents that are left out."""


@dataclass(frozen=True)
class Windows:
    """Windows for the hits, and for what has to be reviewed because a date is unknown."""

    citable: tuple[DateWindow, ...]
    review: tuple[DateWindow, ...]


_UNKNOWN = Days(unknown=True)


def windows_for(
    claims: Sequence[ClaimDate],
    law: DateLaw,
    *,
    applicants: str | None,
    unpublished: bool,
) -> Windows:
    """The windows of all claims together.

    ``applicants`` is the subject's ``applicants_id``, ``unpublished`` tells that the collection
    holds pending applications. With a claim whose date is unknown every dated document is let
    through: its status says what is missing.
    """
    latest = [claim.latest for claim in claims]
    known = [day for day in latest if day is not None]
    day = max(known) if known and len(known) == len(latest) else None
    if day is None:
        return Windows((DateWindow(published=Days()),), (DateWindow(published=_UNKNOWN),))
    conflict_offices = (law.office_code, INTERNATIONAL)
    until = Days(before=day + timedelta(days=1) if day < date.max else None)
    since = law.own_application_counts_from
    # Under the older law the applicant's own earlier applications do not conflict.
    own = applicants if since is not None and day < since and len(set(known)) == 1 else None
    later = Days(first=day)
    citable = [DateWindow(published=Days(before=day))]
    citable += _conflicting(later, day, until, conflict_offices, own)
    review = _filing_unknown(later, until, conflict_offices)
    if unpublished:
        citable += _conflicting(_UNKNOWN, day, until, conflict_offices, own)
        review += _filing_unknown(_UNKNOWN, until, conflict_offices)
        return Windows(tuple(citable), tuple(review))
    review += [
        DateWindow(published=_UNKNOWN, filed=Days(before=day)),
        DateWindow(published=_UNKNOWN, filed=_UNKNOWN),
        DateWindow(published=_UNKNOWN, filed=later, earliest=until, office_codes=conflict_offices),
    ]
    return Windows(tuple(citable), tuple(review))


def _conflicting(
    published: Days, day: date, until: Days, offices: tuple[str, ...], own: str | None
) -> list[DateWindow]:
    known = Days()
    if own is None:
        return [DateWindow(published, known, until, offices)]
    same_day = Days(first=day, before=until.before)
    return [
        DateWindow(published, known, Days(before=day), offices, not_applicants=own),
        DateWindow(published, known, same_day, offices),
    ]


def _filing_unknown(published: Days, until: Days, offices: tuple[str, ...]) -> list[DateWindow]:
    return [
        DateWindow(published, _UNKNOWN, until, offices),
        DateWindow(published, _UNKNOWN, _UNKNOWN, offices),
    ]

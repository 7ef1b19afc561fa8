"""What a document is to a claim, by its dates alone.

Prior art was published strictly before the claim's date (Art. 22(5): "申请日以前" ends with the day
before). A conflicting application was filed with the same office before that date and published
on it or later; it counts for novelty only (Art. 22(2); Guidelines II-3-2.2). A document whose dates
are not known is to be reviewed; it never passes silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.prior_art.domain.legal.claim_dates import ClaimDate, Subject
from services.prior_art.domain.legal.jurisdictions import DateLaw
from shared.model.time_limits import months_after

INTERNATIONAL = "WO"
_DESIGN_KINDS = "SD"


class Status(StrEnum):
    """What a document may be held to be."""

    PRIOR_ART = "prior_art"
    INTERMEDIATE = "intermediate"
    """Published between the priority date and the filing date: prior art if priority fails."""
    CONFLICTING = "conflicting"
    """Earlier application, published later: novelty only."""
    POSSIBLY_CONFLICTING = "possibly_conflicting"
    """The same, if a priority fails or holds, or an international application has entered."""
    SAME_DAY = "same_day"
    """Filed on the same day: double patenting (Art. 9)."""
    LATER = "later"
    """Nothing to this claim."""
    NEEDS_REVIEW = "needs_review"
    """A date that decides is unknown."""


class Reason(StrEnum):
    """Why a document has its status."""

    PUBLISHED_BEFORE = "published_before"
    PUBLISHED_IN_PRIORITY_INTERVAL = "published_in_priority_interval"
    FILED_BEFORE_PUBLISHED_AFTER = "filed_before_published_after"
    FILED_BEFORE_NOT_YET_PUBLISHED = "filed_before_not_yet_published"
    FILED_IN_PRIORITY_INTERVAL = "filed_in_priority_interval"
    DOCUMENT_PRIORITY_DECIDES = "document_priority_decides"
    NATIONAL_PHASE_DECIDES = "national_phase_decides"
    FILED_ON_THE_DAY = "filed_on_the_day"
    FILED_LATER = "filed_later"
    OTHER_OFFICE = "other_office"
    OWN_EARLIER_FILING = "own_earlier_filing"
    PUBLICATION_DATE_UNKNOWN = "publication_date_unknown"
    FILING_DATE_UNKNOWN = "filing_date_unknown"
    CLAIM_DATE_UNKNOWN = "claim_date_unknown"
    PRIORITY_DATE_UNKNOWN = "priority_date_unknown"
    APPLICANTS_DECIDE = "applicants_decide"


class Flag(StrEnum):
    """What else the examiner should know."""

    PART_OF_CLAIM = "part_of_claim"
    """Holds for those alternatives only that lack the earlier priority."""
    CONFLICTING_IF_PRIORITY_HOLDS = "conflicting_if_priority_holds"
    """An intermediate document that was filed before the priority date."""
    GRACE_DECLARED = "grace_declared"
    GRACE_POSSIBLE = "grace_possible"
    """Published within the grace period by a person of the application."""


@dataclass(frozen=True)
class DocumentDates:
    """The facts of a document that decide."""

    office_code: str
    kind_code: str | None
    publication_date: date | None
    filing_date: date | None
    priority_dates: tuple[date, ...] = ()
    applicants: frozenset[str] = frozenset()
    inventors: frozenset[str] = frozenset()
    unpublished: bool = False
    """A pending application that has not been published yet."""

    @property
    def earliest(self) -> date | None:
        """The earliest date that it can have itself."""
        known = [*self.priority_dates, *([self.filing_date] if self.filing_date else [])]
        return min(known, default=None)


@dataclass(frozen=True)
class Judgement:
    """What a document is to a claim, and why."""

    status: Status
    reason: Reason
    flags: frozenset[Flag] = frozenset()


def judge(document: DocumentDates, claim: ClaimDate, subject: Subject, law: DateLaw) -> Judgement:
    """What the document is to the claim under the law of an office."""
    published = document.publication_date
    if claim.earliest is None and claim.latest is None:
        return Judgement(Status.NEEDS_REVIEW, Reason.CLAIM_DATE_UNKNOWN)
    if published is None and not document.unpublished:
        return _undated(document, claim, subject, law)
    if published is not None and (decided := _as_publication(document, published, claim, law)):
        return Judgement(
            decided.status,
            decided.reason,
            decided.flags | frozenset(_grace(document, published, claim, subject, law)),
        )
    if claim.latest is None:
        return Judgement(Status.NEEDS_REVIEW, Reason.CLAIM_DATE_UNKNOWN)
    return _as_application(document, claim, claim.latest, subject, law)


def _undated(
    document: DocumentDates, claim: ClaimDate, subject: Subject, law: DateLaw
) -> Judgement:
    """A published document without date: it was published on its filing date or later."""
    if (
        document.filing_date is not None
        and claim.latest is not None
        and document.filing_date >= claim.latest
    ):
        return _as_application(document, claim, claim.latest, subject, law)
    return Judgement(Status.NEEDS_REVIEW, Reason.PUBLICATION_DATE_UNKNOWN)


def _as_publication(
    document: DocumentDates, published: date, claim: ClaimDate, law: DateLaw
) -> Judgement | None:
    """Prior art, or what may be; ``None`` if it was published too late for that."""
    if claim.earliest is not None and published < claim.earliest:
        return Judgement(Status.PRIOR_ART, Reason.PUBLISHED_BEFORE)
    if claim.latest is None or published >= claim.latest:
        return None
    if claim.partial:
        flags = frozenset({Flag.PART_OF_CLAIM})
        return Judgement(Status.PRIOR_ART, Reason.PUBLISHED_BEFORE, flags)
    if claim.estimated:
        return Judgement(Status.NEEDS_REVIEW, Reason.PRIORITY_DATE_UNKNOWN)
    filed_before = (
        document.filing_date is not None
        and claim.earliest is not None
        and document.filing_date < claim.earliest
        and _same_office(document, law)
    )
    return Judgement(
        Status.INTERMEDIATE,
        Reason.PUBLISHED_IN_PRIORITY_INTERVAL,
        frozenset({Flag.CONFLICTING_IF_PRIORITY_HOLDS} if filed_before else ()),
    )


def _as_application(
    document: DocumentDates, claim: ClaimDate, latest: date, subject: Subject, law: DateLaw
) -> Judgement:
    """What an application is that was published on the claim's date or later, or not yet."""
    international = document.office_code == INTERNATIONAL
    if not international and not _same_office(document, law):
        return Judgement(Status.LATER, Reason.OTHER_OFFICE)
    filed, earliest_own = document.filing_date, document.earliest
    if earliest_own is not None and earliest_own > latest:
        return Judgement(Status.LATER, Reason.FILED_LATER)
    if filed is None:
        return Judgement(Status.NEEDS_REVIEW, Reason.FILING_DATE_UNKNOWN)
    by_date = _by_filing_date(document, filed, claim, latest)
    if by_date.status in (Status.CONFLICTING, Status.POSSIBLY_CONFLICTING):
        if (own := _own_earlier_filing(document, claim, subject, law)) is not None:
            return own
        if international:
            return Judgement(
                Status.POSSIBLY_CONFLICTING, Reason.NATIONAL_PHASE_DECIDES, by_date.flags
            )
    elif by_date.status is Status.SAME_DAY and international:
        return Judgement(Status.POSSIBLY_CONFLICTING, Reason.NATIONAL_PHASE_DECIDES)
    return by_date


def _by_filing_date(
    document: DocumentDates, filed: date, claim: ClaimDate, latest: date
) -> Judgement:
    earliest = claim.earliest if claim.earliest is not None else latest
    before = (
        Reason.FILED_BEFORE_NOT_YET_PUBLISHED
        if document.unpublished and document.publication_date is None
        else Reason.FILED_BEFORE_PUBLISHED_AFTER
    )
    own = min([filed, *document.priority_dates])
    if filed < earliest:
        return Judgement(Status.CONFLICTING, before)
    if filed < latest:
        if claim.partial:
            return Judgement(Status.CONFLICTING, before, frozenset({Flag.PART_OF_CLAIM}))
        reason = (
            Reason.PRIORITY_DATE_UNKNOWN if claim.estimated else Reason.FILED_IN_PRIORITY_INTERVAL
        )
        return Judgement(Status.POSSIBLY_CONFLICTING, reason)
    if own < latest:
        return Judgement(Status.POSSIBLY_CONFLICTING, Reason.DOCUMENT_PRIORITY_DECIDES)
    if own == latest:
        return Judgement(Status.SAME_DAY, Reason.FILED_ON_THE_DAY)
    return Judgement(Status.LATER, Reason.FILED_LATER)


def _own_earlier_filing(
    document: DocumentDates, claim: ClaimDate, subject: Subject, law: DateLaw
) -> Judgement | None:
    """Under the older law the applicant's own earlier application does not conflict.

    ``None`` where it makes no difference who filed it.
    """
    since = law.own_application_counts_from
    if since is None or (claim.earliest is not None and claim.earliest >= since):
        return None
    if not subject.applicants or not document.applicants:
        return Judgement(Status.NEEDS_REVIEW, Reason.APPLICANTS_DECIDE)
    if not subject.applicants & document.applicants:
        return None
    old_law = claim.latest is not None and claim.latest < since
    if subject.applicants == document.applicants and old_law:
        return Judgement(Status.LATER, Reason.OWN_EARLIER_FILING)
    # Some applicants in common, or priority and filing on both sides of the change of law.
    return Judgement(Status.NEEDS_REVIEW, Reason.APPLICANTS_DECIDE)


def _grace(
    document: DocumentDates, published: date, claim: ClaimDate, subject: Subject, law: DateLaw
) -> Iterator[Flag]:
    day = claim.earliest if law.grace_counts_from_priority else subject.filing_date
    if day is None or published >= day or months_after(published, law.grace_months).missed(day):
        return
    if published in subject.disclosures:
        yield Flag.GRACE_DECLARED
    elif (subject.applicants | subject.inventors) & (document.applicants | document.inventors):
        yield Flag.GRACE_POSSIBLE


def _same_office(document: DocumentDates, law: DateLaw) -> bool:
    """Whether it is an application with the office for a patent or utility model."""
    design = (
        document.office_code == "CN" and (document.kind_code or "A")[0].upper() in _DESIGN_KINDS
    )
    return document.office_code == law.office_code and not design

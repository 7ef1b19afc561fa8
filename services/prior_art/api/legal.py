"""The law of dates on the wire, and the filter that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.prior_art.domain.errors import InvalidQueryError
from services.prior_art.domain.identity import applicants_id
from services.prior_art.domain.legal.claim_dates import ClaimDate, Finding, Subject, claim_dates
from services.prior_art.domain.legal.jurisdictions import DateLaw, date_law
from services.prior_art.domain.legal.messages import MESSAGES
from services.prior_art.domain.legal.status import Judgement, Status, judge
from services.prior_art.domain.legal.subject import document_dates, subject_of
from services.prior_art.domain.legal.windows import Windows, windows_for
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_legal import (
    ClaimDates,
    ClaimStatus,
    LegalBasis,
    LegalDates,
    LegalStatus,
)
from shared.model.application import Application

WHOLE = 0
"""Stands for the application as a whole where it has no numbered claims."""
_NOVELTY_ONLY = {Status.CONFLICTING, Status.POSSIBLY_CONFLICTING}


@dataclass(frozen=True)
class Law:
    """Everything that judges a document in one search."""

    law: DateLaw
    subject: Subject
    claims: tuple[ClaimDate, ...]
    unpublished: bool
    """The collection holds pending applications."""
    windows: Windows

    def judgements(self, document: PriorArtDocument) -> dict[int, Judgement]:
        """What the document is to each claim."""
        dates = document_dates(document, unpublished=self.unpublished)
        return {claim.claim: judge(dates, claim, self.subject, self.law) for claim in self.claims}


def law_of(
    stated: LegalDates,
    searched: Application | PriorArtDocument | None,
    claims: Sequence[int],
    *,
    unpublished: bool,
) -> Law:
    """The law of a search. Raises ``InvalidQueryError``."""
    subject = subject_of(searched, stated)
    law = date_law(stated.jurisdiction)
    findings = [Finding(one.claim, one.priorities, one.partial) for one in stated.priority_findings]
    for i, finding in enumerate(findings):
        if finding.claim not in claims:
            raise InvalidQueryError(
                "The search is by no claim of this number.",
                "检索未涉及此编号的权利要求。",
                pointer=f"#/legal_dates/priority_findings/{i}/claim",
            )
    dates = claim_dates(subject, claims or (WHOLE,), findings)
    persons = searched.bibliographic.applicants if isinstance(searched, Application) else ()
    names = [one.name for one in persons]
    if isinstance(searched, PriorArtDocument):
        names = list(searched.applicants)
    windows = windows_for(dates, law, applicants=applicants_id(names), unpublished=unpublished)
    return Law(law, subject, dates, unpublished, windows)


def to_basis(law: Law) -> LegalBasis:
    """The dates as the wire has them; claims with the same dates together."""
    groups: dict[ClaimDate, list[int]] = {}
    for claim in law.claims:
        same = ClaimDate(
            WHOLE, claim.earliest, claim.latest, claim.partial, claim.estimated, claim.out_of_time
        )
        groups.setdefault(same, []).append(claim.claim)
    return LegalBasis(
        jurisdiction=law.law.office_code,
        claims=tuple(
            ClaimDates(
                claims=_numbers(claims),
                earliest=dates.earliest,
                latest=dates.latest,
                settled=dates.settled,
                partial=dates.partial,
                out_of_time=dates.out_of_time,
            )
            for dates, claims in groups.items()
        ),
    )


def to_statuses(judgements: Mapping[int, Judgement]) -> tuple[ClaimStatus, ...]:
    """What a document is, claims of one judgement together."""
    groups: dict[Judgement, list[int]] = {}
    for claim, judgement in judgements.items():
        groups.setdefault(judgement, []).append(claim)
    return tuple(
        ClaimStatus(
            claims=_numbers(claims),
            status=LegalStatus(judgement.status.value),
            reason=judgement.reason.value,
            message=MESSAGES[judgement.reason],
            novelty_only=judgement.status in _NOVELTY_ONLY,
            flags=tuple(sorted(judgement.flags)),
        )
        for judgement, claims in groups.items()
    )


def _numbers(claims: Iterable[int]) -> tuple[int, ...]:
    return tuple(claim for claim in claims if claim != WHOLE)

"""The dates and persons of an application or a document, as the law of dates needs them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.prior_art.domain.identity import name_id
from services.prior_art.domain.legal.claim_dates import Subject
from services.prior_art.domain.legal.status import DocumentDates
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_legal import LegalDates
from shared.model.application import Application, BibliographicData


def subject_of(searched: Application | PriorArtDocument | None, stated: LegalDates) -> Subject:
    """The subject of a search; what is stated replaces what its papers say."""
    if isinstance(searched, Application):
        bibliographic = searched.bibliographic
        filed = _filing_date(bibliographic)
        priorities = bibliographic.priority_claims
        applicants = [one.name for one in bibliographic.applicants]
        inventors = [one.name for one in bibliographic.inventors]
    elif searched is not None:
        filed, priorities = searched.filing_date, searched.priority_claims
        applicants, inventors = list(searched.applicants), list(searched.inventors)
    else:
        filed, priorities, applicants, inventors = None, (), [], []
    return Subject(
        filing_date=stated.filing_date or filed,
        priorities=priorities if stated.priority_claims is None else stated.priority_claims,
        applicants=_names(applicants),
        inventors=_names(inventors),
        disclosures=frozenset(stated.disclosures),
    )


def document_dates(document: PriorArtDocument, *, unpublished: bool) -> DocumentDates:
    """The facts of a document; ``unpublished`` tells that its collection is."""
    return DocumentDates(
        office_code=document.office_code,
        kind_code=document.kind_code,
        publication_date=document.publication_date,
        filing_date=document.filing_date,
        priority_dates=tuple(
            one.filing_date for one in document.priority_claims if one.filing_date is not None
        ),
        applicants=_names(document.applicants),
        inventors=_names(document.inventors),
        unpublished=unpublished,
    )


def _filing_date(bibliographic: BibliographicData) -> date | None:
    """Of a divisional its parent's (Rule 49), of a national phase the international one."""
    if bibliographic.parent is not None:
        # Not the day on which the divisional was handed in, even if the parent's is not stated.
        return bibliographic.parent.filing_date
    if bibliographic.pct is not None and bibliographic.pct.filing_date is not None:
        return bibliographic.pct.filing_date
    return bibliographic.filing_date


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(known for name in names if (known := name_id(name)))

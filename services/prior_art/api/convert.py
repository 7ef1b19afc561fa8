"""Between wire models and the domain."""

from __future__ import annotations

import shared
from services.prior_art.api.legal import Law, to_statuses
from services.prior_art.domain.access import Access
from services.prior_art.domain.classification import ipc_filter_terms
from services.prior_art.domain.identity import application_id, document_number_id, own_papers
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.domain.search import Found
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.states import Collection
from shared.contracts.common import Versions
from shared.contracts.prior_art import (
    CollectionInfo,
    FamilyMember,
    HitPassage,
    PriorArtDocument,
    SearchFilter,
    SearchHit,
)
from shared.model.application import Application

SERVICE = "prior_art"


def to_constraint(
    wire: SearchFilter, subject: Application | PriorArtDocument | None
) -> RetrievalFilter:
    """The filter, with the subject's own papers excluded.

    Raises ``InvalidQueryError`` for a symbol that is not of the IPC.
    """
    keys = {key.strip() for key in wire.exclude if key.strip()}
    applications: set[str] = set()
    if isinstance(subject, Application):
        own_applications, own_numbers = own_papers(subject)
        applications |= own_applications
        keys |= own_numbers
    elif subject is not None:
        keys |= {subject.key, document_number_id(subject)}
        own = application_id(subject.office_code, subject.application_number)
        applications |= {own} if own is not None else set()
    return RetrievalFilter(
        published_before=wire.published_before,
        published_from=wire.published_from,
        ipc=ipc_filter_terms(wire.ipc),
        office_codes=tuple(sorted({code.strip().upper() for code in wire.office_codes})),
        excluded_keys=frozenset(keys),
        excluded_applications=frozenset(applications),
    )


def to_member(document: PriorArtDocument, law: Law | None) -> FamilyMember:
    """One publication of a family."""
    return FamilyMember(
        key=document.key,
        title=document.title,
        publication_date=document.publication_date,
        legal=to_statuses(law.judgements(document)) if law is not None else (),
    )


def to_hit(rank: int, found: Found, law: Law | None) -> SearchHit:
    """One hit as the wire has it."""
    document = found.document
    return SearchHit(
        rank=rank,
        key=found.fused.key,
        score=found.fused.score,
        title=document.title,
        publication_date=document.publication_date,
        applicants=document.applicants,
        classifications=document.classifications,
        passages=tuple(
            HitPassage(
                kind=one.passage.kind,
                number=one.passage.number,
                start=one.start,
                text=one.text,
                highlights=one.highlights,
                score=one.score,
            )
            for one in found.passages
        ),
        channels=found.fused.channels,
        family=tuple(to_member(one, law) for one in found.family),
        legal=to_statuses(law.judgements(document)) if law is not None else (),
    )


def to_versions(indexed: IndexedCollection) -> Versions:
    """Everything that decides a result."""
    return Versions(service=SERVICE, zhishen=shared.__version__, components=indexed.versions)


def to_info(collection: Collection, indexed: IndexedCollection) -> CollectionInfo:
    """State of a collection as the wire has it."""
    return CollectionInfo(
        name=collection.name,
        unpublished=collection.access is Access.UNPUBLISHED,
        documents=collection.documents,
        updated_at=collection.updated_at,
        versions=to_versions(indexed),
    )

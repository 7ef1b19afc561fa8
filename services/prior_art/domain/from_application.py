"""A published application or patent, as the readers of shared.formats give it, as a document."""

from __future__ import annotations

from services.prior_art.domain.identity import application_id
from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument
from shared.model.application import Application
from shared.model.identification import DocumentStage


def is_unpublished(application: Application) -> bool:
    """Whether the papers are a filing that names no publication of its own."""
    bibliographic = application.bibliographic
    return (
        application.stage is not DocumentStage.PUBLICATION
        and bibliographic.publication is None
        and bibliographic.grant is None
    )


def document_from_application(application: Application, source: str) -> PriorArtDocument | None:
    """The document; ``None`` if the papers carry no number to know it by.

    A grant is preferred over the application's publication: the text is the grant's. A filing
    without publication is known by its application number and may only be put into an
    unpublished collection (``is_unpublished``).
    """
    bibliographic = application.bibliographic
    published = bibliographic.grant or bibliographic.publication
    if published is not None:
        office, number = published.office_code, published.document_number
        kind, day = published.kind_code, published.publication_date
    else:
        known = application_id(bibliographic.office_code, bibliographic.application_number)
        if known is None:
            return None
        office, number = bibliographic.office_code, known.removeprefix(bibliographic.office_code)
        kind, day = None, None
    title = application.title
    description = application.description
    return PriorArtDocument(
        office_code=office,
        document_number=number,
        kind_code=kind,
        publication_date=day,
        application_number=bibliographic.application_number,
        filing_date=bibliographic.filing_date,
        priority_claims=bibliographic.priority_claims,
        title=title.text if title is not None else "",
        language=application.language,
        abstract=(application.abstract.text or None) if application.abstract is not None else None,
        claims=tuple(
            DocumentPassage(
                kind=PassageKind.CLAIM,
                number=str(claim.number) if claim.number is not None else None,
                text=claim.unit.text,
            )
            for claim in application.claims or ()
            if not claim.cancelled
        ),
        paragraphs=tuple(
            DocumentPassage(
                kind=PassageKind.DESCRIPTION, number=paragraph.number, text=paragraph.unit.text
            )
            for paragraph in (description.paragraphs if description is not None else ())
        ),
        applicants=tuple(applicant.name for applicant in bibliographic.applicants),
        inventors=tuple(inventor.name for inventor in bibliographic.inventors),
        classifications=bibliographic.classifications,
        citations=bibliographic.citations,
        source=source,
    )

"""The application: everything its own papers say."""

from __future__ import annotations

from shared.model.base import Frozen
from shared.model.claims import Claim
from shared.model.classification import Classification
from shared.model.day import Day
from shared.model.description import Description
from shared.model.design import DesignPapers
from shared.model.drawings import Figure
from shared.model.identification import (
    ApplicationKind,
    Citation,
    DocumentId,
    DocumentStage,
    FilingRoute,
    ParentApplication,
    PctData,
    PriorityClaim,
)
from shared.model.layout import DocumentLayout
from shared.model.parties import Agency, Applicant, ContactPerson, Inventor
from shared.model.source import Location, SourceMap, TextUnit


class FieldSource(Frozen):
    """Where a stated value stands.

    ``pointer`` is a JSON pointer into the application, or for the facts around it (``/request/…``,
    ``/events/…``, ``/fees/…``, ``/papers/…``) into the case file.
    """

    pointer: str
    source: SourceMap


class BibliographicData(Frozen):
    """Bibliographic data (ST.96 BibliographicData)."""

    office_code: str
    application_number: str | None = None
    """As stated, e.g. ``201410408762.5``."""
    filing_date: Day | None = None
    publication: DocumentId | None = None
    grant: DocumentId | None = None
    pct: PctData | None = None
    parent: ParentApplication | None = None
    priority_claims: tuple[PriorityClaim, ...] = ()
    applicants: tuple[Applicant, ...] = ()
    inventors: tuple[Inventor, ...] = ()
    contact_person: ContactPerson | None = None
    agency: Agency | None = None
    invention_title: TextUnit | None = None
    """Title of the bibliographic part (request form or front page)."""
    classifications: tuple[Classification, ...] = ()
    citations: tuple[Citation, ...] = ()


class Abstract(Frozen):
    """The abstract and its figure."""

    units: tuple[TextUnit, ...] = ()
    figure: Figure | None = None

    @property
    def text(self) -> str:
        """All paragraphs joined by line breaks."""
        return "\n".join(unit.text for unit in self.units)


class FiledDocument(Frozen):
    """One document of the package and what it was read as."""

    file: str
    part: str
    """``claims``, ``description``, ``drawings``, ``abstract``, ``abstract_figure``, ``request`` …"""
    format: str
    """Reader that took it, e.g. ``cnipa-efiling``."""
    location: Location | None = None
    layout: DocumentLayout | None = None
    """Layout of the file, where its format states one (DOCX, scans)."""


class ReadingNote(Frozen):
    """Something the reader met and could not take into the model: nothing is dropped silently."""

    code: str
    message_en: str
    message_zh: str
    location: Location | None = None


class Application(Frozen):
    """A patent application as its papers show it.

    A part that no paper carries is ``None``; an empty part that is present is empty.
    """

    stage: DocumentStage
    kind: ApplicationKind | None
    """``None`` when no paper, number or wording tells."""
    kind_basis: str | None = None
    """``request``, ``application_number``, ``publication`` or ``wording``."""
    route: FilingRoute = FilingRoute.NATIONAL
    language: str = "zh"
    """BCP 47 code of the text."""
    bibliographic: BibliographicData
    claims: tuple[Claim, ...] | None = None
    claims_heading: TextUnit | None = None
    description: Description | None = None
    abstract: Abstract | None = None
    drawings: tuple[Figure, ...] | None = None
    design: DesignPapers | None = None
    documents: tuple[FiledDocument, ...] = ()
    field_sources: tuple[FieldSource, ...] = ()
    reading_notes: tuple[ReadingNote, ...] = ()

    @property
    def title(self) -> TextUnit | None:
        """The description's title, else the bibliographic one, else the design's product name."""
        if self.description is not None and self.description.title is not None:
            return self.description.title
        if self.bibliographic.invention_title is not None:
            return self.bibliographic.invention_title
        return self.design.product_name if self.design is not None else None

    def text_units(self) -> tuple[TextUnit, ...]:
        """Every text unit, in the order title, abstract, claims, description, design."""
        paragraphs = self.description.paragraphs if self.description is not None else ()
        return (
            *self.units_before_paragraphs(),
            *(paragraph.unit for paragraph in paragraphs),
            *self.units_after_paragraphs(),
        )

    def units_before_paragraphs(self) -> tuple[TextUnit, ...]:
        """The text units that stand before the description's paragraphs in this order."""
        units: list[TextUnit] = []
        if self.bibliographic.invention_title is not None:
            units.append(self.bibliographic.invention_title)
        if self.abstract is not None:
            units.extend(self.abstract.units)
        if self.claims_heading is not None:
            units.append(self.claims_heading)
        for claim in self.claims or ():
            units.extend([claim.number_unit] if claim.number_unit else [])
            units.append(claim.unit)
        if self.description is not None:
            units.extend([self.description.title] if self.description.title else [])
            units.extend(heading.unit for heading in self.description.headings)
        return tuple(units)

    def units_after_paragraphs(self) -> tuple[TextUnit, ...]:
        """The text units of the design."""
        if self.design is None:
            return ()
        name = self.design.product_name
        return (*([name] if name else []), *self.design.brief_explanation)

"""What identifies applications and documents (WIPO ST.96 names)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import StrictInt

from shared.model.base import Frozen
from shared.model.day import Day


class ApplicationKind(StrEnum):
    """What protection is asked for (Patent Law Art. 2)."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"


class FilingRoute(StrEnum):
    """How the application reached the office. A divisional is told by its parent, not by this."""

    NATIONAL = "national"
    PCT_NATIONAL_PHASE = "pct_national_phase"
    HAGUE = "hague"


class DocumentStage(StrEnum):
    """What kind of paper was read; it decides which completeness rules can apply."""

    FILING = "filing"
    """A package as filed: absent parts are defects."""
    PUBLICATION = "publication"
    """A published application or granted patent: filing completeness does not apply."""
    EXCERPT = "excerpt"
    """Parts only (claims, an abstract): what is absent is unknown."""


class DocumentId(Frozen):
    """A published document: office, number, kind code, date (ST.96 PatentDocumentIdentification)."""

    office_code: str
    """WIPO ST.3 code."""
    document_number: str
    kind_code: str | None = None
    """WIPO ST.16 kind code."""
    publication_date: Day | None = None


class PriorityClaim(Frozen):
    """One claimed priority (Patent Law Art. 29; ST.96 PriorityClaim)."""

    sequence: StrictInt
    office_code: str | None = None
    application_number: str | None = None
    """As stated, not normalised."""
    filing_date: Day | None = None
    scope: str | None = None
    """``national``, ``international`` or ``regional`` where the document says so."""


class PctData(Frozen):
    """International phase of an application that entered the national phase."""

    application_number: str | None = None
    filing_date: Day | None = None
    publication_number: str | None = None
    publication_date: Day | None = None
    national_phase_entry_date: Day | None = None


class ParentApplication(Frozen):
    """The application from which a divisional was divided (Implementing Rules, Rule 48)."""

    application_number: str
    filing_date: Day | None = None
    submission_date: Day | None = None


class Citation(Frozen):
    """A cited document, as the publication or search report lists it."""

    document: DocumentId | None = None
    text: str | None = None
    """Non-patent literature, or the citation as printed."""
    category: str | None = None
    """X, Y, A … where the source gives one."""
    cited_by_examiner: bool | None = None
    classification: str | None = None

"""The dossier: one examination of one application, section by section."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from shared.contracts.common import Message, NotChecked, Problem, Versions, Wire
from shared.contracts.design_image import ImageSearchResult
from shared.contracts.formal_check import (
    CheckProfile,
    Finding,
    RuleOutcome,
    SuppressedFinding,
)
from shared.contracts.ocr import Recognition
from shared.contracts.prior_art import SearchResult
from shared.model.application import Application
from shared.model.day import Day
from shared.model.drawings import RecognisedSign


class SectionStatus(StrEnum):
    """What became of a section."""

    COMPLETE = "complete"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


class Section(Wire):
    """Common members: a failed section has a problem, one that does not apply has a reason."""

    status: SectionStatus
    problem: Problem | None = None
    reason: Message | None = None


class FormalCheckSection(Section):
    """Formal check of the papers, and of the recognised signs when recognition is in."""

    versions: Versions | None = None
    profile: CheckProfile | None = None
    with_recognition: bool = False
    """Whether recognised drawing signs were among the facts."""
    with_recognised_text: bool = False
    """Whether parts filed as pictures only were checked by their recognised text; its places count in
    ``sections.ocr.recognitions[].structure.text``."""
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()


class OcrSection(Section):
    """Recognition of drawings and of pages that are only images, one entry per file."""

    recognitions: tuple[Recognition, ...] = ()
    recognised_signs: tuple[RecognisedSign, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    """Files that could not be read, and why."""


class DateLimitBasis(StrEnum):
    """Which date of the application bounds the search."""

    PRIORITY_DATE = "priority_date"
    """The earliest priority claimed; whether the claim is valid was not examined."""
    PARENT_FILING_DATE = "parent_filing_date"
    INTERNATIONAL_FILING_DATE = "international_filing_date"
    FILING_DATE = "filing_date"


class DateLimit(Wire):
    """The search is for documents published before this day."""

    published_before: Day
    basis: DateLimitBasis


class SearchSection(Section):
    """What the two searches have in common."""

    date_limit: DateLimit | None = None
    """``None`` when the papers state no date: then documents of any date are found."""
    not_checked: tuple[NotChecked, ...] = ()
    """What this search does not cover, beside the result's own."""


class PriorArtSection(SearchSection):
    """Prior-art search."""

    result: SearchResult | None = None
    pending: SearchResult | None = None
    """Applications not yet published that may conflict: shown to examiners only, absent for everybody
    else."""


class DesignImageSection(SearchSection):
    """Search for earlier designs."""

    result: ImageSearchResult | None = None


class DossierSections(Wire):
    """All sections; one failing never loses the others."""

    formal_check: FormalCheckSection
    prior_art: PriorArtSection
    design_image: DesignImageSection
    ocr: OcrSection


class Dossier(Wire):
    """Answer of ``POST /v1/examinations``."""

    id: str
    created_at: datetime
    input_name: str
    """Name of the package as given."""
    input_sha256: str
    """SHA-256 of the one file given, or of the lines ``<sha256>  <name>`` of several, by name."""
    application: Application
    sections: DossierSections
    versions: Versions

"""A registered design, its views, and what a search may be limited to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.raster import Floats
from shared.model.design import ViewKind


@dataclass(frozen=True)
class DesignFacts:
    """What is known of a design beside its pictures."""

    design_id: str
    """Registration or publication number with office code."""
    title: str | None = None
    locarno_class: str | None = None
    """Normalised, ``06-01`` or ``06`` (``locarno.normalised``)."""
    filing_date: date | None = None
    publication_date: date | None = None
    applicants: tuple[str, ...] = ()
    office_code: str | None = None


@dataclass(frozen=True)
class ViewFacts:
    """What is known of a view beside its picture."""

    kind: ViewKind = ViewKind.OTHER
    label: str | None = None
    file: str = ""
    """Name of the file it came from."""


@dataclass(frozen=True)
class DescribedView:
    """A view ready to be kept."""

    facts: ViewFacts
    image_sha256: str
    vector: Floats
    key_points: KeyPoints


@dataclass(frozen=True)
class StoredView:
    """A view in the collection; ``position`` counts from 1 and is its public identifier."""

    key: int
    """Key of the store, never used again."""
    design_id: str
    position: int
    facts: ViewFacts
    image_sha256: str


@dataclass(frozen=True)
class StoredDesign:
    """A design in the collection."""

    facts: DesignFacts
    views: tuple[StoredView, ...]


@dataclass(frozen=True)
class SearchFilter:
    """Hard constraints; they act inside retrieval."""

    published_before: date | None = None
    """Strictly before this day: what is made public on the filing day itself is no prior design."""
    published_from: date | None = None
    """On this day or later."""
    filed_before: date | None = None
    """Strictly before this day."""
    locarno: tuple[str, ...] = ()
    """Normalised classes or subclasses, any of which is enough."""
    office_codes: tuple[str, ...] = ()
    """Any of which is enough."""
    applicants: tuple[str, ...] = ()
    """Names or parts of names (``applicant_key``), any of which is enough."""
    exclude: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self == SearchFilter()


def published_and_conflicting(
    wanted: SearchFilter, critical: date, conflict_offices: tuple[str, ...]
) -> tuple[SearchFilter, SearchFilter | None]:
    """What may stand against a design of that filing or priority date: what was public before it,
    and earlier applications with the same offices that were made public on it or later.

    China: Patent Law Art. 23(1), 23(4). ``None`` where the filter's own offices rule out the second.
    """
    published = replace(wanted, published_before=critical)
    offices = tuple(
        office
        for office in conflict_offices
        if not wanted.office_codes or office in wanted.office_codes
    )
    if not offices:
        return published, None
    return published, replace(
        wanted, published_from=critical, filed_before=critical, office_codes=offices
    )


def applicant_key(name: str) -> str:
    """A name by which spellings of one applicant compare equal: width, case, spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())

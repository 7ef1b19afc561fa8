"""A registered design, its views, and what a search may be limited to."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    locarno: tuple[str, ...] = ()
    """Normalised classes or subclasses, any of which is enough."""
    exclude: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self.published_before is None and not self.locarno and not self.exclude

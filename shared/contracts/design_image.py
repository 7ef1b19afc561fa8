"""Wire models of design_image. Pictures travel as multipart files, their facts as JSON."""

from __future__ import annotations

from pydantic import Field

from shared.contracts.common import NotChecked, Versions, Wire
from shared.model.day import Day
from shared.model.design import ViewKind


class DesignViewData(Wire):
    """Facts of one uploaded view; ``file`` names the multipart file."""

    file: str
    kind: ViewKind = ViewKind.OTHER
    label: str | None = None
    sheet: bool = False
    """The file is a sheet to be cut into views, captions removed; PDF pages always are."""


class DesignData(Wire):
    """Form field ``design`` of ``POST /v1/designs``: a registered design and its views."""

    design_id: str = Field(min_length=1, max_length=100, pattern=r"^[^/?#\x00-\x1f]+$")
    """Registration or publication number with office code, e.g. ``USD0909824``."""
    title: str | None = None
    locarno_class: str | None = None
    filing_date: Day | None = None
    publication_date: Day | None = None
    applicants: tuple[str, ...] = ()
    office_code: str | None = None
    views: tuple[DesignViewData, ...] = Field(min_length=1, max_length=100)


class DesignAdded(Wire):
    """Answer of ``POST /v1/designs``. The design is durable."""

    design_id: str
    views: int
    replaced: bool
    versions: Versions


class DesignViewRecord(Wire):
    """A view in the collection."""

    view_id: str
    """Identifies the view within its design; the picture is at
    ``/v1/designs/{design_id}/views/{view_id}/image``."""
    kind: ViewKind
    label: str | None
    file: str
    """Name of the file it came from."""


class DesignRecord(Wire):
    """Answer of ``GET /v1/designs/{design_id}``."""

    design_id: str
    title: str | None
    locarno_class: str | None
    """Normalised: ``06-01``."""
    filing_date: Day | None
    publication_date: Day | None
    applicants: tuple[str, ...]
    office_code: str | None
    views: tuple[DesignViewRecord, ...]
    versions: Versions


class DesignFilter(Wire):
    """Hard constraints; they act inside retrieval."""

    published_before: Day | None = None
    locarno: tuple[str, ...] = ()
    """Any of these, class or subclass (``06``, ``06-01``)."""
    exclude: tuple[str, ...] = ()
    """Design identifiers never to be returned."""


class ImageSearchRequest(Wire):
    """Form field ``query`` of ``POST /v1/image-searches``; the views are the files ``views``."""

    filter: DesignFilter = DesignFilter()
    limit: int = Field(default=10, ge=1, le=100)
    sheets: bool = False
    """The files are sheets to be cut into views, captions removed; PDF pages always are."""


class ViewMatch(Wire):
    """Which query view met which gallery view."""

    query_view: int
    """0-based index of the query view: files in order, their pages and views in reading order."""
    view_id: str
    kind: ViewKind
    similarity: float
    """Cosine, -1 to 1."""
    inliers: int | None = None
    """Geometrically consistent key-point matches, where re-ranking ran."""


class DesignHit(Wire):
    """One design found."""

    rank: int
    design_id: str
    score: float
    title: str | None
    locarno_class: str | None
    publication_date: Day | None
    matches: tuple[ViewMatch, ...]
    title_gain: float = 0.0
    """Part of ``score`` that comes from the title: titles of near designs are like it."""
    near_duplicate: bool = False


class ImageSearchResult(Wire):
    """Answer of ``POST /v1/image-searches``."""

    versions: Versions
    collection_designs: int
    collection_views: int
    query_views: int
    filter: DesignFilter
    hits: tuple[DesignHit, ...]
    not_checked: tuple[NotChecked, ...]

"""Wire models of design_image. Pictures travel as multipart files, their facts as JSON."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field, StrictInt

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
    critical_date: Day | None = None
    """Filing or priority date of the design examined. ``hits`` were published strictly before it;
    those of ``conflict_offices`` that were filed before it and published on it or later stand in
    ``conflicting`` (Patent Law Art. 23(1)). Not together with ``published_before``."""
    conflict_offices: tuple[str, ...] = Field(default=("CN",), max_length=20)
    locarno: tuple[str, ...] = Field(default=(), max_length=50)
    """Any of these, class or subclass (``06``, ``06-01``)."""
    office_codes: tuple[str, ...] = Field(default=(), max_length=50)
    """Any of these offices (``CN``)."""
    applicants: tuple[str, ...] = Field(default=(), max_length=20)
    """Any of these names, or parts of names; width, case and spaces do not count."""
    exclude: tuple[str, ...] = ()
    """Design identifiers never to be returned."""


class QueryBox(Wire):
    """The part of a picture that is claimed, drawn by the user: sides as shares (0 to 1) of the
    page, from its left and upper edge.
    """

    file: StrictInt = Field(ge=0)
    """0-based index of the file among ``views``."""
    page: StrictInt = Field(default=0, ge=0)
    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class ImageSearchRequest(Wire):
    """Form field ``query`` of ``POST /v1/image-searches``; the views are the files ``views``."""

    filter: DesignFilter = DesignFilter()
    limit: StrictInt = Field(default=10, ge=1, le=100)
    """Of ``hits``, and of ``conflicting``."""
    sheets: bool = False
    """The files are sheets to be cut into views, captions removed; PDF pages always are."""
    boxes: tuple[QueryBox, ...] = Field(default=(), max_length=10)
    """Parts to search by. A page with boxes is searched by them alone, and is not cut as a sheet."""
    text: str | None = Field(default=None, max_length=200)
    """Words of the product's name: designs with them in their title move up."""
    preferred_locarno: tuple[str, ...] = Field(default=(), max_length=50)
    """Designs of these classes or subclasses move up; none is left out."""
    more_like: tuple[str, ...] = Field(default=(), max_length=20)
    """Identifiers of designs that are relevant: what looks like them moves up."""
    less_like: tuple[str, ...] = Field(default=(), max_length=20)
    """Identifiers of designs that are not: they are left out, what looks like them moves down."""


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
    image_sha256: str = ""
    """Of the gallery view's picture."""


class DesignHit(Wire):
    """One design found."""

    rank: int
    design_id: str
    score: float
    title: str | None
    locarno_class: str | None
    publication_date: Day | None
    filing_date: Day | None = None
    applicants: tuple[str, ...] = ()
    office_code: str | None = None
    matches: tuple[ViewMatch, ...]
    title_gain: float = 0.0
    """Part of ``score`` that comes from the title: titles of near designs are like it."""
    text_gain: float = 0.0
    """Part of ``score`` that comes from the words of ``text`` in the title."""
    class_gain: float = 0.0
    """Part of ``score`` that comes from ``preferred_locarno``."""
    feedback_gain: float = 0.0
    """Part of ``score`` that comes from ``more_like`` and ``less_like``; may be negative."""
    near_duplicate: bool = False


class QueryView(Wire):
    """A view that was searched by."""

    file: str
    page: int
    """0-based."""
    box: QueryBox | None = None
    image_sha256: str
    """Of the normalised picture, which a record keeps."""


class ImageSearchResult(Wire):
    """Answer of ``POST /v1/image-searches``. Recorded: ``GET /v1/image-searches/{search_id}``."""

    search_id: str = ""
    versions: Versions
    collection_designs: int
    collection_views: int
    query_views: int
    queries: tuple[QueryView, ...] = ()
    filter: DesignFilter
    hits: tuple[DesignHit, ...]
    conflicting: tuple[DesignHit, ...] = ()
    """Filed before the critical date, published on it or later."""
    not_checked: tuple[NotChecked, ...]


class RecordedImageSearch(Wire):
    """Answer of ``GET /v1/image-searches/{search_id}``: a search as it was made. The query views
    are at ``/v1/image-searches/{search_id}/views/{number}/image``, numbered from 0.
    """

    search_id: str
    recorded_at: datetime
    request: ImageSearchRequest
    result: ImageSearchResult
    result_sha256: str
    """Of the answer's bytes."""


class ChannelScore(Wire):
    """How alike one descriptor finds two views."""

    channel: str
    similarity: float
    """Cosine, -1 to 1."""
    weight: float
    """Of the channel before all are joined."""


class MatchExplanation(Wire):
    """Why a query view met a gallery view. Pictures are at
    ``/v1/image-searches/{search_id}/hits/{design_id}/matches/{number}/{picture}`` with
    the number of the query view and
    ``lines``, ``overlay`` or ``heat-map`` for ``picture``.
    """

    query_view: int
    view_id: str
    turned: int
    """Degrees counter-clockwise by which the query view, mirrored first if ``mirrored``, lies like
    the gallery view."""
    mirrored: bool
    similarity: float
    channels: tuple[ChannelScore, ...]
    inliers: int
    inlier_share: float
    """Inliers as a share of the key points of the view that has fewer."""
    lines: tuple[tuple[float, float, float, float], ...]
    """Agreeing key points: x, y in the query view and x, y in the gallery view, pixels of the
    normalised pictures (384 x 384)."""


class HitExplanation(Wire):
    """Answer of ``GET /v1/image-searches/{search_id}/hits/{design_id}``."""

    search_id: str
    hit: DesignHit
    matches: tuple[MatchExplanation, ...]
    not_checked: tuple[NotChecked, ...]
    versions: Versions


class RefitRequest(Wire):
    """How to refit the descriptor model."""

    same_model: bool = False
    """Keep the model; describe all views anew, with the backbone that is set."""


class RefitProgress(Wire):
    """How far a refit is."""

    version: str
    """Of the vectors it makes."""
    described: int
    views: int
    running: bool
    """Whether some process is at it; otherwise it waits to be taken up again."""


class DescriptorModelState(Wire):
    """What searches use."""

    version: str
    """Of the vectors that are searched: of the model, and of a backbone with its weight if any."""
    vector_index: str
    views: int
    refit: RefitProgress | None = None
    """The refit that is under way or was cut short."""

"""Routes of image searches and their records. Descriptors cost CPU: every route is a plain ``def``."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Path, Query, Response, UploadFile

from services.design_image.api.answering import read_question
from services.design_image.api.dependencies import (
    CollectionDependency,
    LimitsDependency,
    RecordsDependency,
    parse_form_field,
)
from services.design_image.api.explaining import SearchExplainer
from services.design_image.api.paging import page_of
from services.design_image.api.recording import recorded_search, replay, to_recorded
from services.design_image.api.routes import picture_files
from services.design_image.domain.errors import UnknownSearchError
from services.design_image.domain.explanatory_pictures import PictureKind
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.records import Asker, SearchRecords
from shared.contracts.design_image import (
    HitExplanation,
    ImageSearchRequest,
    ImageSearchResult,
    RecordedImageSearch,
)
from shared.web.principal import Filing, Principal

router = APIRouter(prefix="/v1", tags=["design_image"])

SearchId = Annotated[str, Path(max_length=40)]
DesignId = Annotated[str, Path(max_length=100)]
Number = Annotated[int, Path(ge=0, le=9)]
REPLAY_HEADER = "zhishen-replay"


def asker_of(principal: Principal) -> Asker:
    """Who a record belongs to."""
    return Asker(principal.key_id, principal.role)


@router.post("/image-searches", response_model=ImageSearchResult)
def search_images(
    views: list[UploadFile],
    collection: CollectionDependency,
    records: RecordsDependency,
    limits: LimitsDependency,
    principal: Filing,
    query: Annotated[str, Form(description="JSON, see ImageSearchRequest")] = "{}",
) -> Response:
    """Find earlier designs by one or more views. Recorded."""
    request = parse_form_field(ImageSearchRequest, "query", query)
    files = picture_files(views, are_sheets=request.sheets)
    question = read_question(request, files, limits)
    text = recorded_search(collection, records, question, asker_of(principal))
    return Response(text, media_type="application/json")


@router.get(
    "/image-searches/{search_id}",
    response_model=RecordedImageSearch,
    responses={200: {"content": {"text/html": {}}}},
)
def read_search(
    search_id: SearchId,
    collection: CollectionDependency,
    records: RecordsDependency,
    principal: Filing,
    record_format: Annotated[Literal["json", "html"], Query(alias="format")] = "json",
) -> Response:
    """A recorded search with its question and its answer; as a page, with its pictures."""
    record = records.get(search_id, asker_of(principal))
    recorded = to_recorded(record)
    if record_format == "json":
        return Response(recorded.model_dump_json(), media_type="application/json")
    explainer = SearchExplainer(collection, recorded.result, records.pictures(record))
    page = page_of(recorded.request, explainer)
    return Response(page, media_type="text/html; charset=utf-8")


@router.post("/image-searches/{search_id}/replay", response_model=ImageSearchResult)
def replay_search(
    search_id: SearchId,
    collection: CollectionDependency,
    records: RecordsDependency,
    principal: Filing,
) -> Response:
    """The recorded answer, byte for byte. The header ``zhishen-replay`` says whether the search was
    run again with the same bytes (``verified``) or the collection has changed since.
    """
    record, outcome = replay(collection, records, search_id, asker_of(principal))
    headers = {REPLAY_HEADER: outcome.value, "etag": f'"{record.result_sha256}"'}
    return Response(record.result, media_type="application/json", headers=headers)


@router.get("/image-searches/{search_id}/views/{number}/image", response_class=Response)
def read_query_view(
    search_id: SearchId, number: Number, records: RecordsDependency, principal: Filing
) -> Response:
    """A normalised query view as PNG."""
    pictures = records.pictures(records.get(search_id, asker_of(principal)))
    if number >= len(pictures):
        raise UnknownSearchError
    return Response(pictures[number], media_type="image/png")


@router.get("/image-searches/{search_id}/hits/{design_id}")
def explain_hit(
    search_id: SearchId,
    design_id: DesignId,
    collection: CollectionDependency,
    records: RecordsDependency,
    principal: Filing,
) -> HitExplanation:
    """Why a hit was found: scores by channel, agreeing key points."""
    return _explainer(search_id, collection, records, principal).explain(design_id)


@router.get(
    "/image-searches/{search_id}/hits/{design_id}/matches/{number}/{picture}",
    response_class=Response,
)
def read_match_picture(
    search_id: SearchId,
    design_id: DesignId,
    number: Number,
    picture: PictureKind,
    collection: CollectionDependency,
    records: RecordsDependency,
    principal: Filing,
) -> Response:
    """A picture of how a query view met the hit: lines, overlay or heat-map, PNG."""
    explainer = _explainer(search_id, collection, records, principal)
    return Response(explainer.picture(design_id, number, picture), media_type="image/png")


def _explainer(
    search_id: str, collection: DesignCollection, records: SearchRecords, principal: Principal
) -> SearchExplainer:
    record = records.get(search_id, asker_of(principal))
    result = to_recorded(record).result
    return SearchExplainer(collection, result, records.pictures(record))

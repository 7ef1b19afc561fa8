"""A search from request to answer, the same for the service and the command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.design_image.api.convert import SERVICE, hits_of, query_filters, query_preferences
from services.design_image.domain.design import SearchFilter
from services.design_image.domain.errors import InvalidDesignError
from services.design_image.engines.collection import DesignCollection
from services.design_image.engines.decoding import PictureLimits
from services.design_image.engines.intake import PictureFile
from services.design_image.engines.query_intake import (
    Box,
    QueryPicture,
    picture_bytes,
    read_query,
)
from services.design_image.engines.searching import RERANKED, Found
from shared import __version__
from shared.contracts.common import Message, NotChecked, Versions
from shared.contracts.design_image import ImageSearchRequest, ImageSearchResult, QueryView

_MISSING_FACTS = {
    "publication_date": ("publication date", "公开日"),
    "filing_date": ("filing date", "申请日"),
    "locarno_class": ("Locarno class", "洛迦诺分类"),
    "office_code": ("office", "受理局代码"),
    "applicants": ("applicants", "申请人"),
}


@dataclass(frozen=True)
class Question:
    """A request with its pictures read."""

    request: ImageSearchRequest
    pictures: tuple[QueryPicture, ...]
    unused: tuple[str, ...] = ()
    """Names of views that were not used."""


def read_question(
    request: ImageSearchRequest, files: Sequence[PictureFile], limits: PictureLimits
) -> Question:
    """Read the views. Raises a ``DesignImageError``."""
    boxes = [
        Box(pointer=f"#/query/boxes/{position}", **box.model_dump())
        for position, box in enumerate(request.boxes)
    ]
    pictures, unused = read_query(files, boxes, limits)
    return Question(request, tuple(pictures), tuple(unused))


def answer_search(collection: DesignCollection, question: Question) -> ImageSearchResult:
    """Search, with what conflicts apart. Raises a ``DesignImageError``."""
    request = question.request
    wanted, conflicting = query_filters(request.filter)
    preferences = query_preferences(request)
    _require_known(collection, request)
    views = [picture.view for picture in question.pictures]
    filters = [wanted] if conflicting is None else [wanted, conflicting]
    found, *others = collection.search_apart(views, filters, request.limit, preferences)
    apart = others[0] if others else None
    return ImageSearchResult(
        versions=versions(collection, found.sequence),
        collection_designs=found.designs,
        collection_views=found.view_count,
        query_views=len(question.pictures),
        queries=tuple(_query_view(one, request) for one in question.pictures),
        filter=request.filter,
        hits=hits_of(found),
        conflicting=() if apart is None else hits_of(apart),
        not_checked=(
            *_not_used(question.unused),
            *_left_out(found, apart),
            *_without_geometry(found, apart),
            *_no_later_ones(request, conflicting),
        ),
    )


def versions(collection: DesignCollection, sequence: int | None = None) -> Versions:
    """Everything whose change could change an answer; of a search also the collection's state."""
    components = {
        "descriptor_model": collection.model_version,
        "vector_index": collection.index_name,
    }
    if sequence is not None:
        components["collection_change"] = str(sequence)
    return Versions(service=SERVICE, zhishen=__version__, components=components)


def _query_view(picture: QueryPicture, request: ImageSearchRequest) -> QueryView:
    return QueryView(
        file=picture.file,
        page=picture.page,
        box=None if picture.box is None else request.boxes[picture.box],
        image_sha256=picture_bytes(picture.view)[1],
    )


def _require_known(collection: DesignCollection, request: ImageSearchRequest) -> None:
    for name in ("more_like", "less_like"):
        for position, design_id in enumerate(getattr(request, name)):
            if not collection.has(design_id):
                raise InvalidDesignError(
                    "The collection has no such design. Correct the identifier.",
                    "数据集中没有该外观设计，请更正编号。",
                    pointer=f"#/query/{name}/{position}",
                )


def _not_used(unused: Iterable[str]) -> list[NotChecked]:
    reason = Message(
        zh="单次检索最多使用 10 幅视图，其余未参与检索。",
        en="A search uses at most 10 views; this one was not used.",
    )
    return [NotChecked(what=name, reason=reason) for name in unused]


def _left_out(found: Found, apart: Found | None) -> list[NotChecked]:
    counts = found.left_out | ({} if apart is None else apart.left_out)
    lines = []
    for fact, count in sorted(counts.items()):
        en, zh = _MISSING_FACTS[fact]
        reason = Message(
            zh=f"数据集中有 {count} 件外观设计缺少{zh}，无法判断是否符合筛选条件，未予检索。",
            en=f"{count} designs of the collection have no {en}: the filter leaves them out.",
        )
        lines.append(NotChecked(what=f"designs without {fact}", reason=reason))
    return lines


def _without_geometry(found: Found, apart: Found | None) -> list[NotChecked]:
    longest = max(len(found.ranking), 0 if apart is None else len(apart.ranking))
    if longest <= RERANKED:
        return []
    reason = Message(
        zh=f"仅对前 {RERANKED} 件外观设计进行几何一致性核对。",
        en=f"Only the first {RERANKED} designs were checked by geometry.",
    )
    return [NotChecked(what="geometry", reason=reason)]


def _no_later_ones(
    request: ImageSearchRequest, conflicting: SearchFilter | None
) -> list[NotChecked]:
    if request.filter.critical_date is None:
        return []
    lines = [
        NotChecked(
            what="priority dates",
            reason=Message(
                zh="抵触申请按申请日判断，数据集不含在先申请的优先权日；尚未公告的申请未予检索。",
                en="Earlier applications are judged by their filing dates; the collection does not "
                "know their priority dates, nor applications not yet published.",
            ),
        )
    ]
    if conflicting is None:
        reason = Message(
            zh="所选受理局不含可构成抵触申请的受理局，未检索抵触申请。",
            en="The offices asked for include none whose applications conflict: none were searched.",
        )
        lines.append(NotChecked(what="conflicting", reason=reason))
    return lines

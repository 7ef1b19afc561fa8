"""Between the wire models and the domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.design_image.domain.design import DesignFacts, SearchFilter, StoredDesign
from services.design_image.domain.errors import InvalidDesignError
from services.design_image.domain.locarno import normalised
from services.design_image.domain.ranking import RankedDesign
from services.design_image.engines.collection import RERANKED, DesignCollection, Found
from services.design_image.engines.intake import PictureFile
from shared import __version__
from shared.contracts.common import Message, NotChecked, Versions
from shared.contracts.design_image import (
    DesignData,
    DesignFilter,
    DesignHit,
    DesignRecord,
    DesignViewRecord,
    ImageSearchRequest,
    ImageSearchResult,
    ViewMatch,
)

SERVICE = "design_image"
_MISSING_FACTS = {
    "publication_date": ("publication date", "公开日"),
    "locarno_class": ("Locarno class", "洛迦诺分类"),
}


def versions(collection: DesignCollection) -> Versions:
    """Everything whose change could change an answer."""
    return Versions(
        service=SERVICE,
        zhishen=__version__,
        components={
            "descriptor_model": collection.model_version,
            "vector_index": collection.index_name,
        },
    )


def design_facts(data: DesignData) -> DesignFacts:
    """Facts of an uploaded design. Raises ``InvalidDesignError`` for a bad Locarno class."""
    locarno = data.locarno_class
    return DesignFacts(
        design_id=data.design_id,
        title=data.title,
        locarno_class=normalised(locarno, "#/design/locarno_class") if locarno else None,
        filing_date=data.filing_date,
        publication_date=data.publication_date,
        applicants=data.applicants,
        office_code=data.office_code,
    )


def match_files(data: DesignData, uploads: Sequence[PictureFile]) -> list[PictureFile]:
    """The upload of each view, in the order of the views.

    Raises ``InvalidDesignError`` where a view has no file, a file no view, or a name comes twice.
    """
    by_name: dict[str, PictureFile] = {}
    for position, upload in enumerate(uploads):
        if upload.name in by_name:
            raise _mismatch(f"#/views/{position}", upload.name)
        by_name[upload.name] = upload
    named = {view.file for view in data.views}
    for position, upload in enumerate(uploads):
        if upload.name not in named:
            raise _mismatch(f"#/views/{position}", upload.name)
    for position, view in enumerate(data.views):
        if view.file not in by_name:
            raise _mismatch(f"#/design/views/{position}/file", None)
    return [
        PictureFile(upload.name, upload.data, view.sheet, upload.pointer)
        for view in data.views
        for upload in (by_name[view.file],)
    ]


def _mismatch(pointer: str, file: str | None) -> InvalidDesignError:
    return InvalidDesignError(
        "Each view names one uploaded file and each file belongs to a view. Correct the names.",
        "每幅视图须对应一个上传文件，每个文件须属于一幅视图，请更正文件名。",
        pointer=pointer,
        file=file,
    )


def search_filter(wanted: DesignFilter) -> SearchFilter:
    """The filter in the domain's terms. Raises ``InvalidDesignError`` for a bad Locarno class."""
    return SearchFilter(
        published_before=wanted.published_before,
        locarno=tuple(
            normalised(symbol, f"#/query/filter/locarno/{position}")
            for position, symbol in enumerate(wanted.locarno)
        ),
        exclude=frozenset(wanted.exclude),
    )


def design_record(design: StoredDesign, collection: DesignCollection) -> DesignRecord:
    """A stored design for the wire."""
    facts = design.facts
    return DesignRecord(
        design_id=facts.design_id,
        title=facts.title,
        locarno_class=facts.locarno_class,
        filing_date=facts.filing_date,
        publication_date=facts.publication_date,
        applicants=facts.applicants,
        office_code=facts.office_code,
        views=tuple(
            DesignViewRecord(
                view_id=str(view.position),
                kind=view.facts.kind,
                label=view.facts.label,
                file=view.facts.file,
            )
            for view in design.views
        ),
        versions=versions(collection),
    )


def search_result(
    request: ImageSearchRequest,
    found: Found,
    query_views: int,
    unused: Iterable[str],
    collection: DesignCollection,
) -> ImageSearchResult:
    """A search's answer for the wire. ``unused`` names files beyond the views searched by."""
    return ImageSearchResult(
        versions=versions(collection),
        collection_designs=found.designs,
        collection_views=found.view_count,
        query_views=query_views,
        filter=request.filter,
        hits=tuple(_hit(rank, design, found) for rank, design in enumerate(found.ranking, start=1)),
        not_checked=(*_not_used(unused), *_left_out(found), *_without_geometry(found)),
    )


def _hit(rank: int, design: RankedDesign, found: Found) -> DesignHit:
    facts = found.facts[design.design_id]
    return DesignHit(
        rank=rank,
        design_id=design.design_id,
        score=round(design.score, 6),
        title=facts.title,
        locarno_class=facts.locarno_class,
        publication_date=facts.publication_date,
        matches=tuple(
            ViewMatch(
                query_view=meeting.query,
                view_id=str(found.views[meeting.view_key].position),
                kind=found.views[meeting.view_key].facts.kind,
                similarity=round(meeting.similarity, 6),
                inliers=meeting.inliers,
            )
            for meeting in design.meetings
        ),
        title_gain=round(design.title_gain, 6),
        near_duplicate=design.near_duplicate,
    )


def _not_used(unused: Iterable[str]) -> list[NotChecked]:
    reason = Message(
        zh="单次检索最多使用 10 幅视图，其余未参与检索。",
        en="A search uses at most 10 views; this one was not used.",
    )
    return [NotChecked(what=name, reason=reason) for name in unused]


def _left_out(found: Found) -> list[NotChecked]:
    lines = []
    for fact, count in sorted(found.left_out.items()):
        en, zh = _MISSING_FACTS[fact]
        reason = Message(
            zh=f"数据集中有 {count} 件外观设计缺少{zh}，无法判断是否符合筛选条件，未予检索。",
            en=f"{count} designs of the collection have no {en}: the filter leaves them out.",
        )
        lines.append(NotChecked(what=f"designs without {fact}", reason=reason))
    return lines


def _without_geometry(found: Found) -> list[NotChecked]:
    if len(found.ranking) <= RERANKED:
        return []
    reason = Message(
        zh=f"仅对前 {RERANKED} 件外观设计进行几何一致性核对。",
        en=f"Only the first {RERANKED} designs were checked by geometry.",
    )
    return [NotChecked(what="geometry", reason=reason)]

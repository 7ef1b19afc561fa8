"""Between the wire models and the domain."""

from __future__ import annotations

from collections.abc import Sequence

from services.design_image.domain.design import (
    DesignFacts,
    SearchFilter,
    StoredDesign,
    applicant_key,
    published_and_conflicting,
)
from services.design_image.domain.errors import InvalidDesignError
from services.design_image.domain.explanation import MatchReasons
from services.design_image.domain.locarno import normalised
from services.design_image.domain.preferences import Preferences
from services.design_image.domain.ranking import RankedDesign
from services.design_image.engines.intake import PictureFile
from services.design_image.engines.searching import Found
from shared.contracts.common import Versions
from shared.contracts.design_image import (
    ChannelScore,
    DesignData,
    DesignFilter,
    DesignHit,
    DesignRecord,
    DesignViewRecord,
    ImageSearchRequest,
    MatchExplanation,
    ViewMatch,
)

SERVICE = "design_image"


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


def query_filters(wanted: DesignFilter) -> tuple[SearchFilter, SearchFilter | None]:
    """What the filter lets through, and apart from it what conflicts, in the domain's terms.

    Raises ``InvalidDesignError`` for a bad Locarno class and for two dates that contradict.
    """
    if wanted.critical_date is not None and wanted.published_before is not None:
        raise InvalidDesignError(
            "Give either published_before or critical_date, not both.",
            "published_before 与 critical_date 只能提供一项。",
            pointer="#/query/filter/critical_date",
        )
    common = SearchFilter(
        published_before=wanted.published_before,
        locarno=_classes(wanted.locarno, "#/query/filter/locarno"),
        office_codes=tuple(code.strip().upper() for code in wanted.office_codes),
        applicants=_names(wanted.applicants),
        exclude=frozenset(wanted.exclude),
    )
    if wanted.critical_date is None:
        return common, None
    offices = tuple(code.strip().upper() for code in wanted.conflict_offices)
    return published_and_conflicting(common, wanted.critical_date, offices)


def query_preferences(request: ImageSearchRequest) -> Preferences:
    """What moves designs up or down. Raises ``InvalidDesignError`` for a bad Locarno class."""
    return Preferences(
        text=request.text,
        locarno=_classes(request.preferred_locarno, "#/query/preferred_locarno"),
        more_like=tuple(dict.fromkeys(request.more_like)),
        less_like=tuple(dict.fromkeys(request.less_like)),
    )


def _classes(symbols: Sequence[str], pointer: str) -> tuple[str, ...]:
    return tuple(
        normalised(symbol, f"{pointer}/{position}") for position, symbol in enumerate(symbols)
    )


def _names(names: Sequence[str]) -> tuple[str, ...]:
    for position, name in enumerate(names):
        if not applicant_key(name):
            raise InvalidDesignError(
                "The applicant's name is empty. Give a name or take it out.",
                "申请人名称为空，请填写或删除。",
                pointer=f"#/query/filter/applicants/{position}",
            )
    return tuple(names)


def design_record(design: StoredDesign, known: Versions) -> DesignRecord:
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
        versions=known,
    )


def hits_of(found: Found) -> tuple[DesignHit, ...]:
    """A ranking for the wire."""
    return tuple(_hit(rank, design, found) for rank, design in enumerate(found.ranking, start=1))


def _hit(rank: int, design: RankedDesign, found: Found) -> DesignHit:
    facts = found.facts[design.design_id]
    return DesignHit(
        rank=rank,
        design_id=design.design_id,
        score=round(design.score, 6),
        title=facts.title,
        locarno_class=facts.locarno_class,
        publication_date=facts.publication_date,
        filing_date=facts.filing_date,
        applicants=facts.applicants,
        office_code=facts.office_code,
        matches=tuple(
            ViewMatch(
                query_view=meeting.query,
                view_id=str(found.views[meeting.view_key].position),
                kind=found.views[meeting.view_key].facts.kind,
                similarity=round(meeting.similarity, 6),
                inliers=meeting.inliers,
                image_sha256=found.views[meeting.view_key].image_sha256,
            )
            for meeting in design.meetings
        ),
        title_gain=round(design.title_gain, 6),
        text_gain=round(design.text_gain, 6),
        class_gain=round(design.class_gain, 6),
        feedback_gain=round(design.feedback_gain, 6),
        near_duplicate=design.near_duplicate,
    )


def explained_match(match: ViewMatch, found: MatchReasons) -> MatchExplanation:
    """Why two views met, for the wire."""
    return MatchExplanation(
        query_view=match.query_view,
        view_id=match.view_id,
        turned=found.turned,
        mirrored=found.mirrored,
        similarity=round(found.similarity, 6),
        channels=tuple(
            ChannelScore(
                channel=one.name, similarity=round(one.similarity, 6), weight=round(one.weight, 6)
            )
            for one in found.channels
        ),
        inliers=found.geometry.inliers,
        inlier_share=round(found.geometry.share, 6),
        lines=tuple(
            (round(x, 1), round(y, 1), round(u, 1), round(v, 1))
            for x, y, u, v in found.geometry.lines.tolist()
        ),
    )

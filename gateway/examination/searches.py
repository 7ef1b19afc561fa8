"""The prior-art and the design section: what is searched for, until which date."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from gateway.examination.date_limit import (
    date_limit,
    declared_disclosures,
    own_document_keys,
)
from gateway.examination.design_pictures import are_sheets, design_pictures
from gateway.examination.media import page_media_type
from gateway.examination.ports import (
    ExaminationServices,
    FiledInput,
    ServiceFailureError,
    Upload,
)
from shared.contracts.common import Message, NotChecked
from shared.contracts.design_image import DesignFilter, ImageSearchRequest
from shared.contracts.dossier import (
    DesignImageSection,
    PriorArtSection,
    SectionStatus,
)
from shared.contracts.prior_art import SearchFilter, SearchRequest, SearchResult
from shared.contracts.prior_art_legal import LegalDates
from shared.model.application import Application
from shared.model.identification import ApplicationKind

_NO_DATE = NotChecked(
    what="published_before",
    reason=Message(
        zh="申请文件未载明申请日或优先权日，检索未按公开日期限定。",
        en="The papers state no filing or priority date: hits are not limited by date.",
    ),
)
_PENDING_DESIGNS = NotChecked(
    what="pending_applications",
    reason=Message(
        zh="已公告的在先申请（可能的抵触申请）单列于结果；尚未公告的外观设计申请未检索。",
        en="Earlier applications that were published later stand apart among the hits. Design "
        "applications not yet published were not searched.",
    ),
)
PENDING_COLLECTION = "pending"
"""The unpublished collection that every installation has."""
PENDING_NOT_SEARCHED = NotChecked(
    what="pending_applications",
    reason=Message(
        zh="已公布的抵触申请已列入结果；尚未公布的申请未检索，由审查员在未公布文献库中检索。",
        en="Published conflicting applications are among the hits. Applications not yet published "
        "were not searched: an examiner searches the unpublished collections.",
    ),
)
_PENDING_FAILED = NotChecked(
    what="pending_applications",
    reason=Message(
        zh="未公布文献库的检索未能完成，尚未公布的抵触申请未检索，请稍后重试。",
        en="The search of the unpublished collection failed, so conflicting applications that are "
        "not yet published were not searched. Try again later.",
    ),
)


async def prior_art_section(
    filed: FiledInput, services: ExaminationServices, *, limit: int, with_pending: bool
) -> PriorArtSection:
    """Search by the application for what counts in law against its claims, itself excluded.

    ``with_pending``: for an examiner the unpublished collection too. Should that fail, the search of
    published documents still counts.
    """
    application = filed.case_file.application
    if application.kind is ApplicationKind.DESIGN:
        return PriorArtSection(
            status=SectionStatus.NOT_APPLICABLE,
            reason=Message(
                zh="外观设计按视图检索，见外观设计部分。",
                en="A design is searched by its views: see the design section.",
            ),
        )
    if not _has_text(application):
        return PriorArtSection(
            status=SectionStatus.NOT_APPLICABLE,
            reason=Message(
                zh="申请文件中没有可用于检索的文字。", en="The papers carry no text to search by."
            ),
        )
    day = date_limit(application.bibliographic)
    request = SearchRequest(
        application=application,
        # What counts in law against each claim; without any date everything is let through.
        legal_dates=None
        if day is None
        else LegalDates(disclosures=declared_disclosures(filed.case_file)),
        chart=bool(application.claims),
        filter=SearchFilter(exclude=own_document_keys(application.bibliographic)),
        limit=limit,
    )
    # Without a date nothing tells which pending application was filed before.
    if not with_pending or day is None:
        return PriorArtSection(
            status=SectionStatus.COMPLETE,
            date_limit=day,
            not_checked=(*(() if day is not None else (_NO_DATE,)), PENDING_NOT_SEARCHED),
            result=await services.search(request),
        )
    result, pending = await asyncio.gather(
        services.search(request), _search_pending(request, services)
    )
    return PriorArtSection(
        status=SectionStatus.COMPLETE,
        date_limit=day,
        not_checked=() if pending is not None else (_PENDING_FAILED,),
        result=result,
        pending=pending,
    )


async def _search_pending(
    request: SearchRequest, services: ExaminationServices
) -> SearchResult | None:
    try:
        return await services.search(request.model_copy(update={"collection": PENDING_COLLECTION}))
    except ServiceFailureError:
        return None


async def design_image_section(
    filed: FiledInput, services: ExaminationServices, *, limit: int
) -> DesignImageSection:
    """Search earlier designs by all views of a design application."""
    application = filed.case_file.application
    if application.kind is not ApplicationKind.DESIGN:
        return DesignImageSection(
            status=SectionStatus.NOT_APPLICABLE,
            reason=Message(zh="不是外观设计申请。", en="Not an application for a design."),
        )
    views, unread = _views(filed)
    if not views:
        return DesignImageSection(
            status=SectionStatus.NOT_APPLICABLE,
            reason=Message(
                zh="文件包中没有可用于检索的视图。", en="The package has no view to search by."
            ),
            not_checked=unread,
        )
    day = date_limit(application.bibliographic)
    request = ImageSearchRequest(
        filter=DesignFilter(
            # Conflicting designs are listed apart from those published before.
            critical_date=None if day is None else day.published_before,
            exclude=own_document_keys(application.bibliographic),
        ),
        limit=limit,
        sheets=are_sheets(application),
    )
    return DesignImageSection(
        status=SectionStatus.COMPLETE,
        date_limit=day,
        not_checked=(*(() if day is not None else (_NO_DATE,)), _PENDING_DESIGNS, *unread),
        result=await services.search_images(request, views),
    )


def _has_text(application: Application) -> bool:
    return any(unit.text.strip() for unit in application.text_units())


def _views(filed: FiledInput) -> tuple[Sequence[Upload], tuple[NotChecked, ...]]:
    """Pictures of the design that are in the package as images, each file once."""
    views: dict[str, Upload] = {}
    unread: dict[str, NotChecked] = {}
    for image in design_pictures(filed.case_file.application):
        path = image.path
        file = filed.files.get(path) if path is not None else None
        data = b"" if file is None else file.read()
        media_type = page_media_type(data)
        if path is None or media_type is None:
            reason = Message(
                zh="文件缺失或不是图像。", en="The file is missing or is not an image."
            )
            unread[image.name] = NotChecked(what=image.name, reason=reason)
            continue
        views.setdefault(path, Upload(path, media_type, data))
    return tuple(views.values()), tuple(unread.values())

"""``POST /v1/notices``: the draft notice of correction as data, HTML or DOCX."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.formal_check.api.dependencies import CurrentRuleBook, Today
from services.formal_check.api.negotiation import preferred
from services.formal_check.api.routes import checked
from services.formal_check.domain.errors import NotAcceptableError
from services.formal_check.domain.notice import NoticeTerms, draft_notice
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.waivers import with_waivers
from services.formal_check.engines.notice_docx import notice_docx
from services.formal_check.engines.notice_html import notice_html
from shared.contracts.formal_check import CheckReport
from shared.contracts.notices import DOCX, HTML, JSON, NoticeDraft, NoticeRequest
from shared.web.principal import Office

router = APIRouter(prefix="/v1", tags=["formal check"])
_MEDIA_TYPES = (JSON, HTML, DOCX)


@router.post(
    "/notices",
    response_model=NoticeDraft,
    responses={200: {"content": {media_type: {} for media_type in _MEDIA_TYPES}}},
)
def post_notice(
    body: NoticeRequest, request: Request, book: CurrentRuleBook, now: Today, _: Office
) -> Response:
    """Draft a notice of correction, or make an edited draft a document; ``Accept`` says which."""
    media_type = preferred(request.headers.get("accept", ""), _MEDIA_TYPES)
    if media_type is None:
        raise NotAcceptableError
    draft = _draft(body, book, now)
    if media_type == JSON:
        content = draft.model_dump_json().encode()
    else:
        content = (notice_html if media_type == HTML else notice_docx)(draft, body.language)
    headers = {"vary": "accept"}
    if media_type == DOCX:
        headers["content-disposition"] = 'attachment; filename="notice.docx"'
    return Response(content, media_type=media_type, headers=headers)


def _draft(body: NoticeRequest, book: RuleBook, now: Today) -> NoticeDraft:
    if body.draft is not None:
        return body.draft
    assert body.case_file is not None  # noqa: S101 - the contract asks for one of them
    as_of = body.as_of or now
    report = body.report or checked(body.case_file, book, as_of, body.governing_date)
    report = _waived(report, body, as_of)
    terms = NoticeTerms(
        issued_on=body.issued_on or now,
        months=body.months,
        service=body.service,
        strike=frozenset(body.strike),
        include=frozenset(body.include),
    )
    return draft_notice(report, body.case_file, terms)


def _waived(report: CheckReport, body: NoticeRequest, as_of: Today) -> CheckReport:
    return with_waivers(report, body.waivers, as_of) if body.waivers else report

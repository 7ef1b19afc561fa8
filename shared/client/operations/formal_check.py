"""Formal check alone: reports, hints, comparisons, corrections, notices, rules."""

from __future__ import annotations

from datetime import date

from shared.client.operation import JSON_BODY, Operation, given, got, path_part, posted
from shared.contracts.corrections import CorrectionReport, CorrectionRequest
from shared.contracts.formal_check import (
    CheckReport,
    CheckRequest,
    ComparisonRequest,
    HintReport,
    HintRequest,
    ReportComparison,
    RuleDocumentation,
    RuleList,
)
from shared.contracts.gateway import HintTicket
from shared.contracts.notices import NoticeDraft, NoticeRequest


def check(request: CheckRequest) -> Operation[CheckReport]:
    """Check one application."""
    return posted("/v1/checks", request, CheckReport)


def hints(request: HintRequest) -> Operation[HintReport]:
    """Check what depends on an edit."""
    return posted("/v1/hints", request, HintReport)


def hint_ticket() -> Operation[HintTicket]:
    """A ticket for one hint session."""
    return Operation("POST", "/v1/hints/tickets", HintTicket.model_validate_json)


def compare_reports(request: ComparisonRequest) -> Operation[ReportComparison]:
    """What became of findings between two reports."""
    return posted("/v1/comparisons", request, ReportComparison)


def correct(request: CorrectionRequest) -> Operation[CorrectionReport]:
    """Replacement papers against notice and original."""
    return posted("/v1/corrections", request, CorrectionReport)


def draft_notice(request: NoticeRequest) -> Operation[NoticeDraft]:
    """The draft notice of correction as data."""
    return posted("/v1/notices", request, NoticeDraft)


def notice_document(request: NoticeRequest, media_type: str) -> Operation[bytes]:
    """The notice of correction as a document."""
    return Operation(
        "POST",
        "/v1/notices",
        bytes,
        headers={**JSON_BODY, "accept": media_type},
        content=request.model_dump_json().encode(),
    )


def rules(as_of: date | None) -> Operation[RuleList]:
    """All rules, or those in force on a day."""
    return got("/v1/rules", RuleList, given(as_of=as_of))


def rule(code: str, as_of: date | None) -> Operation[RuleDocumentation]:
    """One rule with its documentation."""
    return got(f"/v1/rules/{path_part(code)}", RuleDocumentation, given(as_of=as_of))

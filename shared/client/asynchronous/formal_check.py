"""Formal check alone: reports, hints, comparisons, corrections, notices, rules."""

from __future__ import annotations

from datetime import date

from shared.client.asynchronous.caller import AsyncCaller
from shared.client.hints import AsyncHintSession, Exchange
from shared.client.operations import formal_check
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
from shared.contracts.notices import DOCX, NoticeDraft, NoticeRequest


class AsyncFormalCheckCalls(AsyncCaller):
    """Calls that formal_check answers."""

    async def check(self, request: CheckRequest) -> CheckReport:
        """Formal check alone."""
        return await self._run(formal_check.check(request))

    async def hints(self, request: HintRequest) -> HintReport:
        """What the rules say that depend on an edit; for many edits take ``hint_session``."""
        return await self._run(formal_check.hints(request))

    def hint_session(
        self, *, as_of: date | None = None, governing_date: date | None = None
    ) -> AsyncHintSession:
        """Live hints while papers are written; use it as an async context manager."""
        exchange = Exchange(as_of, governing_date)
        return AsyncHintSession(self._url, lambda: self._run(formal_check.hint_ticket()), exchange)

    async def compare_reports(self, request: ComparisonRequest) -> ReportComparison:
        """What became of findings between two reports on the same application."""
        return await self._run(formal_check.compare_reports(request))

    async def correct(self, request: CorrectionRequest) -> CorrectionReport:
        """What replacement papers mend, and what they add to the original filing."""
        return await self._run(formal_check.correct(request))

    async def draft_notice(self, request: NoticeRequest) -> NoticeDraft:
        """The draft notice of correction as data; edit it and send it back as ``draft``."""
        return await self._run(formal_check.draft_notice(request))

    async def notice_document(self, request: NoticeRequest, media_type: str = DOCX) -> bytes:
        """The notice of correction as a document: DOCX or ``text/html``."""
        return await self._run(formal_check.notice_document(request, media_type))

    async def rules(self, as_of: date | None = None) -> RuleList:
        """All rules of the formal check, or those in force on a day."""
        return await self._run(formal_check.rules(as_of))

    async def rule(self, code: str, as_of: date | None = None) -> RuleDocumentation:
        """One rule with its documentation, as it stands or stood on a day."""
        return await self._run(formal_check.rule(code, as_of))

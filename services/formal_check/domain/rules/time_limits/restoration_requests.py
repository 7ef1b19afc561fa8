"""Requests to restore a right, and the term in which they are made (Rule 6)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import filed, inapplicable, unknown
from services.formal_check.domain.procedure import Term, notices, term, term_from
from shared.model.facts.notices import NoticeKind
from shared.model.facts.procedure import Ground, MissedTerm, RestorationRequest
from shared.model.facts.reading import PaperFact
from shared.model.time_limits import months_after


def restoration_requests(
    case: Case, ground: Ground | None = None
) -> list[PaperFact[RestorationRequest]]:
    """The requests, or those on one ground; the rule does not apply where there is none."""
    found = filed(case, RestorationRequest, "没有请求恢复权利", "No restoration was requested")
    if ground is None:
        return list(found)
    unstated = any(request.details.ground is None for request in found)
    chosen = [request for request in found if request.details.ground is ground]
    if not chosen and unstated:
        unknown("请求恢复权利的事由", "the ground of the restoration")
    if not chosen:
        inapplicable("没有以该事由请求恢复权利", "No restoration was requested on that ground")
    return chosen


def restoration_term(case: Case, request: PaperFact[RestorationRequest]) -> Term:
    """The term for a request for restoration under Rule 6.2, and its fee."""
    details = request.details
    if details.missed_term is MissedTerm.REEXAMINATION:
        if details.term_due_on is not None:
            return term(months_after(details.term_due_on, 2))
        found = notices(case, NoticeKind.REJECTION)
        if not found:
            unknown("复审请求期限的届满日", "the end of the term for re-examination")
        missed_term = term_from(found[-1], 3)
        return Term(
            months_after(missed_term.earliest.end, 2), months_after(missed_term.latest.end, 2)
        )
    if details.notice_received_on is not None:
        return term(months_after(details.notice_received_on, 2))
    lost = notices(case, NoticeKind.LOSS_OF_RIGHTS)
    if not lost:
        unknown("权利丧失通知的送达数据", "the service of the notice on the loss of rights")
    return term_from(lost[-1], 2)

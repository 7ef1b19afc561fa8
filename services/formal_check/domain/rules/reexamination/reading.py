"""Requests for reexamination, as the papers state them."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.procedure import Term, notices, term, term_from
from shared.model.facts.notices import NoticeKind
from shared.model.facts.reading import PaperFact
from shared.model.facts.reexamination import ReexaminationRequest
from shared.model.source import Location
from shared.model.time_limits import months_after

Request = PaperFact[ReexaminationRequest]
_TERM_MONTHS = 3


def requests(case: Case) -> tuple[Request, ...]:
    """The requests for reexamination; not applicable if there is none."""
    return facts.filed(
        case, ReexaminationRequest, "没有提出复审请求", "No reexamination was requested"
    )


def term_of(case: Case, request: Request) -> Term:
    """Three months from receipt of the rejection: as stated, or by the rules of service."""
    if request.details.decision_received_on is not None:
        return term(months_after(request.details.decision_received_on, _TERM_MONTHS))
    found = notices(case, NoticeKind.REJECTION)
    if not found:
        facts.unknown("驳回决定的收到日", "the day of receipt of the rejection")
    return term_from(found[-1], _TERM_MONTHS)


def in_request(pointer: str, value: object = "") -> Location:
    """A value that the request states."""
    return Location(file="", element=pointer, text=str(value))

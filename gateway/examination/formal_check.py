"""The formal section: checked at once, and again when recognition is in."""

from __future__ import annotations

import asyncio

from gateway.examination.deadline import Deadline
from gateway.examination.ports import ExaminationServices, FiledInput, ServiceFailureError
from gateway.examination.recognition import RecognitionOutcome
from shared.contracts.dossier import FormalCheckSection, SectionStatus
from shared.contracts.formal_check import CheckReport, CheckRequest


async def formal_check_section(
    filed: FiledInput,
    services: ExaminationServices,
    recognition: asyncio.Future[RecognitionOutcome],
    deadline: Deadline,
) -> FormalCheckSection:
    """Check the papers; if every drawing was read, check again with what was seen as facts.

    Should the second check fail or be late, the first one stands, marked as made without
    recognition. Facts that the case file brought along are kept. Raises ``ServiceFailureError``
    and ``TimeoutError`` when the first check cannot be had.
    """
    first = await deadline.bound(services.check(CheckRequest(case_file=filed.case_file)))
    given = filed.case_file
    if given.recognised_signs is not None and given.recognised_pictures is not None:
        return _section(first, with_recognition=True)
    known = given.recognised_signs is not None
    try:
        outcome = await deadline.bound(asyncio.shield(recognition))
        if outcome.signs is None:
            return _section(first, with_recognition=known)
        seen = {"recognised_signs": outcome.signs, "recognised_pictures": outcome.pictures}
        facts = {name: fact for name, fact in seen.items() if getattr(given, name) is None}
        case_file = given.model_copy(update=facts)
        second = await deadline.bound(services.check(CheckRequest(case_file=case_file)))
    except (TimeoutError, ServiceFailureError):
        return _section(first, with_recognition=known)
    return _section(second, with_recognition=True)


def _section(report: CheckReport, *, with_recognition: bool) -> FormalCheckSection:
    return FormalCheckSection(
        status=SectionStatus.COMPLETE,
        versions=report.versions,
        profile=report.profile,
        with_recognition=with_recognition,
        findings=report.findings,
        outcomes=report.outcomes,
        not_checked=report.not_checked,
        suppressed=report.suppressed,
    )

"""The formal section: checked at once, and again when recognition is in."""

from __future__ import annotations

import asyncio

from gateway.examination.deadline import Deadline
from gateway.examination.ports import ExaminationServices, FiledInput, ServiceFailureError
from gateway.examination.recognised_papers import with_recognised_papers
from gateway.examination.recognition import RecognitionOutcome
from shared.contracts.dossier import FormalCheckSection, SectionStatus
from shared.contracts.formal_check import CheckReport, CheckRequest
from shared.model.case_file import CaseFile


async def formal_check_section(
    filed: FiledInput,
    services: ExaminationServices,
    recognition: asyncio.Future[RecognitionOutcome],
    deadline: Deadline,
) -> FormalCheckSection:
    """Check the papers; if every drawing was read, check again with what was seen as facts.

    Parts that were filed as pictures only are checked then by their recognised text.

    Should the second check fail or be late, the first one stands, marked as made without
    recognition. Facts that the case file brought along are kept. Raises ``ServiceFailureError``
    and ``TimeoutError`` when the first check cannot be had.
    """
    first = await deadline.bound(services.check(CheckRequest(case_file=filed.case_file)))
    given = filed.case_file
    known = given.recognised_signs is not None
    if known and given.recognised_pictures is not None and _has_text(given):
        return _section(first, with_recognition=True)
    try:
        outcome = await deadline.bound(asyncio.shield(recognition))
        read = with_recognised_papers(given, outcome.section.recognitions)
        facts: dict[str, object] = {}
        if outcome.signs is not None:
            seen = {"recognised_signs": outcome.signs, "recognised_pictures": outcome.pictures}
            facts = {name: fact for name, fact in seen.items() if getattr(given, name) is None}
        if read is None and not facts:
            return _section(first, with_recognition=known)
        case_file = (read or given).model_copy(update=facts)
        second = await deadline.bound(services.check(CheckRequest(case_file=case_file)))
    except (TimeoutError, ServiceFailureError):
        return _section(first, with_recognition=known)
    return _section(
        second,
        with_recognition=known or outcome.signs is not None,
        with_recognised_text=read is not None,
    )


def _has_text(case_file: CaseFile) -> bool:
    """Whether claims and description were filed as text."""
    application = case_file.application
    return bool(application.claims) and application.description is not None


def _section(
    report: CheckReport, *, with_recognition: bool, with_recognised_text: bool = False
) -> FormalCheckSection:
    return FormalCheckSection(
        status=SectionStatus.COMPLETE,
        versions=report.versions,
        profile=report.profile,
        with_recognition=with_recognition,
        with_recognised_text=with_recognised_text,
        findings=report.findings,
        outcomes=report.outcomes,
        not_checked=report.not_checked,
        suppressed=report.suppressed,
    )

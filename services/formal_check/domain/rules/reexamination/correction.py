"""A request for reexamination that was to be corrected (CN-REX-008)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.rules.reexamination.reading import in_request
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key
from shared.model.facts.reading import EventFact, PaperFact
from shared.model.facts.reexamination import ReexaminationCorrection, ReexaminationCorrectionNotice
from shared.model.time_limits import days_after

_CORRECTION_DAYS = 15
_CORRECTIONS = 2
"""After so many corrections the same defect ends the request."""


@procedure_rule(
    "CN-REX-008",
    zh="复审请求书的补正期限为十五日，两次补正后仍有同样缺陷的视为未提出",
    en="Defects are corrected within 15 days; two corrections that leave one end the request",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.EVENTS],
    basis=[guidelines("4.2.2.7"), guidelines("4.2.2.4")],
)
def correction_missing(case: Case) -> Drafts:
    """Report a notice of correction that was not answered in time, and a defect left twice.

    While the term runs, the notice is a reminder with the last day.

    Why:
        The request is deemed not filed in both cases.
    Known problems:
        Defects are compared by their words. The term is the Guidelines' 15 days, unless a day of
        receipt is missing: then nothing is checked.

    Example:
        2026-01-05收到补正通知书，至2026-02-01未补正
    Use instead:
        2026-01-05收到补正通知书，2026-01-12补正
    中文:
        收到复审请求补正通知书之日起十五日内没有补正，或者两次补正后仍存在同样缺陷时报告；期限未满的，提示
        最后一日。

    """
    notices = facts.events(case, ReexaminationCorrectionNotice)
    if not notices:
        facts.inapplicable("没有发出复审请求补正通知书", "No correction was asked for")
    corrections = facts.papers(case, ReexaminationCorrection)
    for notice in notices:
        yield from _unanswered(case, notice, corrections)
    left = [
        (correction.pointer, defect)
        for correction in corrections
        for defect in correction.details.remaining_defects or ()
    ]
    for place, (pointer, defect) in enumerate(left):
        before = [each for _, each in left[:place] if name_key(each) == name_key(defect)]
        if len(before) == _CORRECTIONS - 1:
            yield placed(
                in_request(f"{pointer}/details/remaining_defects", defect),
                zh=f"经两次补正后仍存在同样的缺陷“{defect}”，复审请求视为未提出。",
                en=f"After two corrections the defect “{defect}” remains: the request is deemed "
                "not filed.",
            )


def _unanswered(
    case: Case,
    notice: EventFact[ReexaminationCorrectionNotice],
    corrections: tuple[PaperFact[ReexaminationCorrection], ...],
) -> Iterator[Draft]:
    received = facts.known(
        notice.details.received_on, "补正通知书的收到日", "the day of receipt of the notice"
    )
    limit = days_after(received, _CORRECTION_DAYS)
    answers = [c.received_on for c in corrections if c.received_on and c.received_on >= received]
    if any(not facts.missed(limit, day) for day in answers):
        return
    if not answers and not facts.missed(limit, case.profile.as_of):
        yield placed(
            in_request(notice.pointer),
            zh=f"请在{limit.end}前补正复审请求书。",
            en=f"Correct the request for reexamination by {limit.end}.",
            due=limit.end,
        )
        return
    yield placed(
        in_request(notice.pointer),
        zh=f"没有在{limit.end}前补正复审请求书，复审请求视为未提出。",
        en=f"The request for reexamination was not corrected by {limit.end}: it is deemed not "
        "filed.",
        severity=Severity.ERROR,
    )


RULES = (correction_missing,)

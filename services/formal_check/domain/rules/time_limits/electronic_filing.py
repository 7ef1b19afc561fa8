"""When electronic papers count as filed (CN-DDL-011; Rule 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import events, unknown
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule, unreadable
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.notices import ApplicationEntered
from shared.model.facts.procedure import DatedPaper
from shared.model.facts.reading import read_details
from shared.model.facts.stated import MistypedFactError


@procedure_rule(
    "CN-DDL-011",
    zh="以电子形式提交的文件，以进入指定的特定电子系统之日为递交日",
    en="What is filed electronically is filed on the day it enters the office's system",
    severity=Severity.NOTICE,
    consequence=Consequence.NONE,
    reads=[Input.EVENTS, Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[rules(4, 2, before=False)],
)
def electronic_filing(case: Case) -> Drafts:
    """Note a paper, or the application, dated otherwise than it entered the system.

    Why:
        The day of entry decides whether a term was kept.

    Example:
        2026-03-03进入系统，递交日记为2026-03-02
    Use instead:
        递交日为2026-03-03
    中文:
        以电子形式提交的文件，所记递交日（申请日）不是进入指定的特定电子系统之日时提示。

    """
    compared = False
    entered_events = _entered(case)
    for day in entered_events:
        compared = True
        if case.filing_date != day:
            yield _entry(case, "/bibliographic/filing_date", case.filing_date, day)
    for pointer, received, entered in _dated_papers(case, required=not compared):
        compared = True
        if received != entered:
            yield _entry(case, f"{pointer}/received_on", received, entered)
    if not compared:
        unknown("进入电子系统的日期", "the day of entry into the electronic system")


def _entered(case: Case) -> list[date]:
    try:
        return [event.occurred_on for event in events(case, ApplicationEntered)]
    except NotChecked:
        return []


def _dated_papers(case: Case, *, required: bool) -> Iterator[tuple[str, date, date]]:
    try:
        given = case.papers
    except NotChecked:
        if required:
            raise
        return
    for index, paper in enumerate(given):
        try:
            details = read_details(DatedPaper, paper.details, f"/papers/{index}/details")
        except MistypedFactError as error:
            raise unreadable(error) from None
        entered = details.entered_system_on
        if paper.received_on is None or entered is None or details.electronic is False:
            continue
        yield f"/papers/{index}", paper.received_on, entered


def _entry(case: Case, pointer: str, stated: date, entered: date) -> Draft:
    return placed(
        case.field(pointer, stated.isoformat()),
        zh=f"文件于{entered}进入电子系统，该日为递交日，所记日期{stated}请核对。",
        en=f"It entered the electronic system on {entered}, which is the day of filing; "
        f"{stated} is noted.",
    )


RULES = (electronic_filing,)

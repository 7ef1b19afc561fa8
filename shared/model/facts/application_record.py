"""Another application as the office's records show it: basis of a priority, parent of a divisional.

Vocabulary: docs/facts/priority-and-divisionals.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from shared.model.case_file import ProcedurePaper
from shared.model.facts.comparing import number_key
from shared.model.facts.reading import (
    Day,
    Fact,
    Flag,
    Names,
    PaperFact,
    Text,
    also,
    kinds,
    read_papers,
)


class RecordedPriority(Fact):
    """A priority that the recorded application claims."""

    office: Text = also("原受理机构")
    application_number: Text = also("在先申请号")
    filing_date: Day = also("在先申请日")


class ApplicationRecord(Fact):
    """The record of one application. What is not listed is unknown."""

    KINDS = kinds("application_record", "申请记录", "原申请记录", "在先申请记录")

    application_number: Text = also("申请号")
    filing_date: Day = also("申请日")
    applicants: Names = also("申请人")
    inventors: Names = also("发明人", "设计人")
    priorities: tuple[RecordedPriority, ...] | None = also("优先权")
    priority_enjoyed: Flag = also("享有优先权")
    """``False`` where priority was claimed without effect."""
    divisional: Flag = also("分案申请")
    partial: Flag = also("局部外观设计")
    """Of a design: whether all its designs are parts of products."""
    registered_on: Day = also("办理登记手续日")
    granted_on: Day = also("授权公告日")
    grant_notice_received_on: Day = also("授权通知书收到日")
    rejection_received_on: Day = also("驳回决定收到日")
    reexamination_requested_on: Day = also("复审请求日")
    reexamination_decision_received_on: Day = also("复审决定收到日")
    litigation_pending: Flag = also("行政诉讼期间")
    withdrawn_on: Day = also("撤回日")
    deemed_withdrawn_on: Day = also("视为撤回日")
    restored_on: Day = also("恢复权利日")


def record_of(
    papers: Iterable[ProcedurePaper], application_number: str
) -> PaperFact[ApplicationRecord] | None:
    """The record of one application, by its number; ``None`` if there is none."""
    wanted = number_key(application_number)
    for record in read_papers(papers, ApplicationRecord):
        if number_key(record.details.application_number or "") == wanted:
            return record
    return None

"""Terms as notices and papers state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import events, unknown
from services.formal_check.domain.procedure import notices
from shared.model.facts.notices import NoticeKind, TermDetails
from shared.model.time_limits import TimeLimit, days_after, months_after


@dataclass(frozen=True)
class DocketedTerm:
    """A term with the last day that somebody computed."""

    pointer: str
    limit: TimeLimit
    due_on: date | str

    @property
    def place(self) -> str:
        """Where that day is stated."""
        return f"{self.pointer}/details/due_on"


def docketed(case: Case) -> Iterator[DocketedTerm]:
    """Every docketed term whose beginning and length are known. Use through a rule."""
    left_out = False
    found = False
    for pointer, start, details in _terms(case):
        if details.due_on is None:
            continue
        found = True
        limit = _limit(start, details)
        if limit is None:
            left_out = True
            continue
        yield DocketedTerm(pointer, limit, details.due_on)
    if left_out:
        unknown("期限的起算日或者长度", "the beginning or the length of a term")
    if not found:
        unknown("所计算的期限届满日", "the computed last day of a term")


def _terms(case: Case) -> Iterator[tuple[str, date | None, TermDetails]]:
    for notice in notices(case, *NoticeKind):
        details = notice.details
        start = details.starts_on or details.served_on or notice.service_day
        yield notice.pointer, start, details
    for event in events(case, TermDetails):
        yield event.pointer, event.details.starts_on or event.occurred_on, event.details


def _limit(start: date | None, details: TermDetails) -> TimeLimit | None:
    months = None
    if details.months is not None or details.years is not None:
        months = (details.months or 0) + 12 * (details.years or 0)
    try:
        if start is None:
            return None
        if months is not None:
            return months_after(start, months)
        return None if details.days is None else days_after(start, details.days)
    except OverflowError:
        return None

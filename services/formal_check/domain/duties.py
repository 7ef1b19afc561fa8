"""Acts owed within a term: done in time, done late, still to come, or missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import missed, unknown
from services.formal_check.domain.findings import Draft, absent, placed
from shared.contracts.formal_check import Severity
from shared.model.facts.reading import F, PaperFact
from shared.model.time_limits import TimeLimit

Act = tuple[str, date | None]
"""Where an act stands in the case file, and its day."""


@dataclass(frozen=True)
class Duty:
    """Something to be done within a term, and what happens otherwise."""

    limit: TimeLimit
    expected: str
    """Where it would stand in the case file."""
    zh: str
    """As a verb: ``提交在先申请文件副本``."""
    en: str
    """As a noun: ``the copy of the earlier application``."""
    loss_zh: str
    """``该优先权视为未要求``."""
    loss_en: str


def owed(case: Case, duty: Duty, acts: Iterable[Act]) -> Iterator[Draft]:
    """The finding on a duty, if any: a notice with its last day while the term runs."""
    done = tuple(acts)
    days = [day for _, day in done if day is not None]
    if any(not missed(duty.limit, day) for day in days):
        return
    if done and not days:
        unknown(f"{duty.zh}的日期", f"the day of {duty.en}")
    if days:
        pointer = next(pointer for pointer, day in done if day is not None)
        yield placed(
            case.field(pointer, days[0].isoformat()),
            zh=f"{duty.zh}的期限于{duty.limit.end}届满，逾期办理的，{duty.loss_zh}。",
            en=f"The term for {duty.en} ended on {duty.limit.end}: done later, {duty.loss_en}.",
        )
    elif missed(duty.limit, case.profile.as_of):
        yield absent(
            duty.expected,
            zh=f"期限已于{duty.limit.end}届满，未见{duty.zh}，{duty.loss_zh}。",
            en=f"The term ended on {duty.limit.end} without {duty.en}: {duty.loss_en}.",
        )
    else:
        yield absent(
            duty.expected,
            zh=f"尚需{duty.zh}，最迟{duty.limit.end}；期满未办的，{duty.loss_zh}。",
            en=f"Still to come: {duty.en}, by {duty.limit.end}; otherwise {duty.loss_en}.",
            severity=Severity.NOTICE,
            due=duty.limit.end,
        )


def received(papers: Iterable[PaperFact[F]]) -> tuple[Act, ...]:
    """Papers as acts, done on the day of their receipt."""
    return tuple((f"{paper.pointer}/received_on", paper.received_on) for paper in papers)

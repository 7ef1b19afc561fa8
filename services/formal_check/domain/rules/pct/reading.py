"""The national phase of an international application, as the papers state it."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import known, papers, unknown
from services.formal_check.domain.profile import FILING, NATIONAL_PHASE, TECHNICAL, GoverningDate
from services.formal_check.domain.rule import rule
from shared.model.facts.pct import EntryStatement, InternationalPublication
from shared.model.facts.reading import PaperFact

LATEST_MONTHS = 32
pct_rule = partial(
    rule,
    kinds=TECHNICAL,
    profiles=FILING,
    routes=NATIONAL_PHASE,
    languages=None,
    governed_by=GoverningDate.ACT,
)
"""A rule on the national phase, judged by the law of the day on which it is acted."""


def entry_statement(case: Case) -> PaperFact[EntryStatement]:
    """The statement of entry. Not checked where it is not among the papers."""
    return known(next(iter(papers(case, EntryStatement)), None), "进入声明", "the entry statement")


def publication(case: Case) -> PaperFact[InternationalPublication]:
    """What the International Bureau recorded, likewise."""
    found = next(iter(papers(case, InternationalPublication)), None)
    return known(found, "国际公布文本的记载", "what the international publication records")


def priority_date(case: Case) -> date:
    """The priority date in the sense of the Treaty: the earliest, else the international filing."""
    data = case.bibliographic
    days = [claim.filing_date for claim in data.priority_claims if claim.filing_date]
    if len(days) < len(data.priority_claims):
        unknown("优先权日", "a priority date")
    if days:
        return min(days)
    filed = data.pct.filing_date if data.pct is not None else None
    return known(filed or data.filing_date, "国际申请日", "the international filing date")


def entry_date(case: Case) -> tuple[str, date]:
    """The day of entry, and where it is stated."""
    pct = case.bibliographic.pct
    day = pct.national_phase_entry_date if pct is not None else None
    entered = known(day, "进入中国国家阶段的日期", "the day of entry into the national phase")
    return "/bibliographic/pct/national_phase_entry_date", entered

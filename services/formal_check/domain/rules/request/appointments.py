"""The agency that the applicants appointed, and its powers of attorney."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import inapplicable, papers, unknown
from services.formal_check.domain.findings import Draft, placed
from shared.model.facts.agency import PowerOfAttorney
from shared.model.facts.reading import PaperFact
from shared.model.parties import Agency


def appointed_agency(case: Case) -> Agency:
    """The agency in the request. Abstains where there is none."""
    agency = case.bibliographic.agency
    if agency is None:
        inapplicable("没有委托代理机构", "No agency is appointed")
    return agency


def powers_filed(case: Case) -> tuple[PaperFact[PowerOfAttorney], ...]:
    """Powers of attorney for this application; a general power stands in its place."""
    found = papers(case, PowerOfAttorney)
    if not found:
        unknown("委托书", "the power of attorney")
    return found


def in_power(case: Case, power: PaperFact[PowerOfAttorney], field: str, zh: str, en: str) -> Draft:
    """A defect of what a power of attorney states."""
    value = getattr(power.details, field)
    text = "、".join(value) if isinstance(value, tuple) else str(value or "")
    return placed(case.field(f"{power.pointer}/details/{field}", text), zh=zh, en=en)

"""Disclosures are within six months and of a kind that counts (CN-GRC-001; Patent Law Art. 24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.facts import inapplicable, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.grace.reading import DECLARED, declarations, grace_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.grace import GraceDeclaration, GraceProof
from shared.model.time_limits import add_months, months_after


def _disclosures(case: Case) -> Iterator[tuple[str, date | None]]:
    """Days of disclosure with their places, from request, declarations and evidence."""
    if case.has_request:
        for index, stated in enumerate(declarations(case) or ()):
            yield f"{DECLARED}/{index}/disclosed_on", stated.disclosed_on
    for later in papers(case, GraceDeclaration):
        yield f"{later.pointer}/details/disclosed_on", later.details.disclosed_on
    for proof in papers(case, GraceProof):
        yield f"{proof.pointer}/details/disclosed_on", proof.details.disclosed_on


@grace_rule(
    "CN-GRC-001",
    zh="不丧失新颖性的公开应在申请日（优先权日）前6个月内",
    en="The disclosure lies within six months before the filing or priority date",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[law(24, 1), guidelines("1.1.6.3")],
)
def disclosed_too_early(case: Case) -> Drafts:
    """Report a disclosure more than six months before the earliest priority or filing date.

    A filing that is in time only because the last day was a rest day is a warning: whether Rule 5
    extends this term is not settled in the texts at hand.

    Why:
        The grace period is not available, and the disclosure is prior art.

    Example:
        2025-06-10展出，2026-02-15申请
    Use instead:
        2025-10-10展出，2026-02-15申请
    中文:
        公开日早于申请日（有优先权的，指优先权日）6个月以上时报告，不能适用宽限期。仅因届满日为休息日才未超期的，作提示。

    """
    days = list(_disclosures(case))
    if not days:
        inapplicable("没有要求不丧失新颖性宽限期", "No grace period is claimed")
    data = case.bibliographic
    dates = [claim.filing_date for claim in data.priority_claims if claim.filing_date]
    reference = min(dates) if dates else case.filing_date
    for pointer, day in days:
        if day is None or day >= add_months(reference, -6):
            continue
        limit = months_after(day, 6)
        if not missed(limit, reference) and reference <= limit.nominal_end:
            continue
        doubtful = not missed(limit, reference)
        yield placed(
            case.field(pointer, day.isoformat()),
            zh=f"公开日{day}距{reference}超过6个月，不能适用不丧失新颖性宽限期，请核对"
            f"{'（届满日为休息日，请人工判断）' if doubtful else ''}。",
            en=f"The disclosure of {day} lies more than six months before {reference}: no grace period "
            f"applies{'; the last day was a rest day, a person has to judge' if doubtful else ''}.",
            severity=Severity.WARNING if doubtful else None,
        )
    if all(day is None for _, day in days):
        unknown("公开日期", "the day of disclosure")


RULES = (disclosed_too_early,)

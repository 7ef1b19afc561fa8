"""Priority is claimed within its period (CN-PRI-001 … 004, 018; Patent Law Art. 29, Rule 36)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import RULES_2023, guidelines, law, rules
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, DESIGN, NATIONAL, TECHNICAL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority.reading import priority_claims
from shared.contracts.formal_check import Consequence, Level, Severity
from shared.model.facts.priority import RESTORATION_REQUESTS
from shared.model.facts.reading import kind_key
from shared.model.identification import PriorityClaim
from shared.model.time_limits import months_after

_RESTORATION_MONTHS = 2


def _dated(case: Case, *, domestic: bool | None) -> Iterator[tuple[int, PriorityClaim, date]]:
    """Claims with a date, by office: ``domestic`` True for CN, False for others, None for all."""
    undated = False
    for index, claim in enumerate(priority_claims(case)):
        if domestic is not None and (claim.office_code == "CN") is not domestic:
            continue
        if claim.filing_date is None:
            undated = True
            continue
        yield index, claim, claim.filing_date
    if undated:
        raise NotChecked(
            "有优先权没有写明在先申请日，未检查。",
            "Not checked: a priority claim states no date.",
        )


def _late(case: Case, months: int, domestic: bool | None) -> Iterator[Draft]:
    filed = case.filing_date
    for index, _, earlier in _dated(case, domestic=domestic):
        limit = months_after(earlier, months)
        missed, end = limit.missed(filed), limit.end
        if missed is False:
            continue
        doubtful = missed is None
        note_zh = "，请核对届满日是否为法定休假日" if doubtful else "，该项优先权不成立"
        note_en = ": check whether the last day was a public holiday" if doubtful else ""
        yield placed(
            case.field(f"/bibliographic/priority_claims/{index}/filing_date", earlier.isoformat()),
            zh=f"在先申请日{earlier}至申请日{filed}超过{months}个月（届满日{end}）{note_zh}。",
            en=f"From the earlier filing on {earlier} to this one on {filed} more than {months} "
            f"months passed (the term ended on {end}){note_en}.",
            severity=Severity.WARNING if doubtful else None,
        )


@rule(
    "CN-PRI-001",
    zh="外国优先权：在先申请日起12个月内提出申请",
    en="Foreign priority: filed within 12 months of the earlier application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=TECHNICAL,
    routes=NATIONAL,
    languages=None,
    basis=[law(29, 1)],
)
def foreign_priority_late(case: Case) -> Drafts:
    """Report a foreign priority older than 12 months at filing.

    A last day on a rest day moves to the next working day. In years whose holidays are not known
    yet, the days after it are a warning.

    Why:
        Priority that is too old is deemed not claimed. It can be restored within two more months
        (CN-PRI-004).
    Known problems:
        Holidays of years to come are not known.

    Example:
        在先2025-01-10，申请2026-02-15
    Use instead:
        在先2025-03-01，申请2026-02-15
    中文:
        要求外国优先权的，在先申请日至申请日超过12个月时报告。届满日为休息日的顺延；
        节假日安排尚未收录的年份，届满后数日内的作提示。

    """
    yield from _late(case, 12, domestic=False)


@rule(
    "CN-PRI-002",
    zh="外观设计优先权：在先申请日起6个月内提出申请",
    en="Designs: priority within 6 months of the earlier application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=DESIGN,
    languages=None,
    basis=[law(29, 1), law(29, 2)],
)
def design_priority_late(case: Case) -> Drafts:
    """Report a design's priority, foreign or domestic, older than 6 months at filing.

    Why:
        The term for designs is six months and cannot be restored.
    Known problems:
        Holidays of years to come are not known.

    Example:
        间隔7个月
    Use instead:
        间隔5个月
    中文:
        外观设计申请的在先申请日至申请日超过6个月时报告；该期限不能恢复。

    """
    yield from _late(case, 6, domestic=None)


@rule(
    "CN-PRI-003",
    zh="本国优先权：在先申请日起12个月内提出申请",
    en="Domestic priority: filed within 12 months of the earlier application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=TECHNICAL,
    routes=NATIONAL,
    languages=None,
    basis=[law(29, 2)],
)
def domestic_priority_late(case: Case) -> Drafts:
    """Report a domestic priority older than 12 months at filing.

    Why:
        Priority that is too old is deemed not claimed.
    Known problems:
        Holidays of years to come are not known.

    Example:
        在先2025-01-10，申请2026-02-15（13个月）
    Use instead:
        间隔11个月
    中文:
        要求本国优先权的，在先申请日至申请日超过12个月时报告。

    """
    yield from _late(case, 12, domestic=True)


@rule(
    "CN-PRI-004",
    zh="超过12个月但在届满后2个月内的，可以请求恢复优先权",
    en="Within two months after the 12 months, priority can be restored",
    severity=Severity.NOTICE,
    level=Level.MAY_FOLLOW_LATER,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=TECHNICAL,
    routes=NATIONAL,
    languages=None,
    effective_from=RULES_2023.effective_from,
    introduced=True,
    basis=[rules(36, 1), guidelines("1.1.6.2.6.2", before=False)],
)
def priority_restorable(case: Case) -> Drafts:
    """Point out that a priority missed by up to two months can be restored.

    Nothing is said when a request for restoration is among the papers.

    Why:
        Since 2024 Rule 36 allows it for inventions and utility models, for good reasons and a fee.

    Example:
        间隔13个月且未提恢复请求
    Use instead:
        间隔13个月并附恢复优先权请求书与费用
    中文:
        在先申请日至申请日超过12个月、不超过14个月时，提示可以在届满之日起2个月内请求恢复优先权；已有恢复
        优先权请求的，不提示。

    """
    filed = case.filing_date
    for index, _, earlier in _dated(case, domestic=None):
        end = months_after(earlier, 12).end
        last = months_after(end, _RESTORATION_MONTHS).end
        if not end < filed <= last:
            continue
        if any(kind_key(paper.kind) in RESTORATION_REQUESTS for paper in case.papers):
            return
        yield placed(
            case.field(f"/bibliographic/priority_claims/{index}/filing_date", earlier.isoformat()),
            zh=f"优先权期限已于{end}届满；有正当理由的，可以在{last}前请求恢复优先权并缴纳费用。",
            en=f"The priority term ended on {end}: for good reasons restoration can be requested, "
            f"with the fee, until {last}.",
        )


@rule(
    "CN-PRI-018",
    zh="在先申请日不得晚于本申请日",
    en="The earlier application is not later than this one",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    languages=None,
    basis=[law(29, 1)],
)
def priority_after_filing(case: Case) -> Drafts:
    """Report a priority date after the filing date.

    Why:
        What was filed later cannot be earlier: the date is wrong.

    Example:
        在先申请日2027-01-01，申请日2026-02-15
    Use instead:
        在先申请日2025-03-01，申请日2026-02-15
    中文:
        优先权的在先申请日晚于本申请的申请日时报告，日期必有错误。

    """
    filed = case.filing_date
    for index, _, earlier in _dated(case, domestic=None):
        if earlier > filed:
            yield placed(
                case.field(
                    f"/bibliographic/priority_claims/{index}/filing_date", earlier.isoformat()
                ),
                zh=f"在先申请日{earlier}晚于本申请日{filed}，请核对。",
                en=f"The earlier filing date {earlier} is after this one, {filed}: check it.",
            )


RULES = (
    foreign_priority_late,
    design_priority_late,
    domestic_priority_late,
    priority_restorable,
    priority_after_filing,
)

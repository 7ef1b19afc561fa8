"""Biological material is deposited and proved in time (CN-BIO-001, 002, 005; Rule 27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import GoverningDate
from services.formal_check.domain.rules.biology.deposits import (
    deposit_place,
    deposit_rule,
    same_accession,
    stated_deposits,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.biological_deposits import (
    Deposit,
    DepositCertificate,
    PriorityGivenUp,
    ViabilityCertificate,
)
from shared.model.identification import FilingRoute
from shared.model.time_limits import TimeLimit, months_after

_TERM_MONTHS = 4


def _priority_day(case: Case) -> date | None:
    """The earliest priority date; ``None`` without priority."""
    claims = case.bibliographic.priority_claims
    days = [claim.filing_date for claim in claims if claim.filing_date is not None]
    if len(days) < len(claims):
        facts.unknown("优先权日", "a priority date")
    return min(days, default=None)


def _between(case: Case) -> Iterator[tuple[int, Deposit, date, date]]:
    """Deposits made after the priority date and not after the filing date."""
    priority, filed = _priority_day(case), case.filing_date
    for index, deposit in enumerate(stated_deposits(case)):
        day = deposit.deposited_on
        if priority is not None and day is not None and priority < day <= filed:
            yield index, deposit, day, priority


@deposit_rule(
    "CN-BIO-001",
    zh="保藏日不得晚于申请日（有优先权的，指优先权日）",
    en="The deposit is not later than the filing date, or the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(27, 1)],
)
def deposited_late(case: Case) -> Drafts:
    """Report a deposit after the filing date, or after the priority date while priority stands.

    Why:
        Such material counts as not deposited.
    Known problems:
        Priority given up for the material is taken from the papers.

    Example:
        优先权日2025-03-01，保藏日2025-04-10
    Use instead:
        优先权日2025-03-01，保藏日2025-02-20
    中文:
        保藏日晚于申请日，或者晚于优先权日而没有撤回优先权、也没有声明该生物材料不享受优先权时报告。

    """
    filed = case.filing_date
    deposits = stated_deposits(case)
    for index, deposit in enumerate(deposits):
        if deposit.deposited_on is not None and deposit.deposited_on > filed:
            yield placed(
                deposit_place(index, "deposited_on", deposit.deposited_on),
                zh=f"保藏日{deposit.deposited_on}晚于申请日{filed}，该生物材料视为未提交保藏；请核对。",
                en=f"The deposit of {deposit.deposited_on} is later than the filing on {filed}: "
                "the material counts as not deposited. Check the date.",
            )
    for index, _, day, priority in _between(case):
        if not facts.papers(case, PriorityGivenUp):
            yield placed(
                deposit_place(index, "deposited_on", day),
                zh=f"保藏日{day}晚于优先权日{priority}；请撤回优先权要求，或者声明该生物材料不享受优先权。",
                en=f"The deposit of {day} is later than the priority date {priority}: withdraw the "
                "priority, or declare that the material does not enjoy it.",
            )
    if any(deposit.deposited_on is None for deposit in deposits):
        facts.unknown("保藏日期", "the day of a deposit")


@deposit_rule(
    "CN-BIO-002",
    zh="保藏证明和存活证明应自申请日起四个月内提交",
    en="Certificates of deposit and viability come within four months of filing",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    governed_by=GoverningDate.FILING,
    basis=[rules(27, 1)],
)
def certificates_missing(case: Case) -> Drafts:
    """Report certificates that are missing or late. While the term runs it is a reminder.

    For international applications the four months run from entry into the national phase.

    Why:
        Without them the sample counts as not deposited.
    Known problems:
        A certificate that states no number is taken to belong to every deposit.

    Example:
        申请日2025-09-01，至2026-02-01未提交存活证明
    Use instead:
        2025-12-01提交保藏证明和存活证明
    中文:
        自申请日（国际申请自进入日）起四个月内没有提交保藏证明或者存活证明时报告；期限未满的，提示最后一日。期
        满未提交的，视为未提交保藏。

    """
    limit = _certificate_term(case)
    certificates = (
        ("保藏证明", "certificate of deposit", facts.papers(case, DepositCertificate)),
        ("存活证明", "certificate of viability", facts.papers(case, ViabilityCertificate)),
    )
    for index, deposit in enumerate(stated_deposits(case)):
        for zh, en, papers in certificates:
            days = [
                paper.received_on
                for paper in papers
                if paper.details.number is None or same_accession(paper.details.number, deposit)
            ]
            if None in days:
                facts.unknown(f"{zh}的提交日", f"the day of the {en}")
            if any(day is not None and not facts.missed(limit, day) for day in days):
                continue
            yield _missing_certificate(case, index, zh, en, limit)


def _certificate_term(case: Case) -> TimeLimit:
    if case.profile.route is FilingRoute.PCT_NATIONAL_PHASE:
        pct = case.bibliographic.pct
        entered = pct.national_phase_entry_date if pct is not None else None
        day = facts.known(entered, "进入国家阶段日", "the day of entry into the national phase")
        return months_after(day, _TERM_MONTHS)
    return months_after(case.filing_date, _TERM_MONTHS)


def _missing_certificate(case: Case, index: int, zh: str, en: str, limit: TimeLimit) -> Draft:
    if facts.missed(limit, case.profile.as_of):
        return absent(
            "/papers",
            zh=f"第{index + 1}项保藏没有在{limit.end}前提交{zh}，该样品视为未提交保藏。",
            en=f"Deposit {index + 1} has no {en} by {limit.end}: it counts as not deposited.",
        )
    return absent(
        "/papers",
        zh=f"第{index + 1}项保藏尚未提交{zh}，请在{limit.end}前提交。",
        en=f"Deposit {index + 1} has no {en} yet: submit it by {limit.end}.",
        severity=Severity.NOTICE,
        due=limit.end,
    )


@deposit_rule(
    "CN-BIO-005",
    zh="保藏日在优先权日与申请日之间的，应撤回优先权或者声明不享受优先权",
    en="A deposit between priority and filing: withdraw the priority or disclaim it",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[guidelines("1.1.5.2.1")],
)
def priority_not_given_up(case: Case) -> Drafts:
    """Report a deposit after the priority date when no paper gives the priority up.

    Why:
        The office asks for one of the two declarations; without it the deposit counts as not made.

    Example:
        保藏日在优先权日之后，没有声明
    Use instead:
        提交“该生物材料不享受优先权”的声明
    中文:
        保藏日晚于优先权日、不晚于申请日，而没有撤回优先权要求或者声明该生物材料不享受优先权时提示。

    """
    found = list(_between(case))
    if not found:
        facts.inapplicable(
            "没有在优先权日与申请日之间的保藏", "No deposit lies between priority and filing"
        )
    if facts.papers(case, PriorityGivenUp):
        return
    for index, _, day, priority in found:
        yield placed(
            deposit_place(index, "deposited_on", day),
            zh=f"保藏日{day}在优先权日{priority}之后、申请日之前，请在指定期限内撤回优先权要求或者声明该生物"
            "材料的内容不享受优先权。",
            en=f"The deposit of {day} lies between the priority date {priority} and the filing: "
            "withdraw the priority or declare that the material does not enjoy it.",
        )


RULES = (
    deposited_late,
    certificates_missing,
    priority_not_given_up,
)

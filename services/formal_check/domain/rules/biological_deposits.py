"""Deposits of biological material (CN-BIO-001 … 005; Rule 27)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from services.formal_check.domain import facts
from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, absent, at, placed, replacing
from services.formal_check.domain.profile import FILING, INVENTION, GoverningDate
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.depositary_authorities import depositary_code, has_acronym, names_of
from shared.model.facts.biological_deposits import (
    Deposit,
    DepositCertificate,
    DepositStatements,
    PriorityGivenUp,
    ViabilityCertificate,
)
from shared.model.facts.comparing import name_key
from shared.model.identification import FilingRoute
from shared.model.source import Location
from shared.model.time_limits import TimeLimit, months_after

POINTER = "/request/further/biological_deposits"
_TERM_MONTHS = 4
_NUMBER = re.compile(r"(?:NO|№)?[\s.:：#]{0,3}([A-Z]{0,2}\s?\d[\d-]{2,14})", re.IGNORECASE)


def _deposits(case: Case) -> tuple[Deposit, ...]:
    stated = facts.statements(case, DepositStatements)
    if stated.biological_deposits is None:
        facts.unknown("生物材料样品保藏信息", "what the request states of deposits")
    if not stated.biological_deposits:
        facts.inapplicable("没有保藏生物材料样品", "No biological material was deposited")
    return stated.biological_deposits


def _place(index: int, field: str, value: object = "") -> Location:
    return Location(file="", element=f"{POINTER}/{index}/{field}", text=str(value))


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
    for index, deposit in enumerate(_deposits(case)):
        day = deposit.deposited_on
        if priority is not None and day is not None and priority < day <= filed:
            yield index, deposit, day, priority


@rule(
    "CN-BIO-001",
    zh="保藏日不得晚于申请日（有优先权的，指优先权日）",
    en="The deposit is not later than the filing date, or the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
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
    deposits = _deposits(case)
    for index, deposit in enumerate(deposits):
        if deposit.deposited_on is not None and deposit.deposited_on > filed:
            yield placed(
                _place(index, "deposited_on", deposit.deposited_on),
                zh=f"保藏日{deposit.deposited_on}晚于申请日{filed}，该生物材料视为未提交保藏；请核对。",
                en=f"The deposit of {deposit.deposited_on} is later than the filing on {filed}: "
                "the material counts as not deposited. Check the date.",
            )
    for index, _, day, priority in _between(case):
        if not facts.papers(case, PriorityGivenUp):
            yield placed(
                _place(index, "deposited_on", day),
                zh=f"保藏日{day}晚于优先权日{priority}；请撤回优先权要求，或者声明该生物材料不享受优先权。",
                en=f"The deposit of {day} is later than the priority date {priority}: withdraw the "
                "priority, or declare that the material does not enjoy it.",
            )
    if any(deposit.deposited_on is None for deposit in deposits):
        facts.unknown("保藏日期", "the day of a deposit")


@rule(
    "CN-BIO-002",
    zh="保藏证明和存活证明应自申请日起四个月内提交",
    en="Certificates of deposit and viability come within four months of filing",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
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
    for index, deposit in enumerate(_deposits(case)):
        for zh, en, papers in certificates:
            days = [
                paper.received_on
                for paper in papers
                if paper.details.number is None or _same_number(paper.details.number, deposit)
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


def _number_key(number: str) -> str:
    """The accession number without acronym and ``No.``"""
    folded = fold(number).upper()
    found = list(_NUMBER.finditer(folded))
    return re.sub(r"\s", "", found[-1][1]) if found else name_key(number)


def _same_number(number: str, deposit: Deposit) -> bool:
    return deposit.number is None or _number_key(number) == _number_key(deposit.number)


@rule(
    "CN-BIO-003",
    zh="请求书、说明书和保藏证明中的保藏事项应齐全且一致",
    en="Request, description and certificates state the deposit, completely and alike",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.DESCRIPTION, Input.PAPERS],
    kinds=INVENTION,
    profiles=FILING,
    basis=[rules(27, 1), guidelines("1.1.5.2.1")],
)
def deposit_data_differ(case: Case) -> Drafts:
    """Report items left empty in the request, and items that description or certificates lack.

    Asked for are taxonomic name, depositary, address, date and number.

    Why:
        What is not corrected within four months of filing makes the deposit count as not made.
    Known problems:
        The address is asked for in the request only; the description may word it differently.

    Example:
        请求书：CGMCC No.1243；说明书：CGMCC No.1234
    Use instead:
        请求书和说明书均为CGMCC No.1234
    中文:
        请求书的分类命名、保藏单位、地址、日期、编号为空，说明书没有记载或者编号不一致，以及保藏证明与请求书不
        一致时报告。说明书中的地址不比较。

    """
    deposits = _deposits(case)
    unstated = False
    for index, deposit in enumerate(deposits):
        for field, zh, en in _ITEMS:
            if deposit.empty(field):
                yield absent(
                    f"{POINTER}/{index}/{field}",
                    zh=f"请求书第{index + 1}项保藏没有写明{zh}，请补正。",
                    en=f"Deposit {index + 1} in the request states no {en}: add it.",
                )
            elif getattr(deposit, field) is None:
                unstated = True
        if case.has_description:
            yield from _in_description(case, index, deposit)
    yield from _certificate_differences(case, deposits)
    if unstated:
        facts.unknown("请求书的全部保藏事项", "every item of the deposit in the request")


_ITEMS = (
    ("taxonomic_name", "分类命名", "taxonomic name"),
    ("depositary", "保藏单位", "depositary"),
    ("address", "保藏单位地址", "address of the depositary"),
    ("deposited_on", "保藏日期", "day of deposit"),
    ("number", "保藏编号", "accession number"),
)


def _in_description(case: Case, index: int, deposit: Deposit) -> Drafts:
    """Items of the request that the description lacks; another number is shown where it stands."""
    text = fold("\n".join(paragraph.unit.text for paragraph in case.paragraphs))
    plain = name_key(text)
    if deposit.number is not None and not _holds_number(text, deposit.number):
        wrong = list(_other_numbers(case, deposit))
        yield from wrong
        if not wrong:
            yield _lacking(index, "number", "保藏编号", "accession number", deposit.number)
    day = deposit.deposited_on
    if day is not None and not re.search(
        rf"{day.year}\s?[-./年]\s?0?{day.month}\s?[-./月]\s?0?{day.day}(?!\d)", text
    ):
        yield _lacking(index, "deposited_on", "保藏日期", "day of deposit", str(day))
    if deposit.depositary is not None:
        code = depositary_code(deposit.depositary)
        names = (deposit.depositary,) if code is None else (deposit.depositary, *names_of(code))
        if not any(name_key(name) in plain for name in names):
            yield _lacking(index, "depositary", "保藏单位", "depositary", deposit.depositary)
    if deposit.taxonomic_name is not None:
        latin = " ".join(re.findall(r"[A-Za-z.]{2,}", deposit.taxonomic_name)[:2])
        if name_key(latin or deposit.taxonomic_name) not in plain:
            yield _lacking(
                index, "taxonomic_name", "分类命名", "taxonomic name", deposit.taxonomic_name
            )


def _holds_number(text: str, number: str) -> bool:
    """Whether a text has the accession number, whole and in any spacing."""
    key = re.escape(_number_key(number))
    plain = re.sub(r"\s", "", text)
    return re.search(rf"(?<!\d){key}(?!\d)", plain, re.IGNORECASE) is not None


def _other_numbers(case: Case, deposit: Deposit) -> Drafts:
    """Numbers that the description gives for the same depositary."""
    code = depositary_code(f"{deposit.depositary or ''} {deposit.number or ''}")
    if code is None:
        return
    pattern = re.compile(rf"{re.escape(code)}\s{{0,2}}{_NUMBER.pattern}", re.IGNORECASE)
    for paragraph in case.paragraphs:
        for found in pattern.finditer(fold(paragraph.unit.text)):
            right = deposit.number or ""
            yield at(
                paragraph.unit,
                found.start(1),
                found.end(1),
                zh=f"说明书的保藏编号“{found[1]}”与请求书的“{right}”不一致，请核对。",
                en=f"The number “{found[1]}” differs from the request's “{right}”: check which is "
                "right.",
                fixes=(
                    replacing(
                        paragraph.unit,
                        found.start(1),
                        found.end(1),
                        _number_key(right),
                        safety=FixSafety.SUGGESTED,
                        zh="改为请求书中的编号",
                        en="Take the number of the request",
                    ),
                ),
            )


def _lacking(index: int, field: str, zh: str, en: str, value: str) -> Draft:
    return placed(
        Location(file="", element=f"{POINTER}/{index}/{field}", text=value),
        zh=f"说明书没有写明第{index + 1}项保藏的{zh}“{value}”，请补正。",
        en=f"The description lacks the {en} of deposit {index + 1}, “{value}”: add it.",
    )


def _certificate_differences(case: Case, deposits: tuple[Deposit, ...]) -> Drafts:
    """Certificates whose number or date is that of no deposit in the request."""
    try:
        papers = facts.papers(case, DepositCertificate)
    except NotChecked:
        return
    for paper in papers:
        details = paper.details
        if details.number is not None and not any(
            _same_number(details.number, deposit) for deposit in deposits
        ):
            yield placed(
                Location(file="", element=f"{paper.pointer}/details/number", text=details.number),
                zh=f"保藏证明的编号“{details.number}”与请求书不一致，请核对。",
                en=f"The certificate's number “{details.number}” is none of the request: check it.",
            )
        days = {deposit.deposited_on for deposit in deposits}
        stated = details.deposited_on
        if stated is not None and None not in days and stated not in days:
            yield placed(
                Location(
                    file="", element=f"{paper.pointer}/details/deposited_on", text=str(stated)
                ),
                zh=f"保藏证明的保藏日期{stated}与请求书不一致，请核对。",
                en=f"The certificate's date {stated} is not the request's: check it.",
            )


@rule(
    "CN-BIO-004",
    zh="保藏单位应是布达佩斯条约承认的国际保藏单位",
    en="The depositary is an international authority under the Budapest Treaty",
    severity=Severity.ERROR,
    reads=[Input.REQUEST],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
    basis=[guidelines("2.10.9.2.1")],
)
def depositary_unknown(case: Case) -> Drafts:
    """Report a depositary that is not in the list of international depositary authorities.

    One with an acronym that the list does not have is a warning: the list is dated.

    Why:
        Only these authorities are recognised.
    Known problems:
        The list was compiled from copies of 2019 and 2020; authorities recognised later are
        missing.

    Example:
        某大学菌种库
    Use instead:
        中国微生物菌种保藏管理委员会普通微生物中心（CGMCC）
    中文:
        保藏单位不在国际保藏单位名单中时报告；名单依据2019年和2020年的公开资料，写有名单以外缩写的，仅作提示。

    """
    deposits = _deposits(case)
    for index, deposit in enumerate(deposits):
        if deposit.depositary is None or depositary_code(deposit.depositary) is not None:
            continue
        yield placed(
            _place(index, "depositary", deposit.depositary),
            zh=f"保藏单位“{deposit.depositary}”不在国际保藏单位名单中，请核对。",
            en=f"“{deposit.depositary}” is not in the list of international depositary "
            "authorities: check it.",
            severity=Severity.WARNING if has_acronym(deposit.depositary) else None,
        )
    if any(deposit.depositary is None for deposit in deposits):
        facts.unknown("保藏单位", "the depositary")


@rule(
    "CN-BIO-005",
    zh="保藏日在优先权日与申请日之间的，应撤回优先权或者声明不享受优先权",
    en="A deposit between priority and filing: withdraw the priority or disclaim it",
    severity=Severity.WARNING,
    consequence=Consequence.TO_BE_CORRECTED,
    reads=[Input.REQUEST, Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
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
            _place(index, "deposited_on", day),
            zh=f"保藏日{day}在优先权日{priority}之后、申请日之前，请在指定期限内撤回优先权要求或者声明该生物"
            "材料的内容不享受优先权。",
            en=f"The deposit of {day} lies between the priority date {priority} and the filing: "
            "withdraw the priority or declare that the material does not enjoy it.",
        )


RULES = (
    deposited_late,
    certificates_missing,
    deposit_data_differ,
    depositary_unknown,
    priority_not_given_up,
)

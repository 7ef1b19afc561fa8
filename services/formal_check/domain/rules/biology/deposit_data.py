"""What request, description and certificate say of a deposit (CN-BIO-003, 004; Rule 27)."""

from __future__ import annotations

import re

from services.formal_check.domain import facts
from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, absent, at, placed, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, INVENTION
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.biology.deposits import (
    NUMBER,
    POINTER,
    accession_key,
    deposit_place,
    deposit_rule,
    same_accession,
    stated_deposits,
)
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.depositary_authorities import depositary_code, has_acronym, names_of
from shared.model.facts.biological_deposits import Deposit, DepositCertificate
from shared.model.facts.comparing import name_key
from shared.model.source import Location


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
    deposits = stated_deposits(case)
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
    key = re.escape(accession_key(number))
    plain = re.sub(r"\s", "", text)
    return re.search(rf"(?<!\d){key}(?!\d)", plain, re.IGNORECASE) is not None


def _other_numbers(case: Case, deposit: Deposit) -> Drafts:
    """Numbers that the description gives for the same depositary."""
    code = depositary_code(f"{deposit.depositary or ''} {deposit.number or ''}")
    if code is None:
        return
    pattern = re.compile(rf"{re.escape(code)}\s{{0,2}}{NUMBER.pattern}", re.IGNORECASE)
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
                        accession_key(right),
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
            same_accession(details.number, deposit) for deposit in deposits
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


@deposit_rule(
    "CN-BIO-004",
    zh="保藏单位应是布达佩斯条约承认的国际保藏单位",
    en="The depositary is an international authority under the Budapest Treaty",
    severity=Severity.ERROR,
    reads=[Input.REQUEST],
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
    deposits = stated_deposits(case)
    for index, deposit in enumerate(deposits):
        if deposit.depositary is None or depositary_code(deposit.depositary) is not None:
            continue
        yield placed(
            deposit_place(index, "depositary", deposit.depositary),
            zh=f"保藏单位“{deposit.depositary}”不在国际保藏单位名单中，请核对。",
            en=f"“{deposit.depositary}” is not in the list of international depositary "
            "authorities: check it.",
            severity=Severity.WARNING if has_acronym(deposit.depositary) else None,
        )
    if any(deposit.depositary is None for deposit in deposits):
        facts.unknown("保藏单位", "the depositary")


RULES = (
    deposit_data_differ,
    depositary_unknown,
)

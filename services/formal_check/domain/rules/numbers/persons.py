"""Numbers of persons and organisations (CN-IDN-004, 005)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.rules.numbers.reading import number_rule
from shared.contracts.formal_check import Severity
from shared.model.identity_numbers import (
    NumberFault,
    is_masked,
    looks_like_resident_number,
    resident_number_fault,
    social_credit_code_fault,
)
from shared.model.parties import Party

Stated = tuple[str, Party, str]
"""Pointer, party and the number stated."""


def _identified(case: Case) -> list[Stated]:
    parties = [
        (f"/bibliographic/{name}/{place}/identifier", party)
        for name, group in (
            ("applicants", case.bibliographic.applicants),
            ("inventors", case.bibliographic.inventors),
        )
        for place, party in enumerate(group)
    ]
    found = [
        (pointer, party, party.identifier)
        for pointer, party in parties
        if party.identifier and not is_masked(party.identifier)
    ]
    if not found:
        raise NotChecked(
            "未提供（或已隐去）证件号码，未检查。",
            "Not checked: no identity numbers were given, or they are masked.",
        )
    return found


def _is_chinese(party: Party) -> bool:
    address = party.address.country_code if party.address is not None else None
    return (party.nationality_code or address or "CN").upper() == "CN"


def _is_person(pointer: str, party: Party, number: str) -> bool:
    if pointer.startswith("/bibliographic/inventors/"):
        return True  # only a natural person can be an inventor, whatever number is stated
    if party.party_type is not None:
        return party.party_type == "person"
    return (
        looks_like_resident_number(number)
        and resident_number_fault(number) is not NumberFault.CHECK
    )


_FAULTS = {
    NumberFault.SHAPE: ("位数或字符不正确", "has the wrong length or characters"),
    NumberFault.CHECK: ("校验位不正确", "has a wrong check character"),
    NumberFault.BIRTH_DATE: ("所含出生日期不存在", "holds a birth date that does not exist"),
}


def _chinese(case: Case, *, persons: bool) -> list[Stated]:
    """The numbers of Chinese persons, or of Chinese organisations."""
    return [
        (pointer, party, number)
        for pointer, party, number in _identified(case)
        if _is_person(pointer, party, number) is persons and _is_chinese(party)
    ]


def _faulty(
    case: Case,
    stated: Iterable[Stated],
    fault_of: Callable[[str], NumberFault | None],
    zh: str,
    en: str,
) -> Drafts:
    for pointer, party, number in stated:
        fault = fault_of(number)
        if fault is not None:
            yield placed(
                case.field(pointer, ""),
                zh=f"第{party.sequence}位当事人的{zh}{_FAULTS[fault][0]}，请核对后更正。",
                en=f"The {en} of party {party.sequence} {_FAULTS[fault][1]}: correct it.",
            )


@number_rule(
    "CN-IDN-004",
    zh="统一社会信用代码正确",
    en="The unified social credit code is well-formed",
    severity=Severity.ERROR,
    basis=[rules(19, 1), practice()],
)
def wrong_social_credit_code(case: Case) -> Drafts:
    """Check the unified social credit code of Chinese organisations (GB 32100-2015).

    Why:
        The request states the code; a wrong one names somebody else.
    Known problems:
        The number itself is never quoted in a finding.

    Example:
        91110000600037341M
    Use instead:
        91110000600037341L
    中文:
        按GB 32100-2015检查中国单位的统一社会信用代码。结果中不显示号码本身。

    """
    stated = _chinese(case, persons=False)
    if not stated:
        raise NotApplicable("没有中国单位的代码。", "No Chinese organisation states a code.")
    yield from _faulty(
        case, stated, social_credit_code_fault, "统一社会信用代码", "unified social credit code"
    )


@number_rule(
    "CN-IDN-005",
    zh="居民身份证件号码正确",
    en="The resident identity number is well-formed",
    severity=Severity.ERROR,
    basis=[rules(19, 1), practice()],
)
def wrong_resident_number(case: Case) -> Drafts:
    """Check the identity number of Chinese persons: check character and birth date (GB 11643-1999).

    Why:
        The request states the number; a wrong one names somebody else.
    Known problems:
        The number itself is never quoted in a finding. Passports are not checked.

    Example:
        11010519491231002Y
    Use instead:
        11010519491231002X
    中文:
        按GB 11643-1999检查中国自然人的身份证件号码的校验位和出生日期。结果中不显示号码本身，护照号码不检查。

    """
    stated = _chinese(case, persons=True)
    if not stated:
        raise NotApplicable("没有中国自然人的证件号码。", "No Chinese person states a number.")
    yield from _faulty(case, stated, resident_number_fault, "身份证件号码", "identity number")


RULES = (
    wrong_social_credit_code,
    wrong_resident_number,
)

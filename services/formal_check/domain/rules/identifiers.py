"""Numbers that carry their own check: applications, persons, PCT (CN-IDN-001 … 006)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import practice, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.profile import ALL_KINDS, EVERY_ROUTE, NATIONAL_PHASE
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.application_number import (
    CnApplicationNumber,
    check_digit,
    parse_cn_application_number,
)
from shared.model.identity_numbers import (
    NumberFault,
    is_masked,
    looks_like_resident_number,
    resident_number_fault,
    social_credit_code_fault,
)
from shared.model.parties import Party
from shared.model.pct_number import parse_pct_number, suggest_pct_number

_FIRST_YEAR = 1985


def _stated_numbers(case: Case) -> Iterator[tuple[str, str]]:
    """The application's own number and its parent's: pointer and text."""
    bibliographic = case.bibliographic
    if bibliographic.application_number:
        yield "/bibliographic/application_number", bibliographic.application_number
    if bibliographic.parent is not None:
        yield "/bibliographic/parent/application_number", bibliographic.parent.application_number


def _numbers(case: Case, length: int) -> list[tuple[str, str, CnApplicationNumber]]:
    """The numbers with 12 (or 8) digits and a check digit. Abstains if there are none."""
    found = [
        (pointer, text, number)
        for pointer, text in _stated_numbers(case)
        if (number := parse_cn_application_number(text)) is not None
        and len(number.digits) == length
        and number.check_digit is not None
    ]
    if not found:
        raise NotChecked(
            "没有可校验的申请号，未检查。", "Not checked: no application number with a check digit."
        )
    return found


def _wrong_check(case: Case, length: int) -> Drafts:
    for pointer, text, number in _numbers(case, length):
        if number.valid_check is False:
            right = check_digit(number.digits)
            yield placed(
                case.field(pointer, text),
                zh=f"申请号{text}的校验位应为“{right}”，实为“{number.check_digit}”，请核对申请号。",
                en=f"The check digit of {text} should be “{right}”, not “{number.check_digit}”: "
                "compare the number with the notice of acceptance.",
            )


@rule(
    "CN-IDN-001",
    zh="申请号的校验位正确",
    en="The check digit of the application number is right",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    languages=None,
    basis=[practice()],
)
def wrong_check_digit(case: Case) -> Drafts:
    """Compute the check digit of a 12-digit application number and compare.

    Concerns the application's own number and its parent's. Weights 2-9 and 2-5, modulo 11, ten is X.

    Why:
        A wrong digit means that papers and payments reach another application.
    Known problems:
        The standard itself is not public; the computation agrees with published numbers.

    Example:
        202411792145.1
    Use instead:
        202411792145.X
    中文:
        计算12位申请号的校验位并比较（权重2至9、2至5，模11，10记为X），包括本申请号和母案申请号。校验位错误时，文件和费用会归到其他申请。标准原文未公开，算法已用公开号码核对。

    """
    yield from _wrong_check(case, 12)


@rule(
    "CN-IDN-002",
    zh="申请号的结构正确",
    en="The application number has the right structure",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    languages=None,
    basis=[practice()],
)
def wrong_structure(case: Case) -> Drafts:
    """Check year, kind digit and length of the application number, and the kind it tells.

    Why:
        The fifth digit says what protection is asked for: 1 invention, 2 utility model, 3 design, 8
        and 9 PCT applications.
    Known problems:
        Numbers before October 2003 have two digits of the year; both forms are read.

    Example:
        202447921450
    Use instead:
        202417921450
    中文:
        检查申请号的年份、种类位和位数，以及种类位与本申请的专利类型是否一致（1发明、2实用新型、3外观设计、8和9为PCT进入国家阶段）。2003年10月以前的旧号亦可识别。

    """
    stated = list(_stated_numbers(case))
    if not stated:
        raise NotChecked("没有申请号，未检查。", "Not checked: there is no application number.")
    for pointer, text in stated:
        fault = _structure_fault(case, text, own=pointer == stated[0][0])
        if fault is not None:
            yield placed(
                case.field(pointer, text),
                zh=f"申请号{text}{fault[0]}，请核对。",
                en=f"The application number {text} {fault[1]}: compare it with the notice of acceptance.",
            )


def _structure_fault(case: Case, text: str, *, own: bool) -> tuple[str, str] | None:
    number = parse_cn_application_number(text)
    if number is None:
        return "不是“4位年号+1位种类+7位流水号”的结构", "is not year (4), kind (1), serial (7)"
    if number.kind is None:
        return "的种类位无效（应为1、2、3、8或9）", "has no valid kind digit (1, 2, 3, 8 or 9)"
    if not _FIRST_YEAR <= number.year <= case.profile.as_of.year:
        return f"的年份{number.year}不可能", f"has the impossible year {number.year}"
    kind = case.profile.kind
    if own and kind is not None and number.kind is not kind:
        return (
            "的种类位与本申请的专利类型不一致",
            "tells another kind of protection than the papers",
        )
    return None


@rule(
    "CN-IDN-003",
    zh="旧申请号（2003年10月以前）的校验位正确",
    en="The check digit of an application number before October 2003 is right",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    languages=None,
    basis=[practice()],
)
def wrong_old_check_digit(case: Case) -> Drafts:
    """Compute the check digit of an 8-digit application number and compare.

    Why:
        A wrong digit means another application.
    Known problems:
        The weights (2-9) come from secondary sources, so this is a warning.

    Example:
        85100001.5
    Use instead:
        85100001.0
    中文:
        计算8位旧申请号的校验位并比较（权重2至9）。权重出自二手来源，因此仅作警告。

    """
    yield from _wrong_check(case, 8)


def _identified(case: Case) -> list[tuple[str, Party, str]]:
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


@rule(
    "CN-IDN-004",
    zh="统一社会信用代码正确",
    en="The unified social credit code is well-formed",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    languages=None,
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
    checked = False
    for pointer, party, number in _identified(case):
        if _is_person(pointer, party, number) or not _is_chinese(party):
            continue
        checked = True
        fault = social_credit_code_fault(number)
        if fault is not None:
            yield placed(
                case.field(pointer, ""),
                zh=f"第{party.sequence}位当事人的统一社会信用代码{_FAULTS[fault][0]}，请核对后更正。",
                en=f"The unified social credit code of party {party.sequence} {_FAULTS[fault][1]}: correct it.",
            )
    if not checked:
        raise NotApplicable("没有中国单位的代码。", "No Chinese organisation states a code.")


@rule(
    "CN-IDN-005",
    zh="居民身份证件号码正确",
    en="The resident identity number is well-formed",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    languages=None,
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
    checked = False
    for pointer, party, number in _identified(case):
        if not _is_person(pointer, party, number) or not _is_chinese(party):
            continue
        checked = True
        fault = resident_number_fault(number)
        if fault is not None:
            yield placed(
                case.field(pointer, ""),
                zh=f"第{party.sequence}位当事人的身份证件号码{_FAULTS[fault][0]}，请核对后更正。",
                en=f"The identity number of party {party.sequence} {_FAULTS[fault][1]}: correct it.",
            )
    if not checked:
        raise NotApplicable("没有中国自然人的证件号码。", "No Chinese person states a number.")


@rule(
    "CN-IDN-006",
    zh="国际申请号格式为PCT/CCYYYY/NNNNNN",
    en="The international application number has the form PCT/CCYYYY/NNNNNN",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    routes=NATIONAL_PHASE,
    languages=None,
    basis=[rules(121, 1), practice()],
)
def wrong_pct_number(case: Case) -> Drafts:
    """Check the form of the international application number.

    Why:
        The entry declaration names the international application by this number.
    Known problems:
        Before 2004 the form was PCT/CCYY/NNNNN; it is accepted.

    Example:
        PCT-US24-12345
    Use instead:
        PCT/US2024/012345
    中文:
        检查国际申请号的格式。2004年以前的PCT/CCYY/NNNNN格式予以接受。

    """
    pct = case.bibliographic.pct
    if pct is None or not pct.application_number:
        raise NotChecked(
            "未提供国际申请号，未检查。",
            "Not checked: the international application number was not given.",
        )
    number = pct.application_number
    if parse_pct_number(number) is not None:
        return
    meant = suggest_pct_number(number)
    zh = f"，是否应为{meant.text}" if meant is not None else ""
    en = f", perhaps {meant.text}" if meant is not None else ""
    yield placed(
        case.field("/bibliographic/pct/application_number", number),
        zh=f"国际申请号“{number}”的格式不是PCT/CCYYYY/NNNNNN{zh}，请更正。",
        en=f"The international application number “{number}” does not have the form "
        f"PCT/CCYYYY/NNNNNN{en}: correct it.",
    )


RULES = (
    wrong_check_digit,
    wrong_structure,
    wrong_old_check_digit,
    wrong_social_credit_code,
    wrong_resident_number,
    wrong_pct_number,
)

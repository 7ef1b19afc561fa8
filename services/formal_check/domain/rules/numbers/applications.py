"""Chinese application numbers: check digit and structure (CN-IDN-001 … 003)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.rules.numbers.reading import number_rule
from shared.contracts.formal_check import Severity
from shared.model.application_number import (
    CnApplicationNumber,
    check_digit,
    parse_cn_application_number,
)

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


@number_rule(
    "CN-IDN-001",
    zh="申请号的校验位正确",
    en="The check digit of the application number is right",
    severity=Severity.ERROR,
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


@number_rule(
    "CN-IDN-002",
    zh="申请号的结构正确",
    en="The application number has the right structure",
    severity=Severity.ERROR,
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


@number_rule(
    "CN-IDN-003",
    zh="旧申请号（2003年10月以前）的校验位正确",
    en="The check digit of an application number before October 2003 is right",
    severity=Severity.WARNING,
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


RULES = (
    wrong_check_digit,
    wrong_structure,
    wrong_old_check_digit,
)

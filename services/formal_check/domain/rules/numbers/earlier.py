"""The shape of earlier applications' numbers (CN-IDN-007)."""

from __future__ import annotations

import re
import unicodedata

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import inapplicable
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS
from services.formal_check.domain.rules.acceptance.package import filing_rule
from shared.contracts.formal_check import Severity
from shared.model.application_number import check_digit, parse_cn_application_number
from shared.model.pct_number import parse_pct_number

_FORMATS = {
    "US": (re.compile(r"(?:US)?(?:\d{2}/?\d{6}|(?:PCT/)?US\d{4}/\d{6})"), "18/123456"),
    "JP": (
        re.compile(r"(?:JP|特願|特愿|実願|意願)?(?:平成?|令和?|[HR])?\d{1,4}-?\d{6}"),
        "2024-012345",
    ),
    "KR": (re.compile(r"(?:KR)?(?:10|20|30)-?\d{4}-?\d{7}"), "10-2024-0012345"),
    "EP": (re.compile(r"(?:EP)?\d{8}(?:\.\d)?"), "24123456.7"),
    "DE": (re.compile(r"(?:DE)?(?:[1-4]0|21|22)\d{10}(?:\.\d)?"), "102024001234.5"),
    "GB": (re.compile(r"(?:GB)?\d{7}(?:\.\d)?"), "2401234.5"),
    "FR": (re.compile(r"(?:FR)?(?:FR)?\d{7}"), "2401234"),
    "TW": (re.compile(r"(?:TW)?\d{8,9}"), "113101234"),
}
"""Shapes of application numbers, from the offices' public explanations; white space is ignored."""


@filing_rule(
    "CN-IDN-007",
    zh="优先权的在先申请号格式应合所在国规则",
    en="The number of an earlier application has the shape its office uses",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    basis=[rules(19, 1)],
)
def earlier_number_shape(case: Case) -> Drafts:
    """Report an earlier number that its office would not have given.

    Chinese numbers have a check digit, which is computed. Of other offices the shape is compared,
    for US, JP, KR, EP, DE, GB, FR, TW and the PCT; others are not looked at.

    Why:
        A wrong number is a wrong priority claim; it can be corrected on notice only.
    Known problems:
        The shapes are not in the law: this is a hint, and old numbers may differ.

    Example:
        中国，202411792145.1
    Use instead:
        中国，202411792145.X
    中文:
        优先权的中国在先申请号校验位错误或者不是申请号，或者外国在先申请号不合该局号码格式时提示。格式不是法律规定，旧号可能不同。

    """
    numbered = [
        (index, claim.office_code or "", claim.application_number)
        for index, claim in enumerate(case.bibliographic.priority_claims)
        if claim.application_number
    ]
    if not numbered:
        inapplicable("没有写明在先申请号", "No earlier number is stated")
    for index, office, stated in numbered:
        place = case.field(f"/bibliographic/priority_claims/{index}/application_number", stated)
        if office == "CN":
            number = parse_cn_application_number(stated)
            if number is None and parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}不是中国申请号的格式，请核对。",
                    en=f"{stated} has not the shape of a Chinese application number: check it.",
                )
            elif number is not None and number.valid_check is False:
                right = check_digit(number.digits)
                yield placed(
                    place,
                    zh=f"在先申请号{stated}的校验位应为“{right}”，请核对。",
                    en=f"The check digit of {stated} should be “{right}”: check it.",
                )
        elif office in ("WO", "IB"):
            if parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}不是国际申请号的格式（如PCT/CN2024/012345），请核对。",
                    en=f"{stated} has not the shape of an international number: check it.",
                )
        elif office in _FORMATS:
            shape, example = _FORMATS[office]
            compact = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", stated[:60]).upper())
            if shape.fullmatch(compact) is None and parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}与{office}的号码格式（如{example}）不符，请核对。",
                    en=f"{stated} has not the shape of a number of {office}, such as {example}: check it.",
                )


RULES = (earlier_number_shape,)

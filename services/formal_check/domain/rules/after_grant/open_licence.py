"""Open licences (CN-OLC-001 … 003; Patent Law Art. 50, Rules 85 and 86)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, absent, placed, within
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.word_lists import WordList
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.post_grant import OpenLicenceStatement
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind

_REQUIRED = (
    ("patent_number", "专利号", "the patent number"),
    ("patentee", "专利权人的姓名或者名称", "the patentee"),
    ("payment", "许可使用费的支付方式和标准", "how and how much is paid"),
    ("term", "许可期限", "the term of the licence"),
)


def _advertising(
    details: OpenLicenceStatement, commercial: WordList
) -> Iterator[tuple[str, re.Match[str]]]:
    for member, text in (("text", details.text), ("explanation", details.explanation)):
        for found in commercial.finditer(text or ""):
            yield member, found


_LONGEST_EXPLANATION = 2000
_HIGHEST_FIXED_FEE = Decimal(20_000_000)
_HIGHEST_SHARE_OF_SALES = Decimal("0.2")
_HIGHEST_SHARE_OF_PROFIT = Decimal("0.4")


def _statements(case: Case) -> tuple[PaperFact[OpenLicenceStatement], ...]:
    return filed(case, OpenLicenceStatement, "没有开放许可声明", "No open licence was declared")


@procedure_rule(
    "CN-OLC-001",
    zh="开放许可声明应写明专利号、专利权人、许可使用费和许可期限，不得有商业性宣传用语",
    en="An open licence states patent, patentee, payment and term, without advertising",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(85, 2), law(50, 1, before=False), rules(85, 3)],
)
def open_licence_contents(case: Case) -> Drafts:
    """Report a declaration that lacks a required statement, advertises, or lacks the report.

    For utility models and designs an evaluation report goes with it.

    Why:
        A declaration that does not conform is not published.

    Example:
        开放许可声明没有写明许可期限
    Use instead:
        写明专利号、专利权人、许可使用费支付方式和标准、许可期限
    中文:
        开放许可声明没有写明专利号、专利权人、许可使用费支付方式和标准或者许可期限，含有商业性宣传用语，以及实用新型、
        外观设计没有提供专利权评价报告时报告。

    """
    left_out = False
    for statement in _statements(case):
        details = statement.details
        place = f"{statement.pointer}/details"
        for member, zh, en in _REQUIRED:
            if details.empty(member):
                yield absent(
                    f"{place}/{member}",
                    zh=f"开放许可声明没有写明{zh}，请补充。",
                    en=f"The declaration does not state {en}: add it.",
                )
            left_out = left_out or not details.states(member)
        for member, found in _advertising(details, case.words(COMMERCIAL)):
            yield placed(
                within(case.field(f"{place}/{member}", found.string), found.string, *found.span()),
                zh=f"开放许可声明不得出现商业性宣传用语，请删除“{found.group()}”。",
                en="The declaration must not advertise: remove this wording.",
            )
        if case.profile.kind is ApplicationKind.INVENTION:
            continue
        if details.evaluation_report is False:
            yield absent(
                f"{place}/evaluation_report",
                zh="实用新型、外观设计专利实行开放许可应当提供专利权评价报告，请提交。",
                en="For a utility model or design the evaluation report is needed: hand it in.",
            )
        left_out = left_out or details.evaluation_report is None
    if left_out:
        unknown("开放许可声明的内容", "a statement of the declaration")


@procedure_rule(
    "CN-OLC-002",
    zh="许可使用费简要说明一般不超过2000字；固定费用一般不高于2000万元，提成不高于20%（净销售额）或者40%（利润）",
    en="Open licences: explanation up to 2000 characters, fees within the usual limits",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[guidelines("5.11.3.3", before=False)],
)
def open_licence_fees(case: Case) -> Drafts:
    """Warn of an explanation or a fee beyond the usual limits.

    Why:
        Higher fees are for licences agreed otherwise.

    Example:
        净销售额提成50%
    Use instead:
        净销售额提成10%
    中文:
        许可使用费的简要说明超过2000字，固定费用高于2000万元，净销售额提成高于20%，或者利润额提成高于40%时提示。

    """
    left_out = False
    for statement in _statements(case):
        details = statement.details
        length = details.explanation_length
        if length is None and details.explanation is not None:
            length = len("".join(details.explanation.split()))
        limits = (
            ("explanation_length", length, Decimal(_LONGEST_EXPLANATION), "简要说明", "2000字"),
            ("fixed_fee", details.fixed_fee, _HIGHEST_FIXED_FEE, "固定费用", "2000万元"),
            (
                "share_of_sales",
                details.share_of_sales,
                _HIGHEST_SHARE_OF_SALES,
                "净销售额提成",
                "20%",
            ),
            (
                "share_of_profit",
                details.share_of_profit,
                _HIGHEST_SHARE_OF_PROFIT,
                "利润额提成",
                "40%",
            ),
        )
        for member, value, highest, zh, usual in limits:
            if value is not None and value > highest:
                yield placed(
                    case.field(f"{statement.pointer}/details/{member}", str(value)),
                    zh=f"{zh}一般不超过{usual}，请核对。",
                    en=f"This is usually not more than {highest.normalize():f}: check it.",
                )
        if all(value is None for _, value, *_ in limits[1:]):
            left_out = True
    if left_out:
        unknown("许可使用费的数额", "the amount of the licence fee")


_OBSTACLES = (
    (
        "exclusive_licence",
        "专利权处于独占或者排他许可有效期限内",
        "An exclusive licence is in force",
    ),
    ("suspended", "有关程序已经中止", "The procedure is suspended"),
    ("annual_fee_unpaid", "没有按照规定缴纳年费", "An annual fee is not paid"),
    ("ceased", "专利权已经终止", "The patent has ceased"),
    ("invalidated", "专利权已被宣告全部无效", "The patent was declared invalid"),
)


@procedure_rule(
    "CN-OLC-003",
    zh="独占或者排他许可期内、程序中止、欠缴年费、质押未经同意的专利不得实行开放许可",
    en="No open licence under an exclusive licence, suspension, unpaid fee or pledge",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(86, 1)],
)
def open_licence_obstacles(case: Case) -> Drafts:
    """Report a declaration for a patent that cannot be licensed openly.

    Why:
        The licence could not be used; the declaration is not published.

    Example:
        已备案独占许可的专利声明开放许可
    Use instead:
        独占许可终止后再声明
    中文:
        专利权处于独占或者排他许可期限内、程序中止、没有缴纳年费、未经质权人同意而质押，或者已经终止、无效时，就其声明
        开放许可的，报告。

    """
    left_out = False
    for statement in _statements(case):
        details = statement.details
        place = f"{statement.pointer}/details"
        for member, zh, en in _OBSTACLES:
            if getattr(details, member):
                yield placed(
                    case.field(f"{place}/{member}", "true"),
                    zh=f"{zh}，不得实行开放许可。",
                    en=f"{en}: the patent cannot be licensed openly.",
                )
        if details.pledged and details.pledgee_consent is False:
            yield placed(
                case.field(f"{place}/pledgee_consent", "false"),
                zh="专利权已被质押，未经质权人同意不得实行开放许可，请提交质权人的书面同意。",
                en="The patent is pledged: hand in the pledgee's written consent.",
            )
        facts = [details.exclusive_licence, details.suspended, details.annual_fee_unpaid]
        pledge_unknown = details.pledged is None or (
            details.pledged and details.pledgee_consent is None
        )
        left_out = left_out or None in facts or pledge_unknown
    if left_out:
        unknown("许可、中止、年费或者质押的状况", "licences, suspension, fees or pledges")


RULES = (
    open_licence_contents,
    open_licence_fees,
    open_licence_obstacles,
)

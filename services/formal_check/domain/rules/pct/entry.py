"""Entering the national phase (CN-PCT-001, 003, 019, 020; Rules 120 and 129)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import fees, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import NATIONAL_PHASE
from services.formal_check.domain.rule import Silence, suppression
from services.formal_check.domain.rules.pct.reading import (
    LATEST_MONTHS,
    entry_date,
    entry_statement,
    pct_rule,
    priority_date,
    publication,
)
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.pct import (
    SURCHARGE,
    InternationalCopy,
    InternationalPublication,
    in_chinese,
    protection_of,
)
from shared.model.time_limits import months_after

_ENTRY_MONTHS = 30


@pct_rule(
    "CN-PCT-001",
    zh="自优先权日起30个月内进入国家阶段，缴纳宽限费的32个月内",
    en="Entry within 30 months of the priority date, 32 with a surcharge",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES],
    basis=[rules(120, 1)],
)
def entry_late(case: Case) -> Drafts:
    """Report an entry after 32 months, and one after 30 months without the surcharge.

    Why:
        The effect of the international application in China ends; missing this term for mere
        reasons cannot be restored.

    Example:
        优先权日起33个月办理进入手续
    Use instead:
        31个月办理，并缴纳宽限费
    中文:
        办理进入国家阶段手续超过优先权日起32个月的，或者超过30个月而没有缴纳宽限费的，予以报告。国际申请在中国的效力将终止。

    """
    pointer, entered = entry_date(case)
    start = priority_date(case)
    usual, latest = months_after(start, _ENTRY_MONTHS), months_after(start, LATEST_MONTHS)
    if missed(latest, entered):
        yield placed(
            case.field(pointer, entered.isoformat()),
            zh=f"进入日{entered}晚于优先权日起32个月的期限（{latest.end}），手续不予接受。",
            en=f"The entry of {entered} came after the 32 months that ended on {latest.end}: it is not "
            "accepted.",
        )
    elif missed(usual, entered):
        paid = fees(case, SURCHARGE)
        if not any(not missed(latest, fee.paid_on) for fee in paid):
            yield absent(
                "/fees",
                zh=f"进入日{entered}超过30个月（{usual.end}），应在{latest.end}前缴纳宽限费，未见缴费记录。",
                en=f"The entry of {entered} came after the 30 months that ended on {usual.end}: the "
                f"surcharge was due by {latest.end}, and no payment is on record.",
            )


@pct_rule(
    "CN-PCT-003",
    zh="发明专利与实用新型专利择一",
    en="An invention or a utility model, not both",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[guidelines("3.1.3.1.2")],
)
def both_kinds(case: Case) -> Drafts:
    """Report an entry statement that asks for an invention and a utility model.

    Why:
        One international application gives one right in China; entry is refused otherwise.

    Example:
        同时选择发明和实用新型
    Use instead:
        选择发明
    中文:
        进入声明同时要求发明专利和实用新型专利时报告，两者只能选择其一。

    """
    statement = entry_statement(case)
    asked = protection_of(statement.details)
    if not statement.details.states("protection"):
        unknown("要求获得的专利权类型", "the kind of protection")
    if {"invention", "utility_model"} <= asked:
        yield placed(
            case.field(
                f"{statement.pointer}/details/protection",
                "、".join(statement.details.protection or ()),
            ),
            zh="不能同时要求发明专利和实用新型专利，请选择其一。",
            en="An invention and a utility model cannot both be asked for: choose one.",
        )


@suppression(
    "CN-PCT-019",
    zh="以中文提出的国际申请进入时只需提交进入声明",
    en="An international application filed in Chinese needs the entry statement only",
    suppresses=("CN-PCT-005", "CN-PCT-007", "CN-PCT-008"),
    reads=[Input.PAPERS],
    routes=NATIONAL_PHASE,
    basis=[guidelines("3.1.3.3")],
)
def filed_in_chinese(case: Case) -> Iterator[Silence]:
    """Switch the rules on translations off for applications filed in Chinese.

    Why:
        There is nothing to translate; asking for the papers again would be wrong.
    Known problems:
        The language has to be known from the record of the international publication.

    Example:
        对以中文提出的国际申请要求译文
    Use instead:
        不要求译文
    中文:
        国际公布记载国际申请以中文提出的，不检查译文和摘要、附图副本，进入时只需提交进入声明。

    """
    if in_chinese(publication(case).details):
        yield Silence(
            Message(
                zh="以中文提出的国际申请不需要译文（CN-PCT-019）。",
                en="An application filed in Chinese needs no translation (CN-PCT-019).",
            )
        )


@pct_rule(
    "CN-PCT-020",
    zh="30个月届满前要求处理的，应明确提出提前处理请求",
    en="Processing before 30 months needs an express request",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[rules(129, 1)],
)
def early_entry(case: Case) -> Drafts:
    """Report an early entry without request, or with one but without a copy of the application.

    The copy is needed where the International Bureau has not transmitted the application yet.

    Why:
        Until 30 months have passed the office leaves such an application alone.

    Example:
        20个月进入，没有提出提前处理请求
    Use instead:
        进入声明提出提前处理请求
    中文:
        优先权日起30个月届满前进入而声明不请求提前处理的，提示暂不处理；请求提前处理而国际公布尚未传送的，提示提交经确认的国际申请副本。

    """
    pointer, entered = entry_date(case)
    usual = months_after(priority_date(case), _ENTRY_MONTHS)
    if entered >= usual.nominal_end:
        return
    statement = entry_statement(case)
    early = known(
        statement.details.early_processing, "是否请求提前处理", "a request to process early"
    )
    if not early:
        yield placed(
            case.field(pointer, entered.isoformat()),
            zh=f"在30个月届满（{usual.end}）前进入而未请求提前处理，届满前暂不处理；需要的请明确提出请求。",
            en=f"Entered before the 30 months end on {usual.end} without a request for early "
            "processing: nothing happens before; request it if wanted.",
        )
    elif not papers(case, InternationalPublication) and not papers(case, InternationalCopy):
        yield absent(
            "/papers",
            zh="请求提前处理而国际局尚未传送国际申请的，请提交经确认的国际申请副本。",
            en="Early processing was requested: where the International Bureau has not transmitted the "
            "application, file a certified copy.",
        )


RULES = (
    entry_late,
    both_kinds,
    filed_in_chinese,
    early_entry,
)

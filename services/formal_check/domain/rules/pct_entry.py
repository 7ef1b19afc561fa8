"""Entering the national phase: time, statement, fees, translation (CN-PCT-001 … 005, 019, 020)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import fees, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import (
    FILING,
    NATIONAL_PHASE,
    TECHNICAL,
    GoverningDate,
)
from services.formal_check.domain.rule import Silence, rule, suppression
from shared.contracts.common import Message
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.pct import (
    FILING_FEE,
    PUBLICATION_FEE,
    SURCHARGE,
    EntryStatement,
    InternationalCopy,
    InternationalPublication,
    in_chinese,
    protection_of,
)
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind
from shared.model.pct_number import parse_pct_number
from shared.model.time_limits import months_after

_ENTRY_MONTHS = 30
_LATEST_MONTHS = 32

pct_rule = partial(
    rule,
    kinds=TECHNICAL,
    profiles=FILING,
    routes=NATIONAL_PHASE,
    languages=None,
    governed_by=GoverningDate.ACT,
)
"""A rule on the national phase, judged by the law of the day on which it is acted."""


def entry_statement(case: Case) -> PaperFact[EntryStatement]:
    """The statement of entry. Not checked where it is not among the papers."""
    return known(next(iter(papers(case, EntryStatement)), None), "进入声明", "the entry statement")


def publication(case: Case) -> PaperFact[InternationalPublication]:
    """What the International Bureau recorded, likewise."""
    found = next(iter(papers(case, InternationalPublication)), None)
    return known(found, "国际公布文本的记载", "what the international publication records")


def priority_date(case: Case) -> date:
    """The priority date in the sense of the Treaty: the earliest, else the international filing."""
    data = case.bibliographic
    days = [claim.filing_date for claim in data.priority_claims if claim.filing_date]
    if len(days) < len(data.priority_claims):
        unknown("优先权日", "a priority date")
    if days:
        return min(days)
    filed = data.pct.filing_date if data.pct is not None else None
    return known(filed or data.filing_date, "国际申请日", "the international filing date")


def entry_date(case: Case) -> tuple[str, date]:
    """The day of entry, and where it is stated."""
    pct = case.bibliographic.pct
    day = pct.national_phase_entry_date if pct is not None else None
    entered = known(day, "进入中国国家阶段的日期", "the day of entry into the national phase")
    return "/bibliographic/pct/national_phase_entry_date", entered


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
    usual, latest = months_after(start, _ENTRY_MONTHS), months_after(start, _LATEST_MONTHS)
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
    "CN-PCT-002",
    zh="进入声明写明国际申请号和要求获得的专利权类型",
    en="The entry statement has the international number and the kind of protection",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[rules(121, 1)],
)
def entry_statement_incomplete(case: Case) -> Drafts:
    """Report a missing entry statement, and one that is empty or misshapen in these two data.

    Why:
        Without them there is no entry and no day of entry.

    Example:
        没有选择专利权类型
    Use instead:
        PCT/US2024/012345，发明专利
    中文:
        没有提交进入声明，或者进入声明没有写明国际申请号、专利权类型，或者国际申请号格式不正确时报告。

    """
    statements = papers(case, EntryStatement)
    if not statements:
        yield absent(
            "/papers",
            zh="没有中文的进入声明，进入国家阶段的手续不予接受，请提交。",
            en="There is no entry statement in Chinese: entry is not accepted without it.",
        )
    for statement in statements:
        details = statement.details
        for field, zh, en in (
            ("international_application_number", "国际申请号", "international application number"),
            ("protection", "要求获得的专利权类型", "kind of protection"),
        ):
            if details.empty(field):
                yield absent(
                    f"{statement.pointer}/details/{field}",
                    zh=f"进入声明没有写明{zh}，请写明。",
                    en=f"The entry statement does not state the {en}: state it.",
                )
        number = details.international_application_number
        if number and parse_pct_number(number) is None:
            yield placed(
                case.field(f"{statement.pointer}/details/international_application_number", number),
                zh=f"国际申请号{number}的格式应如PCT/US2024/012345，请核对。",
                en=f"{number} is no international application number such as PCT/US2024/012345.",
            )
        if not details.states("international_application_number", "protection"):
            unknown("进入声明的内容", "what the entry statement states")


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


@pct_rule(
    "CN-PCT-004",
    zh="进入时缴纳申请费、公布印刷费",
    en="Filing fee and publication fee are paid on entry",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES],
    basis=[rules(121, 1)],
)
def entry_unpaid(case: Case) -> Drafts:
    """Report a missing filing fee, and for inventions a missing publication printing fee.

    Both are due within 32 months. The filing fee is not asked of applications received by the
    Chinese office, which are exempt where it searched them too (CN-FEE-016). The surcharge is
    asked by CN-PCT-001.

    Why:
        The day of entry is the day on which they are paid, with statement and translation.
    Known problems:
        Whether the amounts suffice is asked by the rules on fees.

    Example:
        未缴申请费
    Use instead:
        已缴申请费、公布印刷费
    中文:
        32个月内没有申请费或者（发明）公布印刷费的缴费记录时报告；期限未满的，提示届满日。中国受理的国际申请不检查申请费。

    """
    data = case.bibliographic
    number = parse_pct_number((data.pct.application_number or "") if data.pct else "")
    limit = months_after(priority_date(case), _LATEST_MONTHS)
    asked = []
    if number is None or number.office_code != "CN":
        asked.append((FILING_FEE, "申请费", "filing fee"))
    if case.profile.kind is ApplicationKind.INVENTION:
        asked.append((PUBLICATION_FEE, "公布印刷费", "publication printing fee"))
    for kinds, zh, en in asked:
        if any(not missed(limit, fee.paid_on) for fee in fees(case, kinds)):
            continue
        over = missed(limit, case.profile.as_of)
        yield absent(
            "/fees",
            zh=f"未见{zh}的缴费记录，应在{limit.end}前缴纳，否则不能进入国家阶段。",
            en=f"No {en} is on record: without it, paid by {limit.end}, there is no entry.",
            severity=None if over else Severity.NOTICE,
            due=None if over else limit.end,
        )


@pct_rule(
    "CN-PCT-005",
    zh="以外文提出的国际申请提交说明书和权利要求书的中文译文",
    en="Description and claims of an application in another language are translated",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(121, 1)],
)
def translation_missing(case: Case) -> Drafts:
    """Report missing claims or description, and papers that are not in Chinese.

    CN-PCT-019 switches the rule off for applications filed in Chinese.

    Why:
        Without the translation of both there is no entry.
    Known problems:
        Whether the translation is faithful is for a person to judge.

    Example:
        只提交权利要求书的译文
    Use instead:
        说明书和权利要求书的译文均提交
    中文:
        国际申请以外文提出，没有提交说明书或者权利要求书的中文译文，或者提交的文本不是中文时报告。

    """
    for part, there, zh in (
        ("claims", case.has_claims, "权利要求书"),
        ("description", case.has_description, "说明书"),
    ):
        if not there:
            yield absent(
                part,
                file=case.file_of(part),
                zh=f"没有{zh}的中文译文，进入国家阶段的手续不予接受，请提交。",
                en=f"The translation of the {part} is missing: entry is not accepted without it.",
            )
        elif case.profile.language != "zh":
            yield absent(
                part,
                file=case.file_of(part),
                zh=f"{zh}不是中文，请提交中文译文。",
                en=f"The {part} is not in Chinese: file a translation.",
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
    entry_statement_incomplete,
    both_kinds,
    entry_unpaid,
    translation_missing,
    filed_in_chinese,
    early_entry,
)

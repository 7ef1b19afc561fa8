"""Publication earlier, examination later or first (CN-EXM-002 … 004; Rule 56)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, known, papers, statements, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import own_filing_day, procedure_rule
from services.formal_check.domain.profile import INVENTION
from services.formal_check.domain.rules.examination.conditions import conditional
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import (
    DeferredExaminationRequest,
    EarlyPublicationStatement,
    ExaminationRequest,
    ExaminationStatements,
    PriorityExaminationRequest,
)
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind


@procedure_rule(
    "CN-EXM-002",
    zh="提前公布声明只适用于发明专利申请，不得附有条件",
    en="Early publication is for inventions only and must be unconditional",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.6.5")],
)
def early_publication(case: Case) -> Drafts:
    """Report a statement on early publication for another kind, or with a condition.

    Why:
        Only applications for inventions are published before grant.

    Example:
        实用新型专利申请勾选提前公布
    Use instead:
        发明专利申请勾选提前公布
    中文:
        实用新型或者外观设计专利申请声明提前公布，或者提前公布声明附有条件时报告。

    """
    ticked = case.has_request and case.request.early_publication_requested is True
    statements_filed: tuple[PaperFact[EarlyPublicationStatement], ...] = ()
    try:
        statements_filed = papers(case, EarlyPublicationStatement)
    except NotChecked:
        if not case.has_request or case.request.early_publication_requested is None:
            raise
    if not ticked and not statements_filed:
        inapplicable("没有声明提前公布", "Early publication was not asked for")
    if known(case.profile.kind, "专利类型", "the kind") is not ApplicationKind.INVENTION:
        place = "/request/early_publication_requested" if ticked else statements_filed[0].pointer
        yield placed(
            case.field(place, ""),
            zh="提前公布声明只适用于发明专利申请，请取消。",
            en="Early publication is for inventions only: withdraw the statement.",
        )
    for statement in statements_filed:
        details = statement.details
        draft = conditional(
            case,
            statement.pointer,
            details.conditions,
            details.text,
            "提前公布声明",
            "The statement on early publication",
        )
        if draft is not None:
            yield draft


_MONTHS_ALLOWED = {
    ApplicationKind.INVENTION: (frozenset({12, 24, 36}), "1年、2年或者3年", "1, 2 or 3 years"),
    ApplicationKind.UTILITY_MODEL: (frozenset({12}), "1年", "1 year"),
    ApplicationKind.DESIGN: (frozenset(range(1, 37)), "1至36个月", "1 to 36 months"),
}


@procedure_rule(
    "CN-EXM-003",
    zh="延迟审查请求的提出时机和延迟期限应符合规定",
    en="Deferred examination is asked for at the right time and for an allowed length",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.REQUEST, Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[rules(56, 2, before=False), guidelines("5.7.8.4", before=False)],
)
def deferred_examination(case: Case) -> Drafts:
    """Report a deferral of a length, or at a time, that is not provided for.

    Inventions: with the request for examination, by 1, 2 or 3 years. Utility models: on filing, by
    1 year. Designs: on filing, by whole months up to 36.

    Why:
        Other requests are not granted.

    Example:
        实用新型专利申请请求延迟审查2年
    Use instead:
        延迟1年
    中文:
        延迟审查请求不是与实质审查请求（发明）或者专利申请（实用新型、外观设计）同时提出，或者延迟期限不是规定的
        期限时报告。

    """
    kind = known(case.profile.kind, "专利类型", "the kind of application")
    allowed, zh, en = _MONTHS_ALLOWED[kind]
    asked: list[tuple[str, int | None, date | None]] = []
    if case.has_request:
        months = statements(case, ExaminationStatements).deferred_examination_months
        if months is not None:
            asked.append(("/request/further/deferred_examination_months", months, None))
    for request in _papers_unless(case, bool(asked)):
        years, stated = request.details.years, request.details.months
        length = None if years is None and stated is None else 12 * (years or 0) + (stated or 0)
        asked.append((f"{request.pointer}/details/months", length, request.received_on))
        yield from _at_the_right_time(case, request, kind)
    if not asked:
        inapplicable("没有请求延迟审查", "Deferred examination was not asked for")
    for pointer, length, _ in asked:
        if known(length, "延迟期限", "the length of the deferral") not in allowed:
            yield placed(
                case.field(pointer, str(length)),
                zh=f"延迟期限应为{zh}，请求了{length}个月，请更正。",
                en=f"Examination is deferred by {en}; {length} months are asked for.",
            )


def _papers_unless(case: Case, enough: bool) -> tuple[PaperFact[DeferredExaminationRequest], ...]:
    try:
        return papers(case, DeferredExaminationRequest)
    except NotChecked:
        if not enough:
            raise
        return ()


def _at_the_right_time(
    case: Case, request: PaperFact[DeferredExaminationRequest], kind: ApplicationKind
) -> Drafts:
    received = request.received_on
    if received is None:
        unknown("延迟审查请求的提交日", "the day of the request for deferral")
    if kind is ApplicationKind.INVENTION:
        days = {each.received_on for each in papers(case, ExaminationRequest)}
        if case.has_request and case.request.substantive_examination_requested:
            days.add(own_filing_day(case))
        days.discard(None)
        if not days:
            unknown("实质审查请求的提交日", "the day of the request for examination")
        zh, en = "应与实质审查请求同时提出", "together with the request for examination"
    else:
        days = {own_filing_day(case)}
        zh, en = "应与专利申请同时提出", "together with the application"
    if received not in days:
        yield placed(
            case.field(f"{request.pointer}/received_on", received.isoformat()),
            zh=f"延迟审查请求{zh}，{received}提出的不予接受。",
            en=f"Deferral is asked for {en}: on {received} it is not accepted.",
        )


@procedure_rule(
    "CN-EXM-004",
    zh="同日申请实用新型的发明专利申请一般不予优先审查",
    en="An invention with a utility model of the same day is normally not examined first",
    severity=Severity.NOTICE,
    consequence=Consequence.NONE,
    reads=[Input.REQUEST, Input.PAPERS],
    kinds=INVENTION,
    basis=[guidelines("5.7.8.2", before=False)],
)
def priority_examination_of_double_filing(case: Case) -> Drafts:
    """Note a request for priority examination of an invention filed twice on one day.

    Why:
        Such a request is normally refused.

    Example:
        声明同日申请实用新型，又请求优先审查
    Use instead:
        不请求优先审查
    中文:
        声明同日就同样的发明创造申请了实用新型，又请求优先审查时提示，一般不予优先审查。

    """
    double = known(case.request.same_day_application_declared, "同日申请声明", "the declaration")
    if not double:
        inapplicable("没有同日申请", "No other application of the same day")
    if statements(case, ExaminationStatements).priority_examination_requested:
        pointers = ["/request/further/priority_examination_requested"]
    else:
        pointers = [each.pointer for each in papers(case, PriorityExaminationRequest)]
    for pointer in pointers[:1]:
        yield placed(
            case.field(pointer, ""),
            zh="同一申请人同日就同样的发明创造申请了实用新型，该发明专利申请一般不予优先审查。",
            en="With a utility model of the same day this application is normally not examined "
            "with priority.",
        )


RULES = (
    early_publication,
    deferred_examination,
    priority_examination_of_double_filing,
)

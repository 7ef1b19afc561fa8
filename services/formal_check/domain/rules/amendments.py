"""When and how papers are amended (CN-AMD-001 … 004, 006; Rules 57 and 58)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.procedure import (
    notices,
    own_filing_day,
    procedure_rule,
    statutory_term,
    term_from,
)
from services.formal_check.domain.profile import DESIGN, INVENTION
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import (
    DesignAmendment,
    ExaminationRequest,
    Response,
    VoluntaryAmendment,
    part_of,
)
from shared.model.facts.notices import NoticeKind
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind, FilingRoute
from shared.model.time_limits import months_after

WITHOUT_EXAMINATION = frozenset({ApplicationKind.UTILITY_MODEL, ApplicationKind.DESIGN})
_PART_NAMES = {
    "title": "发明名称",
    "claims": "权利要求书",
    "description": "说明书",
    "abstract": "摘要",
    "abstract_figure": "摘要附图",
    "drawings": "附图",
    "views": "图片或者照片",
    "brief_explanation": "简要说明",
    "request": "请求书",
}


def _voluntary(case: Case) -> tuple[PaperFact[VoluntaryAmendment], ...]:
    found = papers(case, VoluntaryAmendment)
    if not found:
        inapplicable("没有主动修改", "Nothing was amended of the applicant's own accord")
    return found


@procedure_rule(
    "CN-AMD-001",
    zh="发明的主动修改在提出实质审查请求时，或者收到进入实质审查阶段通知书之日起3个月内",
    en="An invention is amended voluntarily with the examination request or 3 months after entry",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS, Input.EVENTS, Input.REQUEST, Input.BIBLIOGRAPHIC],
    kinds=INVENTION,
    basis=[rules(57, 1)],
)
def invention_amended_at_other_times(case: Case) -> Drafts:
    """Warn of a voluntary amendment at another time.

    Why:
        Such an amendment is taken into account only if it mends a defect and leads towards grant.

    Example:
        收到进入实质审查阶段通知书5个月后主动修改
    Use instead:
        收到通知书后3个月内修改
    中文:
        发明专利申请的主动修改不是在提出实质审查请求时，也不是在收到进入实质审查阶段通知书之日起3个月内提出时提示。

    """
    for amendment in _voluntary(case):
        received = known(amendment.received_on, "主动修改的提交日", "the day of the amendment")
        if received in _examination_request_days(case):
            continue
        entries = notices(case, NoticeKind.EXAMINATION_ENTRY)
        if entries:
            earliest = entries[0].service_days[0]
            limit = term_from(entries[0], 3)
            if received >= earliest and not limit.missed(received):
                continue
            zh, en = f"3个月的期限于{limit.end}届满", f"the three months end on {limit.end}"
        else:
            zh, en = "尚未收到进入实质审查阶段通知书", "entry into examination is not yet notified"
        yield placed(
            case.field(f"{amendment.pointer}/received_on", received.isoformat()),
            zh=f"{received}的主动修改不在规定的时机（{zh}），可能不被接受。",
            en=f"The amendment of {received} comes at a time that is not provided for ({en}): it "
            "may not be accepted.",
        )


def _examination_request_days(case: Case) -> set[object]:
    days: set[object] = {each.received_on for each in papers(case, ExaminationRequest)}
    if case.has_request and case.request.substantive_examination_requested:
        days.add(own_filing_day(case))
    return days


@procedure_rule(
    "CN-AMD-002",
    zh="实用新型和外观设计的主动修改在申请日起2个月内",
    en="Utility models and designs are amended voluntarily within 2 months of filing",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC],
    kinds=WITHOUT_EXAMINATION,
    basis=[rules(57, 2)],
)
def amended_after_two_months(case: Case) -> Drafts:
    """Warn of a voluntary amendment later than two months from filing.

    For an international application the two months begin with the entry into the national phase.

    Why:
        Later it is taken into account only if it mends a defect and leads towards grant.

    Example:
        申请日2026-01-05，2026-05-06主动修改
    Use instead:
        2026-02-05主动修改
    中文:
        实用新型或者外观设计专利申请自申请日（国际申请为进入日）起2个月后主动修改时提示。

    """
    found = _voluntary(case)
    limit = statutory_term(case, months_after(_first_day(case), 2))
    for amendment in found:
        received = known(amendment.received_on, "主动修改的提交日", "the day of the amendment")
        if missed(limit, received):
            yield placed(
                case.field(f"{amendment.pointer}/received_on", received.isoformat()),
                zh=f"主动修改的期限于{limit.end}届满，{received}的修改可能不被接受。",
                en=f"Voluntary amendment was possible until {limit.end}: that of {received} may "
                "not be accepted.",
            )


def _first_day(case: Case) -> date:
    if case.profile.route is FilingRoute.PCT_NATIONAL_PHASE:
        pct = case.bibliographic.pct
        entered = pct.national_phase_entry_date if pct is not None else None
        return known(entered, "进入国家阶段日", "the day of entry into the national phase")
    return case.filing_date


def _responses(case: Case) -> tuple[PaperFact[Response], ...]:
    found = papers(case, Response)
    if not found:
        inapplicable("没有答复通知书", "No notice was answered")
    return found


@procedure_rule(
    "CN-AMD-003",
    zh="答复时的修改应针对通知书指出的缺陷",
    en="An answer amends only what the notice found defective",
    severity=Severity.WARNING,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[rules(57, 3)],
)
def amended_beyond_defects(case: Case) -> Drafts:
    """Warn of parts amended in which the notice found no defect.

    Why:
        Such amendments need not be accepted.
    Known problems:
        Parts are compared, not passages: an amendment of the right part may still go too far.

    Example:
        通知书仅指出发明名称的缺陷，答复时改写了权利要求书
    Use instead:
        仅修改发明名称
    中文:
        答复通知书时修改了通知书没有指出缺陷的部分时提示。只比较修改的部分，不比较具体段落。

    """
    left_out = False
    for response in _responses(case):
        details = response.details
        if not details.states("parts") or not details.states("defects"):
            left_out = True
            continue
        defective = {part_of(name) for name in details.defects or ()}
        for name in dict.fromkeys(details.parts or ()):
            if part_of(name) not in defective:
                zh = _PART_NAMES.get(part_of(name), name)
                yield placed(
                    case.field(f"{response.pointer}/details/parts", name),
                    zh=f"通知书没有指出{zh}的缺陷，对其修改可能不被接受，请核对。",
                    en=f"The notice found no defect in this part ({part_of(name)}): its amendment "
                    "may not be accepted.",
                )
    if left_out:
        unknown("修改的部分或者通知书指出缺陷的部分", "the amended or the defective parts")


@procedure_rule(
    "CN-AMD-004",
    zh="补正应提交补正书和相应的修改文件替换页",
    en="A correction consists of the correction paper and replacement pages",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[rules(58, 1), guidelines("1.1.3.4")],
)
def replacement_pages_missing(case: Case) -> Drafts:
    """Report amended parts without replacement pages, or an answer without correction paper.

    Single words may be changed without replacement pages.

    Why:
        The office corrects nothing on the applicant's word alone.

    Example:
        仅在意见陈述中说明修改，没有替换页
    Use instead:
        补正书和权利要求书替换页
    中文:
        修改了权利要求书、说明书等而没有相应的替换页，或者没有补正书时报告；个别文字的修改或者增删除外。

    """
    left_out = False
    for response in _responses(case):
        details = response.details
        place = f"{response.pointer}/details"
        if not details.parts:
            left_out = left_out or not details.states("parts")
            continue
        if details.correction_paper is False:
            yield absent(
                f"{place}/correction_paper",
                zh="修改申请文件的，应当提交补正书，请补交。",
                en="Amended papers come with a correction paper: hand it in.",
            )
        if details.minor_text_change:
            continue
        if not details.states("replacement_pages"):
            left_out = True
            continue
        replaced = {part_of(name) for name in details.replacement_pages or ()}
        for name in dict.fromkeys(details.parts):
            if part_of(name) not in replaced and part_of(name) != "request":
                zh = _PART_NAMES.get(part_of(name), name)
                yield placed(
                    case.field(f"{place}/parts", name),
                    zh=f"修改了{zh}但没有相应的替换页，请按规定格式提交。",
                    en=f"There are no replacement pages for the amended part ({part_of(name)}): "
                    "hand them in.",
                )
    if left_out:
        unknown("修改的部分或者替换页", "the amended parts or the replacement pages")


@procedure_rule(
    "CN-AMD-006",
    zh="不接受整体与局部外观设计之间、以及局部外观设计相互之间的修改",
    en="A design is not changed between whole and part, nor to another part",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    kinds=DESIGN,
    basis=[guidelines("1.3.10.1", before=False)],
)
def design_scope_changed(case: Case) -> Drafts:
    """Report an amendment that turns a whole design into a partial one, or changes the part.

    Why:
        It would protect something else than was filed.

    Example:
        将整体外观设计修改为局部外观设计
    Use instead:
        保持整体外观设计
    中文:
        将整体外观设计修改为局部外观设计、将局部外观设计修改为整体，或者改为同一产品的另一局部时报告。

    """
    amendments = papers(case, DesignAmendment)
    if not amendments:
        inapplicable("没有修改", "Nothing was amended")
    left_out = False
    for amendment in amendments:
        details = amendment.details
        place = f"{amendment.pointer}/details"
        before, after = details.scope_before, details.scope_after
        if before is not None and after is not None and before != after:
            zh = "整体外观设计" if before == "whole" else "局部外观设计"
            to_zh = "整体外观设计" if after == "whole" else "局部外观设计"
            yield placed(
                case.field(f"{place}/scope_after", after),
                zh=f"不得将{zh}修改为{to_zh}，请恢复原范围。",
                en=f"A design of the {before} cannot become one of the {after}: go back to it.",
            )
        elif details.part_changed:
            yield placed(
                case.field(f"{place}/part_changed", "true"),
                zh="不得将局部外观设计修改为同一产品的另一局部，请恢复原局部。",
                en="A partial design cannot be changed to another part: go back to the first.",
            )
        elif (before is None or after is None) and details.part_changed is None:
            left_out = True
    if left_out:
        unknown("修改前后的外观设计范围", "the scope of the design before and after")


RULES = (
    invention_amended_at_other_times,
    amended_after_two_months,
    amended_beyond_defects,
    replacement_pages_missing,
    design_scope_changed,
)

"""When and why papers are amended (CN-AMD-001 … 003; Rule 57)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import filed, known, missed, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import (
    notices,
    own_filing_day,
    procedure_rule,
    statutory_term,
    term_from,
)
from services.formal_check.domain.profile import INVENTION
from services.formal_check.domain.rules.amendments.responses import PART_NAMES, responses
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import ExaminationRequest, VoluntaryAmendment, part_of
from shared.model.facts.notices import NoticeKind
from shared.model.facts.reading import PaperFact
from shared.model.identification import ApplicationKind, FilingRoute
from shared.model.time_limits import months_after

WITHOUT_EXAMINATION = frozenset({ApplicationKind.UTILITY_MODEL, ApplicationKind.DESIGN})


def _voluntary(case: Case) -> tuple[PaperFact[VoluntaryAmendment], ...]:
    return filed(
        case,
        VoluntaryAmendment,
        "没有主动修改",
        "Nothing was amended of the applicant's own accord",
    )


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
    for response in responses(case):
        details = response.details
        if not details.states("parts") or not details.states("defects"):
            left_out = True
            continue
        defective = {part_of(name) for name in details.defects or ()}
        for name in dict.fromkeys(details.parts or ()):
            if part_of(name) not in defective:
                zh = PART_NAMES.get(part_of(name), name)
                yield placed(
                    case.field(f"{response.pointer}/details/parts", name),
                    zh=f"通知书没有指出{zh}的缺陷，对其修改可能不被接受，请核对。",
                    en=f"The notice found no defect in this part ({part_of(name)}): its amendment "
                    "may not be accepted.",
                )
    if left_out:
        unknown("修改的部分或者通知书指出缺陷的部分", "the amended or the defective parts")


RULES = (
    invention_amended_at_other_times,
    amended_after_two_months,
    amended_beyond_defects,
)

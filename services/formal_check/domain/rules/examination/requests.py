"""Requests for examination, and its material (CN-EXM-001, 005; Patent Law Art. 35 and 36)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.facts import filed, known, missed, papers
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import (
    priority_day,
    procedure_rule,
    reminder,
    statutory_term,
)
from services.formal_check.domain.profile import INVENTION
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import ExaminationRequest
from shared.model.time_limits import add_months, years_after

_REMINDER_MONTHS = 3


@procedure_rule(
    "CN-EXM-001",
    zh="发明专利申请自申请日（优先权日）起3年内提出实质审查请求",
    en="Examination of an invention is requested within 3 years of the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.REQUEST, Input.PAPERS, Input.BIBLIOGRAPHIC],
    kinds=INVENTION,
    basis=[law(35, 1), rules(113, 1), guidelines("1.1.6.4.1")],
)
def examination_not_requested(case: Case) -> Drafts:
    """Report an invention whose examination was requested after three years, or not at all.

    In the last three months a missing request is a reminder. The fee is CN-FEE-006.

    Why:
        Without the request the application is deemed withdrawn.

    Example:
        优先权日2022-10-10，至2026-03-02未提出实质审查请求
    Use instead:
        请求书中勾选请求实质审查
    中文:
        自申请日（有优先权的，优先权日）起3年届满后才提出或者没有提出实质审查请求时报告；届满前3个月内提醒。费用由
        CN-FEE-006检查。

    """
    limit = statutory_term(case, years_after(priority_day(case), 3))
    if case.has_request and case.request.substantive_examination_requested:
        return
    requests = papers(case, ExaminationRequest)
    for request in requests:
        received = known(request.received_on, "请求的提交日", "the day of the request")
        if not missed(limit, received):
            return
    if requests:
        late = known(requests[0].received_on, "请求的提交日", "the day of the request")
        yield placed(
            case.field(f"{requests[0].pointer}/received_on", late.isoformat()),
            zh=f"实质审查请求的期限于{limit.end}届满，{late}提出已逾期，申请视为撤回。",
            en=f"The term for requesting examination ended on {limit.end}: {late} is late and the "
            "application is deemed withdrawn.",
        )
    elif missed(limit, case.profile.as_of):
        yield absent(
            "/papers",
            zh=f"实质审查请求的期限已于{limit.end}届满，未提出请求，申请视为撤回。",
            en=f"The term for requesting examination ended on {limit.end} without a request: the "
            "application is deemed withdrawn.",
        )
    elif case.profile.as_of >= add_months(limit.end, -_REMINDER_MONTHS):
        yield reminder(
            "/papers",
            limit.end,
            zh=f"尚未提出实质审查请求，最迟{limit.end}提出并缴费。",
            en=f"Examination is not requested yet: request it, with the fee, by {limit.end}.",
        )


@procedure_rule(
    "CN-EXM-005",
    zh="请求实质审查时应提交申请日前与发明有关的参考资料",
    en="With the request for examination goes earlier material on the invention",
    severity=Severity.NOTICE,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    kinds=INVENTION,
    basis=[law(36, 1)],
)
def reference_material(case: Case) -> Drafts:
    """Recall that material on the state of the art goes with the request for examination.

    Why:
        The law asks for it; what was known before the filing date helps the examiner.
    Known problems:
        Whether there is any such material is known to the applicant only.

    Example:
        实质审查请求未附参考资料
    Use instead:
        附具申请日前的参考资料
    中文:
        实质审查请求没有附具申请日前与发明有关的参考资料时提示；是否存在这种资料只有申请人知道。

    """
    requests = filed(
        case, ExaminationRequest, "没有实质审查请求书", "No request for examination was filed"
    )
    for request in requests:
        material = request.details.reference_material
        if not known(material, "参考资料的提交情况", "whether material was handed in"):
            yield placed(
                case.field(f"{request.pointer}/details/reference_material", "false"),
                zh="请求实质审查时应当提交申请日前与发明有关的参考资料，如有请提交。",
                en="Material on the invention from before the filing date goes with the request: "
                "hand in what there is.",
            )


RULES = (
    examination_not_requested,
    reference_material,
)

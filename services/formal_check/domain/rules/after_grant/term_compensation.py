"""Compensation of the patent term (CN-PTE-001, 002; Rules 77, 78 and 81)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import filed, known, missed
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import grant_day, procedure_rule
from services.formal_check.domain.profile import INVENTION
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.post_grant import DrugTermCompensationRequest, TermCompensationRequest
from shared.model.time_limits import months_after


@procedure_rule(
    "CN-PTE-001",
    zh="专利权期限补偿请求自授权公告之日起3个月内提出；同日申请的发明不适用",
    en="Term compensation is asked for within 3 months of grant; not after a double filing",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS, Input.EVENTS, Input.BIBLIOGRAPHIC],
    kinds=INVENTION,
    basis=[rules(77, 1), rules(78, 4)],
)
def term_compensation(case: Case) -> Drafts:
    """Report such a request made too late, or for a patent that replaced a utility model.

    Why:
        The three months cannot be extended; who had a utility model of the same day was protected.

    Example:
        授权公告日2025-10-10，2026-02-10请求补偿
    Use instead:
        2025-12-10请求补偿
    中文:
        自授权公告之日起3个月后才请求专利权期限补偿，或者该发明专利是放弃同日申请的实用新型而取得时报告。

    """
    found = filed(
        case,
        TermCompensationRequest,
        "没有请求专利权期限补偿",
        "No term compensation was asked for",
    )
    for request in found:
        details = request.details
        if details.same_day_utility_model:
            yield placed(
                case.field(f"{request.pointer}/details/same_day_utility_model", "true"),
                zh="同日申请实用新型并放弃后取得的发明专利，不适用专利权期限补偿。",
                en="A patent that replaced a utility model of the same day gets no compensation.",
            )
        received = known(request.received_on, "请求的提交日", "the day of the request")
        granted = known(details.granted_on or grant_day(case), "授权公告日", "the day of grant")
        limit = months_after(granted, 3)
        if missed(limit, received):
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"专利权期限补偿最迟{limit.end}请求，{received}提出已逾期。",
                en=f"Term compensation could be asked for until {limit.end}: {received} is late.",
            )


@procedure_rule(
    "CN-PTE-002",
    zh="药品专利权期限补偿自上市许可之日起3个月内请求，一药一专利、一专利一药，专利有效且未获补偿",
    en="Drug term compensation: 3 months from approval, one drug and one patent, in force, once",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    kinds=INVENTION,
    basis=[rules(81, 1)],
)
def drug_term_compensation(case: Case) -> Drafts:
    """Report such a request that is late or fails one of its conditions.

    Why:
        Each condition has to be met.

    Example:
        2025-10-10获得上市许可，2026-02-10请求补偿
    Use instead:
        2025-12-10请求补偿，仅就一项专利、一个药品
    中文:
        自新药获得上市许可之日起3个月后才请求，同时就多项专利或者多个药品请求，专利已失效，或者已获得过药品补偿时
        报告。

    """
    found = filed(
        case,
        DrugTermCompensationRequest,
        "没有请求药品专利权期限补偿",
        "No such compensation was asked for",
    )
    for request in found:
        details = request.details
        place = f"{request.pointer}/details"
        if details.drugs is not None and len(details.drugs) > 1:
            yield placed(
                case.field(f"{place}/drugs", "、".join(details.drugs)),
                zh="一项专利涉及多个新药的，只能就一个新药请求补偿，请选择。",
                en="One patent is compensated for one drug only: choose it.",
            )
        if details.other_patents:
            yield placed(
                case.field(f"{place}/other_patents", "、".join(details.other_patents)),
                zh="一个新药有多项专利的，只能就其中一项请求补偿，请选择。",
                en="One drug gives compensation for one patent only: choose it.",
            )
        if details.patent_in_force is False:
            yield placed(
                case.field(f"{place}/patent_in_force", "false"),
                zh="专利权已失效，不能请求药品专利权期限补偿。",
                en="The patent is not in force: its term cannot be compensated.",
            )
        if details.compensated_before:
            yield placed(
                case.field(f"{place}/compensated_before", "true"),
                zh="该专利已获得过药品专利权期限补偿，不能再次请求。",
                en="The patent's term was compensated for a drug before: not a second time.",
            )
        received = known(request.received_on, "请求的提交日", "the day of the request")
        approved = known(details.marketing_approved_on, "上市许可日", "the day of approval")
        limit = months_after(approved, 3)
        if missed(limit, received):
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"药品专利权期限补偿最迟{limit.end}请求，{received}提出已逾期。",
                en=f"Compensation could be asked for until {limit.end}: {received} is late.",
            )


RULES = (
    term_compensation,
    drug_term_compensation,
)

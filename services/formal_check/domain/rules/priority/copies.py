"""Copies of the earlier application (CN-PRI-007, 008)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import inapplicable, known, papers
from services.formal_check.domain.findings import Draft, Drafts
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import DESIGN, TECHNICAL
from services.formal_check.domain.rules.priority.reading import (
    CLAIMS,
    earliest_priority,
    priority_claims,
    priority_rule,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import number_key
from shared.model.facts.priority import DeclaredDasCode, PriorityCopy
from shared.model.facts.reading import read_details
from shared.model.time_limits import TimeLimit, months_after


def _exchanged(case: Case, index: int) -> bool:
    """Whether the office gets the copy itself: a DAS code or electronic exchange is stated."""
    prefix = f"priorities/{index}/"
    further = case.request.further if case.has_request else {}
    given = {key.removeprefix(prefix): v for key, v in further.items() if key.startswith(prefix)}
    stated = read_details(DeclaredDasCode, given, f"/request/further/priorities/{index}")
    return bool(stated.das_code or stated.electronic_exchange)


def _copies_owed(case: Case, limit: TimeLimit) -> Iterator[Draft]:
    copies = papers(case, PriorityCopy)
    foreign = [
        (index, claim)
        for index, claim in enumerate(priority_claims(case))
        if claim.office_code is not None and claim.office_code != "CN"
    ]
    if not foreign:
        inapplicable("没有要求外国优先权", "No foreign priority is claimed")
    for index, claim in foreign:
        if _exchanged(case, index):
            continue
        duty = Duty(
            limit,
            f"{CLAIMS}/{index}",
            "提交在先申请文件副本",
            "the copy of the earlier application",
            "视为未要求该项优先权",
            "the priority is deemed not claimed",
        )
        wanted = number_key(claim.application_number or "")
        fitting = [
            copy
            for copy in copies
            if not copy.details.application_number
            or number_key(copy.details.application_number) == wanted
        ]
        yield from owed(case, duty, received(fitting))


@priority_rule(
    "CN-PRI-007",
    zh="发明、实用新型：在先申请文件副本自优先权日起16个月内提交",
    en="Inventions, utility models: copy within 16 months of the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
    kinds=TECHNICAL,
    basis=[law(30, 1, before=False)],
)
def copy_late(case: Case) -> Drafts:
    """Report a foreign priority whose copy came late or did not come; announce the last day.

    The term runs from the earliest priority. A stated DAS code or electronic exchange counts as
    the copy; for domestic priority the office makes the copy itself.

    Why:
        Without the copy the priority is deemed not claimed.

    Example:
        优先权日起17个月仍未提交副本
    Use instead:
        请求书写明DAS码，或者按期提交副本
    中文:
        外国优先权的在先申请文件副本超过最早优先权日起16个月提交或者没有提交时报告；期限未满的，提示届满日。写明DAS码的视为提交。

    """
    priority_claims(case)
    start = known(earliest_priority(case), "在先申请日", "the date of the priority")
    yield from _copies_owed(case, months_after(start, 16))


@priority_rule(
    "CN-PRI-008",
    zh="外观设计：在先申请文件副本自申请日起3个月内提交",
    en="Designs: copy within 3 months of filing",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
    kinds=DESIGN,
    basis=[law(30, 2, before=False), guidelines("1.3.5.2.1.3")],
)
def design_copy_late(case: Case) -> Drafts:
    """Report a design's foreign priority whose copy came late or did not come.

    Why:
        For designs the term is three months and runs from the filing in China.

    Example:
        申请日起4个月仍未提交副本
    Use instead:
        申请日起3个月内提交副本
    中文:
        外观设计外国优先权的在先申请文件副本超过申请日起3个月提交或者没有提交时报告；期限未满的，提示届满日。

    """
    yield from _copies_owed(case, months_after(case.filing_date, 3))


RULES = (
    copy_late,
    design_copy_late,
)

"""Priority added, corrected or withdrawn (CN-PRI-014, 019)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, known, missed, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import (
    TECHNICAL,
    GoverningDate,
)
from services.formal_check.domain.rules.priority.reading import CLAIMS, priority_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_keys, number_key
from shared.model.facts.priority import PriorityChange, PriorityWithdrawal
from shared.model.identification import PriorityClaim
from shared.model.time_limits import later, months_after


@priority_rule(
    "CN-PRI-014",
    zh="增加或者改正优先权要求：优先权日起16个月或者申请日起4个月内，且递交时已要求优先权",
    en="Priority is added or corrected within 16 months of it or 4 months of filing",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=TECHNICAL,
    governed_by=GoverningDate.ACT,
    introduced=True,
    basis=[rules(37, 1, before=False), guidelines("1.1.6.2.3", before=False)],
)
def change_of_priority(case: Case) -> Drafts:
    """Report a request to add or correct priority that is late or has no claim to start from.

    The later of the two terms counts. The claims of the case file less those to be added are
    taken for the ones made on filing.

    Why:
        The request is deemed not made; nor is there restoration for this term.
    Known problems:
        Whether the publication was already prepared is not asked.

    Example:
        递交时未要求优先权，事后请求增加
    Use instead:
        递交时已要求一项优先权，在期限内请求增加另一项
    中文:
        增加或者改正优先权要求的请求超过优先权日起16个月且超过申请日起4个月，或者递交申请时没有要求任何优先权时报告，该请求视为未提出。

    """
    requests = filed(
        case,
        PriorityChange,
        "没有增加或者改正优先权要求的请求",
        "No change of priority was requested",
    )
    filing_date = case.filing_date
    claims = case.bibliographic.priority_claims
    for request in requests:
        added = set()
        if (request.details.action or "").lower() in ("add", "增加"):
            added = {number_key(number) for number in request.details.application_numbers or ()}
        first = [c for c in claims if number_key(c.application_number or "") not in added]
        if not first:
            yield absent(
                CLAIMS,
                zh="递交申请时没有要求优先权，不能增加优先权要求，该请求视为未提出。",
                en="No priority was claimed on filing: none can be added, and the request is deemed "
                "not made.",
            )
            continue
        start = known(_first_day(claims), "在先申请日", "the date of the priority")
        limit = later(months_after(start, 16), months_after(filing_date, 4))
        day = known(request.received_on, "请求书收到日", "the day of the request")
        if missed(limit, day):
            yield placed(
                case.field(f"{request.pointer}/received_on", day.isoformat()),
                zh=f"增加或者改正优先权要求的期限已于{limit.end}届满，该请求视为未提出。",
                en=f"The term for changes of priority ended on {limit.end}: the request is deemed not "
                "made.",
            )


@priority_rule(
    "CN-PRI-019",
    zh="撤回优先权应由全体申请人签章，未届满的期限重新起算",
    en="All applicants sign a withdrawal of priority; running terms change",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    governed_by=GoverningDate.ACT,
    basis=[guidelines("1.1.6.2.4")],
)
def withdrawal_unsigned(case: Case) -> Drafts:
    """Report a withdrawal of priority that an applicant has not signed; name the new first date.

    Why:
        The right belongs to all applicants: the representative alone cannot give it up. Terms that
        still run are counted from the earliest priority that is left.

    Example:
        撤回优先权声明只有代表人签章
    Use instead:
        全体申请人签章
    中文:
        撤回优先权声明缺少申请人签章时报告，并写明撤回后最早的优先权日或者申请日，尚未届满的期限由此起算。

    """
    found = filed(case, PriorityWithdrawal, "没有撤回优先权声明", "No priority is withdrawn")
    applicants = case.bibliographic.applicants
    if not applicants:
        unknown("申请人", "the applicants")
    for paper in found:
        if paper.details.signed_by is None and not paper.details.empty("signed_by"):
            unknown("撤回声明的签章人", "who signed the withdrawal")
        signed = name_keys(paper.details.signed_by or ())
        lacking = [party.name for party in applicants if not name_keys([party.name]) <= signed]
        if lacking:
            zh, en = _new_first_day(case, paper.details)
            yield placed(
                case.field(
                    f"{paper.pointer}/details/signed_by", "、".join(paper.details.signed_by or ())
                ),
                zh=f"撤回优先权声明缺少{len(lacking)}名申请人的签章，请由全体申请人签章；{zh}。",
                en=f"The signatures of {len(lacking)} applicants are missing under the withdrawal: all "
                f"have to sign; {en}.",
            )


def _first_day(claims: tuple[PriorityClaim, ...]) -> date | None:
    return min((claim.filing_date for claim in claims if claim.filing_date), default=None)


def _new_first_day(case: Case, details: PriorityWithdrawal) -> tuple[str, str]:
    gone = {number_key(number) for number in details.application_numbers or ()}
    left = [
        claim.filing_date
        for claim in case.bibliographic.priority_claims
        if claim.filing_date and gone and number_key(claim.application_number or "") not in gone
    ]
    if left:
        return f"撤回后最早优先权日为{min(left)}", f"the earliest priority left is of {min(left)}"
    return "撤回后期限自申请日起算", "then terms run from the filing date"


RULES = (
    change_of_priority,
    withdrawal_unsigned,
)

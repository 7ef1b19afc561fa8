"""Acts on a claimed priority: copies, fee, additions, withdrawal (CN-PRI-007, 008, 014, 015, 019)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.duties import Duty, owed, received
from services.formal_check.domain.facts import (
    fees,
    inapplicable,
    known,
    missed,
    notice_received,
    papers,
    unknown,
)
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.profile import (
    ALL_KINDS,
    DESIGN,
    FILING,
    NATIONAL,
    TECHNICAL,
    GoverningDate,
)
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority_claims import (
    CLAIMS,
    earliest_priority,
    priority_claims,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_keys, number_key
from shared.model.facts.fees import FeeKind
from shared.model.facts.notices import NoticeKind
from shared.model.facts.priority import (
    PRIORITY_FEE,
    DeclaredDasCode,
    PriorityChange,
    PriorityCopy,
    PriorityWithdrawal,
)
from shared.model.facts.reading import read_details
from shared.model.fee_schedule import unit_amount
from shared.model.identification import ApplicationKind, PriorityClaim
from shared.model.time_limits import TimeLimit, days_after, later, months_after


def priority_fee(case: Case) -> Decimal:
    """The fee for one priority in CNY: a dated figure from secondary sources."""
    kind = case.profile.kind or ApplicationKind.INVENTION
    return unit_amount(FeeKind.PRIORITY, kind) or Decimal(0)


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


@rule(
    "CN-PRI-007",
    zh="发明、实用新型：在先申请文件副本自优先权日起16个月内提交",
    en="Inventions, utility models: copy within 16 months of the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
    kinds=TECHNICAL,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
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


@rule(
    "CN-PRI-008",
    zh="外观设计：在先申请文件副本自申请日起3个月内提交",
    en="Designs: copy within 3 months of filing",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS, Input.REQUEST],
    kinds=DESIGN,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
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


@rule(
    "CN-PRI-014",
    zh="增加或者改正优先权要求：优先权日起16个月或者申请日起4个月内，且递交时已要求优先权",
    en="Priority is added or corrected within 16 months of it or 4 months of filing",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=TECHNICAL,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
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
    requests = papers(case, PriorityChange)
    if not requests:
        inapplicable("没有增加或者改正优先权要求的请求", "No change of priority was requested")
    filed = case.filing_date
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
        limit = later(months_after(start, 16), months_after(filed, 4))
        day = known(request.received_on, "请求书收到日", "the day of the request")
        if missed(limit, day):
            yield placed(
                case.field(f"{request.pointer}/received_on", day.isoformat()),
                zh=f"增加或者改正优先权要求的期限已于{limit.end}届满，该请求视为未提出。",
                en=f"The term for changes of priority ended on {limit.end}: the request is deemed not "
                "made.",
            )


@rule(
    "CN-PRI-015",
    zh="每项优先权应在缴纳申请费的期限内缴纳优先权要求费",
    en="The priority fee is paid for every priority, with the filing fee",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES, Input.EVENTS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    basis=[rules(112, 2)],
)
def priority_fee_short(case: Case) -> Drafts:
    """Compare the priority fees paid in time with the number of priorities.

    The term is two months from filing or 15 days from the notice of acceptance, whichever ends
    later; for a divisional, from its submission. The amount per priority is a dated figure from a
    secondary source, and the message says so.

    Why:
        What is not paid for is deemed not claimed.
    Known problems:
        Without the day of the notice, two months from filing are taken where they suffice.

    Example:
        要求3项优先权，只缴1项的费用
    Use instead:
        缴纳3项优先权要求费
    中文:
        期限内缴纳的优先权要求费少于优先权项数应缴数额时报告；期限未满的，提示届满日。每项数额来自二手来源，以官方标准为准。

    """
    claims = priority_claims(case)
    paid = fees(case, PRIORITY_FEE)
    limit = payment_term(case)
    each = priority_fee(case)
    due = each * len(claims)
    timely = sum((fee.amount for fee in paid if not missed(limit, fee.paid_on)), Decimal(0))
    if timely >= due:
        return
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/fees",
        zh=f"要求优先权{len(claims)}项，应缴优先权要求费{due}元（按每项{each}元，二手来源），期限内已缴{timely}元，"
        f"期限至{limit.end}；未缴足的，视为未要求优先权。",
        en=f"{len(claims)} priorities cost {due} CNY ({each} each, a secondary figure), {timely} were paid "
        f"in the term that ends on {limit.end}: what is not paid is deemed not claimed.",
        severity=None if over else Severity.NOTICE,
        due=None if over else limit.end,
    )


@rule(
    "CN-PRI-019",
    zh="撤回优先权应由全体申请人签章，未届满的期限重新起算",
    en="All applicants sign a withdrawal of priority; running terms change",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
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
    found = papers(case, PriorityWithdrawal)
    if not found:
        inapplicable("没有撤回优先权声明", "No priority is withdrawn")
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


def payment_term(case: Case) -> TimeLimit:
    """The term for the fees of filing (Rule 112), from the submission of a divisional."""
    parent = case.bibliographic.parent
    if parent is None:
        start = case.filing_date
    else:
        start = known(parent.submission_date, "分案申请递交日", "the day of submission")
    limit = months_after(start, 2)
    accepted = notice_received(case, NoticeKind.ACCEPTANCE)
    return limit if accepted is None else later(limit, days_after(accepted, 15))


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
    copy_late,
    design_copy_late,
    change_of_priority,
    priority_fee_short,
    withdrawal_unsigned,
)

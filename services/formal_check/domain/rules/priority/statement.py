"""Priority is claimed, dated and stated again (CN-PRI-005, 016, 017)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, law, rules
from services.formal_check.domain.facts import (
    filed,
    inapplicable,
    known,
    statements,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING, GoverningDate
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority.reading import (
    CLAIMS,
    earliest_priority,
    priority_claims,
    priority_rule,
    record_of_parent,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.application_record import RecordedPriority
from shared.model.facts.comparing import number_key
from shared.model.facts.priority import PriorityCopy, PriorityStatements

_RESTATED_SINCE = GUIDELINES_CHANGED


@priority_rule(
    "CN-PRI-005",
    zh="优先权应在提出申请时在请求书中声明",
    en="Priority is claimed in the request, on filing",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    basis=[law(30, 1, before=False), law(30, 2, before=False), guidelines("1.1.6.2.1.2")],
)
def copy_without_claim(case: Case) -> Drafts:
    """Report a copy of an earlier application whose priority the request does not claim.

    Why:
        A claim that is not in the request does not exist; handing in the copy does not replace it.
        Where other priorities were claimed, it can be added within the term of Rule 37.
    Known problems:
        Copies and claims are compared by number: a wrongly typed number is reported here.

    Example:
        附在先申请文件副本18/123456，请求书没有声明该优先权
    Use instead:
        请求书声明：2025-03-01，18/123456，美国
    中文:
        提交了在先申请文件副本，但请求书没有声明该项优先权时报告。未在请求书中声明的，视为未要求优先权；提交副本
        不能代替声明。

    """
    copies = filed(
        case,
        PriorityCopy,
        "没有提交在先申请文件副本",
        "No copy of an earlier application was filed",
    )
    claimed = {
        number_key(claim.application_number)
        for claim in case.bibliographic.priority_claims
        if claim.application_number
    }
    for copy in copies:
        number = known(
            copy.details.application_number, "副本的在先申请号", "the number of the copy"
        )
        if number_key(number) not in claimed:
            yield placed(
                case.field(f"{copy.pointer}/details/application_number", number),
                zh=f"提交了在先申请{number}的副本，请求书没有声明该优先权，视为未要求；请核对声明。",
                en=f"A copy of {number} was filed, but the request does not claim its priority, which "
                "is deemed not claimed: check the claims.",
            )


@rule(
    "CN-PRI-016",
    zh="多项优先权的期限从最早的优先权日起算",
    en="Terms run from the earliest of several priorities",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(35, 1, before=False)],
)
def wrong_earliest_date(case: Case) -> Drafts:
    """Compare the stated earliest priority date with the priorities claimed.

    Why:
        The terms for copies, publication and examination run from the earliest date; counted from
        a later one they are missed.

    Example:
        优先权日2025-03-01和2025-06-01，声明最早优先权日2025-06-01
    Use instead:
        声明最早优先权日2025-03-01
    中文:
        请求书所称的最早优先权日与各项优先权中最早的日期不一致时报告。要求多项优先权的，期限从最早的优先权日起算。

    """
    priority_claims(case)
    stated = known(
        statements(case, PriorityStatements).earliest_priority_date,
        "最早优先权日",
        "the stated earliest priority date",
    )
    earliest = known(earliest_priority(case), "在先申请日", "the dates of the priorities")
    if stated != earliest:
        yield placed(
            case.field("/request/further/earliest_priority_date", stated.isoformat()),
            zh=f"期限应从最早的优先权日{earliest}起算，而不是{stated}，请更正。",
            en=f"Terms run from the earliest priority date {earliest}, not {stated}: correct it.",
        )


@rule(
    "CN-PRI-017",
    zh="分案申请应重新声明原申请的优先权",
    en="A divisional claims its parent's priority again",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    governed_by=GoverningDate.ACT,
    effective_from=_RESTATED_SINCE,
    introduced=True,
    basis=[guidelines("1.1.6.2.1.2")],
)
def parent_priority_not_restated(case: Case) -> Drafts:
    """Report a priority of the parent that the request of the divisional does not claim.

    Concerns divisionals handed in since 2026. The parent's record has to be among the papers.

    Why:
        Since 2026 a priority that is not claimed again is deemed not claimed for the divisional.

    Example:
        原申请有美国优先权63/000001，分案请求书没有写明
    Use instead:
        分案请求书写明：2024-03-01，63/000001，美国
    中文:
        2026年1月1日起提交的分案申请，原申请要求了优先权而分案请求书没有声明该优先权时报告，分案申请视为未要求该优先权。

    """
    parent = case.bibliographic.parent
    if parent is None:
        inapplicable("不是分案申请", "This is no divisional")
    submitted = known(parent.submission_date, "分案申请递交日", "the day of submission")
    if submitted < _RESTATED_SINCE:
        inapplicable("分案申请在2026年以前递交", "The divisional was handed in before 2026")
    record = record_of_parent(case, parent.application_number)
    if record.priorities is None and not record.states("priorities"):
        unknown("原申请的优先权", "the parent's priorities")
    for priority in record.priorities or ():
        if not _claimed(case, priority):
            text = priority.application_number or str(priority.filing_date or "")
            yield absent(
                CLAIMS,
                zh=f"原申请要求的优先权{text}没有在分案请求书中声明，视为未要求，请补充声明。",
                en=f"The parent's priority {text} is not claimed in the divisional's request and is "
                "deemed not claimed: claim it.",
            )


def _claimed(case: Case, priority: RecordedPriority) -> bool:
    if priority.application_number:
        wanted = number_key(priority.application_number)
        return any(
            number_key(claim.application_number or "") == wanted
            for claim in case.bibliographic.priority_claims
        )
    return any(
        claim.filing_date == priority.filing_date for claim in case.bibliographic.priority_claims
    )


RULES = (
    copy_without_claim,
    wrong_earliest_date,
    parent_priority_not_restated,
)

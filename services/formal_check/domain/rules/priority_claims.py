"""How priority is claimed, and on what (CN-PRI-005, 009 … 011, 013, 016, 017)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.facts import inapplicable, known, papers, statements, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import (
    ALL_KINDS,
    DESIGN,
    FILING,
    NATIONAL,
    GoverningDate,
)
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import parse_cn_application_number
from shared.model.facts.application_record import ApplicationRecord, RecordedPriority, record_of
from shared.model.facts.comparing import is_chinese, name_keys, number_key
from shared.model.facts.priority import PriorityAssignment, PriorityCopy, PriorityStatements
from shared.model.identification import ApplicationKind, PriorityClaim

CLAIMS = "/bibliographic/priority_claims"
_RESTATED_SINCE = date(2026, 1, 1)


def priority_claims(case: Case) -> tuple[PriorityClaim, ...]:
    """The claims of priority; the rule does not apply where there are none."""
    found = case.bibliographic.priority_claims
    if not found:
        inapplicable("没有要求优先权", "No priority is claimed")
    return found


def numbered(case: Case, *, domestic: bool) -> Iterator[tuple[int, PriorityClaim, str]]:
    """Claims with their numbers: of China, or of other offices."""
    found = [
        (index, claim, claim.application_number)
        for index, claim in enumerate(priority_claims(case))
        if (claim.office_code == "CN") is domestic and claim.application_number
    ]
    if not found:
        inapplicable(
            f"没有写明申请号的{'本国' if domestic else '外国'}优先权",
            f"No {'domestic' if domestic else 'foreign'} priority with a number is claimed",
        )
    yield from found


def earliest_priority(case: Case) -> date | None:
    """The earliest date of the claimed priorities; ``None`` if there is none."""
    days = [claim.filing_date for claim in case.bibliographic.priority_claims if claim.filing_date]
    return min(days, default=None)


@rule(
    "CN-PRI-005",
    zh="优先权应在提出申请时在请求书中声明",
    en="Priority is claimed in the request, on filing",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
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
    copies = papers(case, PriorityCopy)
    if not copies:
        inapplicable("没有提交在先申请文件副本", "No copy of an earlier application was filed")
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
    "CN-PRI-009",
    zh="要求外国优先权的申请人应是在先申请人或其之一",
    en="Foreign priority: the applicant is one of the earlier application's",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    basis=[rules(34, 3), guidelines("1.1.6.2.1.4")],
)
def foreign_applicants_differ(case: Case) -> Drafts:
    """Report a copy none of whose applicants is an applicant here, unless priority was assigned.

    Names are compared in both forms that the request gives, without case and punctuation.

    Why:
        Only the earlier applicant, or who was assigned the right within 16 months, may claim it.
    Known problems:
        Translated names cannot be compared: without the name in the original language the rule
        gives no verdict.

    Example:
        在先申请人A公司，在后申请人B公司，没有优先权转让证明
    Use instead:
        附A公司签章的优先权转让证明
    中文:
        在后申请的申请人与副本记载的申请人完全不一致，又没有优先权转让证明时报告。申请人姓名只有译名而无法比较的，
        不作结论。

    """
    copies = {
        number_key(copy.details.application_number): copy
        for copy in papers(case, PriorityCopy)
        if copy.details.application_number
    }
    own = case.bibliographic.applicants
    if not own:
        unknown("申请人", "the applicant")
    names = [name for party in own for name in (party.name, party.original_name) if name]
    for index, _, number in numbered(case, domestic=False):
        copy = copies.get(number_key(number))
        if copy is None:
            continue
        earlier = known(copy.details.applicants, "副本记载的申请人", "the copy's applicants")
        if name_keys(names) & name_keys(earlier):
            continue
        if {is_chinese(n) for n in names}.isdisjoint({is_chinese(n) for n in earlier}):
            raise Undecidable(
                "申请人只有译名，无法与副本比较，请人工核对。",
                "Only translated names are given: a person has to compare them with the copy.",
            )
        if not _assigned(case, number, earlier):
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"申请人与在先申请{number}副本记载的申请人完全不一致，请提交全体在先申请人签章的优先权转让证明。",
                en=f"No applicant is one of the copy of {number}: file an assignment of the priority "
                "signed by all earlier applicants.",
            )


@rule(
    "CN-PRI-010",
    zh="要求本国优先权的申请人应与在先申请一致",
    en="Domestic priority: the applicants are those of the earlier application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    basis=[guidelines("1.1.6.2.2.4")],
)
def domestic_applicants_differ(case: Case) -> Drafts:
    """Report applicants that are not exactly those of the earlier application, without assignment.

    The earlier application's record has to be among the papers.

    Why:
        Unlike foreign priority, one of several earlier applicants does not suffice: all of them
        have to sign an assignment within 16 months.

    Example:
        在先申请人A、B，在后申请人A
    Use instead:
        附A、B签章的优先权转让证明
    中文:
        本国优先权的在后申请人与在先申请记录的申请人不完全一致，又没有全体在先申请人签章的转让证明时报告。

    """
    for index, number, record in _domestic(case):
        earlier = known(record.applicants, "在先申请的申请人", "the earlier applicants")
        own = name_keys(party.name for party in case.bibliographic.applicants)
        if own != name_keys(earlier) and not _assigned(case, number, earlier):
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"申请人与在先申请{number}的申请人不一致，请提交全体在先申请人签章的优先权转让证明。",
                en=f"The applicants are not those of {number}: file an assignment of the priority "
                "signed by all earlier applicants.",
            )


@rule(
    "CN-PRI-011",
    zh="已要求优先权、已授权或者属于分案的申请不得作为本国优先权的基础",
    en="No domestic priority from what has priority, is granted or is a divisional",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.PAPERS],
    kinds=ALL_KINDS,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    basis=[rules(35, 2, before=False)],
)
def unfit_domestic_basis(case: Case) -> Drafts:
    """Report an earlier Chinese application that cannot be the basis of domestic priority.

    Asked is whether it claimed priority itself (unless without effect), was granted or registered
    by the filing date, or is a divisional. Each is asked only where the record tells.

    Why:
        Such a priority is deemed not claimed and cannot be restored.

    Example:
        在先申请是分案申请
    Use instead:
        在先申请是首次提出、尚未授权的申请
    中文:
        本国优先权的在先申请已经要求过优先权（未享有的除外）、在本申请日已被授权或者已办理登记，或者是分案申请时报告。

    """
    filed = case.filing_date
    for index, number, record in _domestic(case):
        faults = []
        if record.priorities and record.priority_enjoyed is not False:
            faults.append(("已经要求过优先权", "claims priority itself"))
        if any(day and day <= filed for day in (record.registered_on, record.granted_on)):
            faults.append(("已被授予专利权或者已办理登记手续", "was granted or registered"))
        if record.divisional:
            faults.append(("是分案申请", "is a divisional"))
        for zh, en in faults:
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number),
                zh=f"在先申请{number}{zh}，不得作为本国优先权的基础，该优先权视为未要求。",
                en=f"The earlier application {number} {en}: it is no basis for domestic priority, "
                "which is deemed not claimed.",
            )
        if not faults and not (
            record.states("priorities")
            and record.states("divisional")
            and record.states("registered_on", "granted_on")
        ):
            unknown(
                "在先申请的优先权、授权、分案情况",
                "whether the earlier application has priority, is granted or divisional",
            )


@rule(
    "CN-PRI-013",
    zh="外观设计可以要求发明、实用新型附图所示设计的本国优先权",
    en="A design may claim the priority of what an invention's drawings show",
    severity=Severity.NOTICE,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=DESIGN,
    profiles=FILING,
    routes=NATIONAL,
    languages=None,
    effective_from=date(2024, 1, 20),
    introduced=True,
    basis=[rules(35, 2, before=False)],
)
def design_from_drawings(case: Case) -> Drafts:
    """Point out that the drawings of the earlier application have to show the design.

    The different kind is no defect, and the earlier application is not withdrawn by it.

    Why:
        Since 2024 a design can rest on an invention or a utility model; whoever compares kinds
        only would object wrongly.

    Example:
        外观设计要求实用新型202520000001.0的优先权
    Use instead:
        外观设计要求外观设计202530000001.2的优先权
    中文:
        外观设计申请要求发明或者实用新型申请的本国优先权时提示：类别不同不是缺陷，但所要求保护的设计应当在该申请的附图中
        显示；在先申请不因此视为撤回。

    """
    for index, claim in enumerate(priority_claims(case)):
        number = parse_cn_application_number(claim.application_number or "")
        if claim.office_code == "CN" and number is not None and number.kind is not None:
            if number.kind is ApplicationKind.DESIGN:
                continue
            yield placed(
                case.field(f"{CLAIMS}/{index}/application_number", number.text),
                zh=f"在先申请{number.text}不是外观设计申请，允许作为基础；请确认其附图显示了本设计。",
                en=f"The earlier application {number.text} is no design, which is allowed: be sure "
                "that its drawings show this design.",
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


def record_of_parent(case: Case, number: str) -> ApplicationRecord:
    """The record of the parent. Not checked where it is not among the papers."""
    papers(case, ApplicationRecord)
    found = record_of(case.papers, number)
    return known(found, "原申请的记录", "the record of the parent").details


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


def _domestic(case: Case) -> Iterator[tuple[int, str, ApplicationRecord]]:
    """Domestic claims with the record of the earlier application."""
    papers(case, ApplicationRecord)
    missing = False
    for index, _, number in numbered(case, domestic=True):
        record = record_of(case.papers, number)
        if record is None:
            missing = True
            continue
        yield index, number, record.details
    if missing:
        unknown("在先申请的记录", "the record of the earlier application")


def _assigned(case: Case, number: str, signatories: tuple[str, ...]) -> bool:
    """Whether the earlier applicants assigned the priority; signatures count where they are known."""
    for paper in papers(case, PriorityAssignment):
        concerns = paper.details.application_number
        if concerns is not None and number_key(concerns) != number_key(number):
            continue
        signed = paper.details.signed_by
        if signed is None and not paper.details.empty("signed_by"):
            return True
        if name_keys(signatories) <= name_keys(signed or ()):
            return True
    return False


RULES = (
    copy_without_claim,
    foreign_applicants_differ,
    domestic_applicants_differ,
    unfit_domestic_basis,
    design_from_drawings,
    wrong_earliest_date,
    parent_priority_not_restated,
)

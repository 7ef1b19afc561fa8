"""A divisional and its parent: time, parties, terms, fees (CN-DIV-002 … 008; Rules 48 and 49)."""

from __future__ import annotations

from datetime import date
from functools import partial

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import (
    events,
    fees,
    inapplicable,
    known,
    missed,
    notice_received,
    statements,
    unknown,
)
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import (
    ALL_KINDS,
    DESIGN,
    FILING,
    GoverningDate,
)
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.priority_acts import payment_term
from services.formal_check.domain.rules.priority_claims import record_of_parent
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.application_record import ApplicationRecord
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.divisional import DivisionalStatements, TermSet
from shared.model.facts.notices import NoticeKind
from shared.model.facts.pct import FILING_FEE
from shared.model.identification import ApplicationKind, ParentApplication
from shared.model.time_limits import TimeLimit, days_after, later, months_after, years_after

PARENT = "/bibliographic/parent"

divisional_rule = partial(rule, kinds=ALL_KINDS, profiles=FILING, languages=None)


def parent_of(case: Case) -> ParentApplication:
    """The parent; the rule does not apply to what is no divisional."""
    parent = case.bibliographic.parent
    if parent is None:
        inapplicable("不是分案申请", "This is no divisional")
    return parent


def _submitted(case: Case) -> date:
    return known(
        parent_of(case).submission_date, "分案申请递交日", "the divisional's submission date"
    )


def _basis(case: Case) -> ApplicationRecord:
    """The record by which the time of division is judged.

    A divisional divided again because the office found no unity is judged by itself, any other
    by the first application.
    """
    number = parent_of(case).application_number
    if case.has_request:
        stated = statements(case, DivisionalStatements)
        if stated.divided_on_office_action and stated.intermediate_application_number:
            number = stated.intermediate_application_number
    return record_of_parent(case, number)


def _source(case: Case) -> ApplicationRecord:
    """The record whose applicants and inventors count: the divisional's that is divided again."""
    number = parent_of(case).application_number
    if case.has_request:
        stated = statements(case, DivisionalStatements)
        number = stated.intermediate_application_number or number
    return record_of_parent(case, number)


@divisional_rule(
    "CN-DIV-002",
    zh="分案申请最迟在原申请办理登记手续的期限届满前提出",
    en="A divisional is filed before its parent's term for registration ends",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    governed_by=GoverningDate.ACT,
    basis=[rules(48, 1), rules(60, 1)],
)
def after_registration_term(case: Case) -> Drafts:
    """Report a divisional handed in more than two months after the parent's notice of grant.

    Why:
        It is deemed not filed, and the case is closed.

    Example:
        原申请2025-10-15收到授权通知书，2026-01-20提出分案
    Use instead:
        原申请2025-10-15收到授权通知书，2025-11-10提出分案
    中文:
        分案申请的递交日晚于原申请收到授予专利权通知书之日起2个月时报告，分案申请视为未提出。

    """
    submitted = _submitted(case)
    record = _basis(case)
    granted = record.grant_notice_received_on
    if granted is None:
        if not record.states("grant_notice_received_on"):
            unknown("原申请授权通知书的收到日", "when the parent's notice of grant was received")
        return
    limit = months_after(granted, 2)
    if missed(limit, submitted):
        yield placed(
            case.field(f"{PARENT}/submission_date", submitted.isoformat()),
            zh=f"原申请办理登记手续的期限于{limit.end}届满，此后不得分案，分案申请视为未提出。",
            en=f"The parent's term for registration ended on {limit.end}: the divisional of "
            f"{submitted} is deemed not filed.",
        )


@divisional_rule(
    "CN-DIV-003",
    zh="原申请已被驳回、撤回或者视为撤回的，一般不得分案",
    en="No divisional of what was rejected or withdrawn, with exceptions",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    governed_by=GoverningDate.ACT,
    basis=[rules(48, 1), guidelines("1.1.5.1.1")],
)
def parent_no_longer_pending(case: Case) -> Drafts:
    """Report a divisional of a parent that was rejected or withdrawn when it was handed in.

    Allowed are: three months from receipt of the rejection, during reexamination, three months
    from the decision on it, and while a court decides. A restored parent is pending again.

    Why:
        It is deemed not filed.

    Example:
        原申请视为撤回且未恢复
    Use instead:
        收到驳回决定后2个月分案
    中文:
        分案申请递交时原申请已被撤回、视为撤回且未恢复，或者驳回后已不在允许分案的期间时报告。收到驳回决定起3个月内、复审期间、收到复审决定起3个月内和行政诉讼期间可以分案。

    """
    submitted = _submitted(case)
    record = _basis(case)
    if not record.states("withdrawn_on", "deemed_withdrawn_on", "rejection_received_on"):
        unknown("原申请的法律状态", "whether the parent is pending")
    restored = record.restored_on is not None and record.restored_on <= submitted
    for day, zh, en in (
        (record.withdrawn_on, "撤回", "withdrawn"),
        (None if restored else record.deemed_withdrawn_on, "视为撤回", "deemed withdrawn"),
    ):
        if day is not None and day <= submitted:
            yield placed(
                case.field(f"{PARENT}/submission_date", submitted.isoformat()),
                zh=f"原申请已于{day}{zh}且未恢复，不得分案，分案申请视为未提出。",
                en=f"The parent was {en} on {day} and not restored: the divisional is deemed not filed.",
            )
    rejected = record.rejection_received_on
    if rejected is not None and rejected < submitted and not _may_divide(record, submitted):
        yield placed(
            case.field(f"{PARENT}/submission_date", submitted.isoformat()),
            zh=f"原申请于{rejected}收到驳回决定，递交分案申请时已不在允许的期间，分案申请视为未提出。",
            en=f"The parent's rejection was received on {rejected}, and the time for a divisional was "
            "over: it is deemed not filed.",
        )


def _may_divide(record: ApplicationRecord, submitted: date) -> bool:
    rejected = record.rejection_received_on
    if rejected is not None and not missed(months_after(rejected, 3), submitted):
        return True
    requested = record.reexamination_requested_on
    decided = record.reexamination_decision_received_on
    if (
        requested is not None
        and requested <= submitted
        and (decided is None or not missed(months_after(decided, 3), submitted))
    ):
        return True
    return record.litigation_pending is True


@divisional_rule(
    "CN-DIV-004",
    zh="分案申请人应与提出分案时原申请的申请人相同",
    en="A divisional's applicants are its parent's at the time of division",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.5.1.1")],
)
def applicants_differ(case: Case) -> Drafts:
    """Report applicants that are not exactly those of the parent.

    What is divided again has to have the applicants of that divisional.

    Why:
        A transfer has to be recorded for the parent first; else the divisional is deemed not filed.

    Example:
        原申请的申请人甲公司，分案申请人乙公司
    Use instead:
        先办理原申请的著录项目变更，再以乙公司名义分案
    中文:
        分案申请人与提出分案时原申请记录的申请人不同时报告，分案申请视为未提出。权利已转让的，应先办理原申请的变更手续。

    """
    parent_of(case)
    own = case.bibliographic.applicants
    if not own:
        unknown("申请人", "the applicants")
    recorded = known(_source(case).applicants, "原申请的申请人", "the parent's applicants")
    if name_keys(party.name for party in own) != name_keys(recorded):
        yield placed(
            case.field("/bibliographic/applicants", "、".join(party.name for party in own)),
            zh="分案申请的申请人与原申请的申请人不同，视为未提出；请更正，或者先办理原申请的变更手续。",
            en="The applicants are not the parent's, and the divisional is deemed not filed: correct "
            "them, or record the transfer of the parent first.",
        )


@divisional_rule(
    "CN-DIV-005",
    zh="分案申请的发明人应是原申请的发明人或者其中的部分成员",
    en="A divisional's inventors are among its parent's",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.5.1.1")],
)
def new_inventor(case: Case) -> Drafts:
    """Report every inventor that the parent's record does not have.

    Why:
        What the divisional claims was disclosed in the parent: nobody else can have invented it.

    Example:
        原申请发明人张三、李四，分案发明人王五
    Use instead:
        分案发明人张三
    中文:
        分案申请的发明人不在原申请记录的发明人之中时报告，应当补正；期满未补正的，视为撤回。

    """
    parent_of(case)
    recorded = name_keys(known(_source(case).inventors, "原申请的发明人", "the parent's inventors"))
    for index, inventor in enumerate(case.bibliographic.inventors):
        if name_key(inventor.name) not in recorded:
            yield placed(
                case.field(f"/bibliographic/inventors/{index}/name", inventor.name),
                zh=f"发明人“{inventor.name}”不是原申请的发明人，请更正。",
                en=f"Inventor {index + 1} is not one of the parent's: correct the inventors.",
            )


@divisional_rule(
    "CN-DIV-006",
    zh="分案申请的期限从原申请日起算，已届满或者不足2个月的可以补办",
    en="A divisional's terms run from its parent's filing date, with two months' grace",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.EVENTS],
    basis=[guidelines("1.1.5.1.2")],
)
def terms_of_divisional(case: Case) -> Drafts:
    """Report a term counted from the submission, and an examination request that is due soon.

    The three years for the request for substantive examination run from the parent's priority or
    filing date. If they are over, or less than two months are left, the request has to come within
    two months of submission or 15 days of the notice of acceptance.

    Why:
        What is not made up for in that time makes the divisional deemed withdrawn.

    Example:
        实质审查请求期限从分案递交日起算
    Use instead:
        从原申请日起算，已届满的在递交日起2个月内补办
    中文:
        期限从分案递交日起算的，提示应从原申请日起算。发明分案未请求实质审查，而三年期限已届满或者自递交日起不足2个月的，提示补办的最后日期。

    """
    parent = parent_of(case)
    submitted = _submitted(case)
    filed = known(parent.filing_date, "原申请日", "the parent's filing date")
    for event in events(case, TermSet):
        if event.details.counted_from == submitted != filed:
            yield placed(
                case.field(f"{event.pointer}/details/counted_from", submitted.isoformat()),
                zh=f"分案申请的期限应从原申请日{filed}起算，而不是递交日{submitted}，请更正。",
                en=f"A divisional's terms run from its parent's filing date {filed}, not from the "
                f"submission of {submitted}: correct it.",
            )
    if case.profile.kind is not ApplicationKind.INVENTION:
        return
    requested = case.request.substantive_examination_requested
    if requested is None:
        unknown("是否已请求实质审查", "whether substantive examination is requested")
    dates = [c.filing_date for c in case.bibliographic.priority_claims if c.filing_date]
    term = years_after(min([*dates, filed]), 3)
    if requested or term.end >= months_after(submitted, 2).end:
        return
    limit = _make_up(case, submitted)
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/request/substantive_examination_requested",
        zh=f"实质审查请求的三年期限至{term.end}，自递交日起不足2个月，应在{limit.end}前补办；期满未办的，视为撤回。",
        en=f"The three years for requesting examination end on {term.end}, less than two months from "
        f"submission: request it by {limit.end}, or the divisional is deemed withdrawn.",
        due=None if over else limit.end,
    )


def _make_up(case: Case, submitted: date) -> TimeLimit:
    limit = months_after(submitted, 2)
    accepted = notice_received(case, NoticeKind.ACCEPTANCE)
    return limit if accepted is None else later(limit, days_after(accepted, 15))


@divisional_rule(
    "CN-DIV-007",
    zh="分案申请视为新申请，应缴纳各种费用",
    en="A divisional pays all fees as a new application",
    severity=Severity.NOTICE,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES, Input.EVENTS],
    basis=[guidelines("1.1.5.1.2")],
)
def divisional_unpaid(case: Case) -> Drafts:
    """Point out that the filing fee of a divisional has not been paid, and until when it can be.

    Why:
        The parent's payments do not count for it.

    Example:
        分案申请没有缴纳申请费
    Use instead:
        按新申请缴纳申请费
    中文:
        分案申请没有申请费的缴费记录时提示，并写明缴费期限。原申请已缴的费用不能用于分案申请。

    """
    parent_of(case)
    if fees(case, FILING_FEE):
        return
    limit = payment_term(case)
    over = missed(limit, case.profile.as_of)
    yield absent(
        "/fees",
        zh=f"分案申请应作为新申请缴纳申请费等费用，期限至{limit.end}，未见缴费记录。",
        en=f"A divisional pays its own filing fee by {limit.end}: no payment is on record.",
        due=None if over else limit.end,
    )


@rule(
    "CN-DIV-008",
    zh="外观设计：整体不得分出局部，局部不得分出整体或者其他局部",
    en="Designs: no part out of a whole, no whole or other part out of a part",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.BIBLIOGRAPHIC, Input.DESIGN, Input.PAPERS],
    kinds=DESIGN,
    profiles=FILING,
    languages=None,
    basis=[guidelines("1.3.9.4.2", before=False)],
)
def part_and_whole(case: Case) -> Drafts:
    """Report a divided part of a product whose parent shows wholes, and the reverse.

    Why:
        Part and whole are different designs: one was not in the parent as a design of its own.
    Known problems:
        Whether a part is another part than the parent's is not told from data: no verdict then.

    Example:
        原申请摩托车整体，分案车座局部
    Use instead:
        原申请摩托车与头盔，分案头盔
    中文:
        原申请为产品整体外观设计而分案为局部，或者原申请为局部而分案为整体时报告。两者均为局部的，是否为其他局部由人判断。

    """
    parent = parent_of(case)
    design = case.design
    record = record_of_parent(case, parent.application_number)
    partial_parent = known(
        record.partial, "原申请是否为局部外观设计", "whether the parent is partial"
    )
    if partial_parent and design.partial:
        raise Undecidable(
            "原申请与分案申请均为局部外观设计，是否为其他局部请人工判断。",
            "Parent and divisional both show parts: a person has to tell whether it is another one.",
        )
    if partial_parent != design.partial:
        zh = "整体，不得将其局部" if design.partial else "局部，不得将其整体"
        en = "wholes, none of their parts" if design.partial else "a part, not the whole"
        yield placed(
            case.field("/design/partial", "局部" if design.partial else "整体"),
            zh=f"原申请为产品{zh}作为分案申请提出，请撤回或者陈述意见。",
            en=f"The parent shows {en} can be divided out: withdraw the divisional or argue.",
        )


RULES = (
    after_registration_term,
    parent_no_longer_pending,
    applicants_differ,
    new_inventor,
    terms_of_divisional,
    divisional_unpaid,
    part_and_whole,
)

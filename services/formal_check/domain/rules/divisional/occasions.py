"""When an application may be divided (CN-DIV-002, 003; Rules 48 and 60)."""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import missed, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import GoverningDate
from services.formal_check.domain.rules.divisional.reading import (
    PARENT,
    deciding_record,
    divisional_rule,
    submission_day,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.application_record import ApplicationRecord
from shared.model.time_limits import months_after


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
    submitted = submission_day(case)
    record = deciding_record(case)
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
    submitted = submission_day(case)
    record = deciding_record(case)
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


RULES = (
    after_registration_term,
    parent_no_longer_pending,
)

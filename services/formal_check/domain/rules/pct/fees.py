"""Fees of the national phase (CN-PCT-004, 023)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import events, fees, inapplicable, known, missed
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import (
    LATEST_MONTHS,
    pct_rule,
    priority_date,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.pct import FILING_FEE, PUBLICATION_FEE, UNITY_RESTORATION_FEE, UnityNotice
from shared.model.identification import ApplicationKind
from shared.model.pct_number import parse_pct_number
from shared.model.time_limits import months_after


@pct_rule(
    "CN-PCT-004",
    zh="进入时缴纳申请费、公布印刷费",
    en="Filing fee and publication fee are paid on entry",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES],
    basis=[rules(121, 1)],
)
def entry_unpaid(case: Case) -> Drafts:
    """Report a missing filing fee, and for inventions a missing publication printing fee.

    Both are due within 32 months. The filing fee is not asked of applications received by the
    Chinese office, which are exempt where it searched them too (CN-FEE-016). The surcharge is
    asked by CN-PCT-001.

    Why:
        The day of entry is the day on which they are paid, with statement and translation.
    Known problems:
        Whether the amounts suffice is asked by the rules on fees.

    Example:
        未缴申请费
    Use instead:
        已缴申请费、公布印刷费
    中文:
        32个月内没有申请费或者（发明）公布印刷费的缴费记录时报告；期限未满的，提示届满日。中国受理的国际申请不检查申请费。

    """
    data = case.bibliographic
    number = parse_pct_number((data.pct.application_number or "") if data.pct else "")
    limit = months_after(priority_date(case), LATEST_MONTHS)
    asked = []
    if number is None or number.office_code != "CN":
        asked.append((FILING_FEE, "申请费", "filing fee"))
    if case.profile.kind is ApplicationKind.INVENTION:
        asked.append((PUBLICATION_FEE, "公布印刷费", "publication printing fee"))
    for kinds, zh, en in asked:
        if any(not missed(limit, fee.paid_on) for fee in fees(case, kinds)):
            continue
        over = missed(limit, case.profile.as_of)
        yield absent(
            "/fees",
            zh=f"未见{zh}的缴费记录，应在{limit.end}前缴纳，否则不能进入国家阶段。",
            en=f"No {en} is on record: without it, paid by {limit.end}, there is no entry.",
            severity=None if over else Severity.NOTICE,
            due=None if over else limit.end,
        )


@pct_rule(
    "CN-PCT-023",
    zh="单一性恢复费期满未缴足的，未经检索的部分视为撤回",
    en="Without the unity restoration fee, unsearched parts are deemed withdrawn",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.EVENTS, Input.FEES],
    basis=[rules(133, 2)],
)
def unity_fee_unpaid(case: Case) -> Drafts:
    """Report a unity restoration fee that was asked for and not paid in the term of the notice.

    Why:
        The parts that were not searched internationally are deemed withdrawn.

    Example:
        指定期限届满仍未缴单一性恢复费
    Use instead:
        在指定期限内缴足
    中文:
        收到缴纳单一性恢复费通知书后，没有在指定期限内缴费的，予以提示；未经检索或者初步审查的部分视为撤回。

    """
    notices = events(case, UnityNotice)
    if not notices:
        inapplicable("没有缴纳单一性恢复费的通知", "No unity restoration fee was asked for")
    paid = fees(case, UNITY_RESTORATION_FEE)
    for notice in notices:
        due = known(notice.details.due_on, "指定期限届满日", "the last day of the notice's term")
        if any(fee.paid_on <= due for fee in paid):
            continue
        over = case.profile.as_of > due
        yield absent(
            "/fees",
            zh=f"单一性恢复费应在{due}前缴纳，未见缴费记录；期满未缴足的，未经检索的部分视为撤回。",
            en=f"The unity restoration fee is due by {due} and not on record: otherwise the parts not "
            "searched are deemed withdrawn.",
            severity=None if over else Severity.NOTICE,
            due=None if over else due,
        )


RULES = (
    entry_unpaid,
    unity_fee_unpaid,
)

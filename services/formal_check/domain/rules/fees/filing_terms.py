"""Terms of the fees from filing to grant (CN-FEE-001, 006, 014; Rules 60, 112 and 114)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import (
    acceptance_term,
    fee_in_time,
    notices,
    own_filing_day,
    priority_day,
    procedure_rule,
    statutory_term,
    term,
    term_from,
)
from services.formal_check.domain.profile import INVENTION, NATIONAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind
from shared.model.facts.notices import NoticeKind
from shared.model.identification import ApplicationKind
from shared.model.time_limits import later, months_after, years_after


@procedure_rule(
    "CN-FEE-001",
    zh="申请费自申请日起2个月内或者自收到受理通知书之日起15日内缴纳",
    en="The filing fee is paid within 2 months of filing or 15 days of the acceptance notice",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.FEES, Input.EVENTS, Input.BIBLIOGRAPHIC],
    routes=NATIONAL,
    basis=[rules(112, 1)],
)
def filing_fee_term(case: Case) -> Drafts:
    """Report a filing fee, or an invention's publication printing fee, paid late or not at all.

    The later of the two terms counts; a divisional's runs from its submission. Without a known
    acceptance notice the finding is a warning, since the second term may still run. While a term
    runs, the unpaid fee is a reminder.

    Why:
        An application whose fee is not paid in time is deemed withdrawn.
    Known problems:
        Excess fees are CN-FEE-002 and CN-FEE-003, amounts CN-FEE-017.

    Example:
        申请日2026-01-05，2026-04-10仍未缴纳申请费
    Use instead:
        2026-02-20缴纳申请费和公布印刷费
    中文:
        申请费（发明还有公布印刷费）在两个期限中较晚者届满后缴纳或者未缴纳时报告；分案申请自递交日起算。
        没有受理通知书数据的作提示；期限未届满的，提醒缴费期限。

    """
    limit = months_after(own_filing_day(case), 2)
    second, noticed = acceptance_term(case)
    if second is not None:
        limit = later(limit, second)
    fees = [(FeeKind.FILING, "申请费", "filing fee")]
    if case.profile.kind is ApplicationKind.INVENTION:
        fees.append((FeeKind.PUBLICATION_PRINTING, "公布印刷费", "publication printing fee"))
    for fee, zh, en in fees:
        for draft in fee_in_time(case, fee, term(limit), zh, en):
            if draft.due is not None or noticed:
                yield draft
                continue
            yield placed(
                draft.location,
                zh=draft.message.zh[:-1] + "；收到受理通知书之日起15日内缴纳的除外，请核对。",
                en=draft.message.en[:-1] + ", unless it lies within 15 days of the acceptance "
                "notice, whose date was not given.",
                severity=Severity.WARNING,
            )


@procedure_rule(
    "CN-FEE-006",
    zh="实质审查费自申请日（优先权日）起3年内缴纳",
    en="The examination fee is paid within 3 years of the priority date",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC],
    kinds=INVENTION,
    basis=[guidelines("5.2.1")],
)
def examination_fee_term(case: Case) -> Drafts:
    """Report an examination fee paid after three years from the earliest priority date, or unpaid.

    In the last three months an unpaid fee is a reminder. A divisional has at least two months from
    its submission.

    Why:
        Without the fee the request for examination counts as not made, and the application as
        withdrawn.

    Example:
        优先权日2022-10-10，2025-11-20缴纳实质审查费
    Use instead:
        2025-09-20缴纳实质审查费
    中文:
        实质审查费在自最早优先权日（没有优先权的，申请日）起3年届满后缴纳或者未缴纳时报告；届满前3个月内提醒。

    """
    limit = statutory_term(case, years_after(priority_day(case), 3))
    yield from fee_in_time(
        case,
        FeeKind.SUBSTANTIVE_EXAMINATION,
        term(limit),
        "实质审查费",
        "examination fee",
        long_term=True,
    )


@procedure_rule(
    "CN-FEE-014",
    zh="办理登记手续时缴纳授权当年的年费，自收到通知之日起2个月内",
    en="On registration the first annual fee is paid, within 2 months of the notice",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.FEES, Input.EVENTS],
    basis=[rules(114, 1), rules(60, 1)],
)
def registration_fee_term(case: Case) -> Drafts:
    """Report the annual fee of the year of grant paid late or not at all.

    Why:
        Without it registration counts as not done and the right to the patent as given up.

    Example:
        2026-01-05收到办理登记手续通知书，2026-04-06缴纳年费
    Use instead:
        2026-02-06缴纳
    中文:
        收到办理登记手续通知书之日起2个月届满后缴纳或者未缴纳授权当年的年费时报告。

    """
    found = notices(case, NoticeKind.REGISTRATION)
    if not found:
        inapplicable("没有发出办理登记手续通知书", "No notice on registration was issued")
    limit = term_from(found[0], 2)
    zh, en = "授权当年的年费", "annual fee of the year of grant"
    yield from fee_in_time(case, FeeKind.ANNUAL, limit, zh, en)


RULES = (
    filing_fee_term,
    examination_fee_term,
    registration_fee_term,
)

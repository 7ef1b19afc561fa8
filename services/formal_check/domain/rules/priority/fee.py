"""The fee for claiming priority (CN-PRI-015)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import fees
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.priority.fee_due import payment_term, shortfall
from services.formal_check.domain.rules.priority.reading import priority_claims, priority_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.priority import PRIORITY_FEE


@priority_rule(
    "CN-PRI-015",
    zh="每项优先权应在缴纳申请费的期限内缴纳优先权要求费",
    en="The priority fee is paid for every priority, with the filing fee",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.FEES, Input.EVENTS],
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
    lacking = shortfall(case, paid, len(claims), limit)
    if lacking is None:
        return
    yield absent(
        "/fees",
        zh=f"要求优先权{len(claims)}项，应缴优先权要求费{lacking.due}元（按每项{lacking.each}元，二手来源），期限内已缴{lacking.timely}元，"
        f"期限至{limit.end}；未缴足的，视为未要求优先权。",
        en=f"{len(claims)} priorities cost {lacking.due} CNY ({lacking.each} each, a secondary figure), "
        f"{lacking.timely} were paid in the term that ends on {limit.end}: what is not paid is deemed not claimed.",
        severity=None if lacking.over else Severity.NOTICE,
        due=None if lacking.over else limit.end,
    )


RULES = (priority_fee_short,)

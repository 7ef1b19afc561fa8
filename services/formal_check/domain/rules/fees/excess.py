"""Fees for excess claims and pages (CN-FEE-002, 003)."""

from __future__ import annotations

from decimal import Decimal

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import known, statements, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import payments, procedure_rule
from services.formal_check.domain.profile import NATIONAL, TECHNICAL
from services.formal_check.domain.rules.fees.naming import SOURCE_EN, SOURCE_ZH, fee_kind, fee_name
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FeeKind, FeeStatements
from shared.model.fee_schedule import FREE_CLAIMS, FREE_PAGES, excess_claims, excess_pages


def _excess(case: Case, fee: FeeKind, due: Decimal | None, zh: str, en: str) -> Drafts:
    """Compare what was paid for claims or pages beyond the free ones with what is ``due``."""
    if due is None:
        return
    if payments(case, FeeKind.EXCESS):
        raise Undecidable(
            "申请附加费没有分列权利要求附加费和说明书附加费，无法比较。",
            "The excess fee is not divided into claims and pages: it cannot be compared.",
        )
    paid = payments(case, fee)
    total = sum((payment.amount for payment in paid), Decimal(0))
    if total >= due:
        return
    zh_name, en_name = fee_name(fee)
    message_zh = f"{zh}，应缴{zh_name}{due}元，已缴{total}元，请补缴{SOURCE_ZH}。"
    message_en = f"{en}: {due} yuan of {en_name} are due and {total} were paid{SOURCE_EN}."
    if paid:
        place = case.field(f"{paid[0].pointer}/amount", str(paid[0].amount))
        yield placed(place, zh=message_zh, en=message_en)
    else:
        yield absent("/fees", zh=message_zh, en=message_en)


@procedure_rule(
    "CN-FEE-002",
    zh="权利要求超过10项的，缴纳权利要求附加费",
    en="Claims beyond the tenth cost an excess fee",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.FEES, Input.CLAIMS],
    kinds=TECHNICAL,
    routes=NATIONAL,
    basis=[guidelines("5.2.1")],
)
def excess_claims_fee(case: Case) -> Drafts:
    """Report an excess fee for claims that is less than the number of claims asks for.

    Why:
        An application whose excess fee is not paid in full is deemed withdrawn.
    Known problems:
        The amount per claim is a secondary figure. Excess fees paid in one sum are not compared.

    Example:
        15项权利要求，未缴权利要求附加费
    Use instead:
        15项权利要求，缴纳750元
    中文:
        权利要求超过10项而已缴的权利要求附加费少于应缴数额时报告。单价为二手来源；合并缴纳的附加费不作比较。

    """
    count = len(case.claims)
    due = excess_claims(count, fee_kind(case))
    if count <= FREE_CLAIMS:
        return
    zh, en = f"权利要求共{count}项", f"There are {count} claims"
    yield from _excess(case, FeeKind.EXCESS_CLAIMS, due, zh, en)


@procedure_rule(
    "CN-FEE-003",
    zh="说明书（含附图、序列表）超过30页的，缴纳说明书附加费",
    en="Pages of the description beyond the thirtieth cost an excess fee",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.FEES, Input.REQUEST],
    kinds=TECHNICAL,
    routes=NATIONAL,
    basis=[guidelines("5.2.1")],
)
def excess_pages_fee(case: Case) -> Drafts:
    """Report an excess fee for pages that is less than the declared pages ask for.

    Description, drawings and sequence listing count together; a sequence listing in computer
    readable form does not count. Pages of drawings that are not declared are left out, so what is
    reported is the least that is due.

    Why:
        An application whose excess fee is not paid in full is deemed withdrawn.
    Known problems:
        Amounts and the step at 300 pages are secondary figures.

    Example:
        说明书45页，未缴说明书附加费
    Use instead:
        说明书45页，缴纳750元
    中文:
        请求书所填的说明书、附图和序列表页数之和超过30页，而已缴的说明书附加费少于应缴数额时报告。计算机可读形式的
        序列表不计页数；没有填写附图页数的，按已知页数计算。

    """
    description = known(
        case.request.declared_description_pages, "说明书页数", "the number of pages"
    )
    further = statements(case, FeeStatements)
    listing = further.declared_sequence_listing_pages or 0
    if further.sequence_listing_computer_readable:
        listing = 0
    pages = description + (further.declared_drawing_pages or 0) + listing
    if pages <= FREE_PAGES:
        if further.declared_drawing_pages is None:
            unknown("附图页数", "the number of pages of drawings")
        return
    due = excess_pages(pages, fee_kind(case))
    zh, en = f"说明书（含附图）共{pages}页", f"Description and drawings have {pages} pages"
    yield from _excess(case, FeeKind.EXCESS_PAGES, due, zh, en)


RULES = (
    excess_claims_fee,
    excess_pages_fee,
)

"""How much is due: surcharges, exemptions, the schedule (CN-FEE-013, 016, 017)."""

from __future__ import annotations

from decimal import Decimal

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.facts import inapplicable, known, missed, statements, unknown
from services.formal_check.domain.findings import Draft, Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import payments, procedure_rule
from services.formal_check.domain.profile import NATIONAL_PHASE, TECHNICAL
from services.formal_check.domain.rules.fees.naming import SOURCE_EN, SOURCE_ZH, fee_kind, fee_name
from shared.contracts.formal_check import Severity
from shared.model.facts.fees import FeeKind, FeeStatements, Payment
from shared.model.fee_schedule import (
    REDUCIBLE,
    annual_fee,
    is_multiple_of_unit,
    possible_amounts,
    reductions,
)
from shared.model.identification import ApplicationKind
from shared.model.time_limits import add_months, months_after

_GRACE_MONTHS = 6


@procedure_rule(
    "CN-FEE-013",
    zh="逾期缴纳年费的，每超过1个月加收全额年费的5%",
    en="A late annual fee costs five per cent more for each month begun after the first",
    severity=Severity.WARNING,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC],
    basis=[rules(115, 1), guidelines("5.9.4.2.1.3")],
)
def surcharge_too_low(case: Case) -> Drafts:
    """Report an annual fee paid late without the surcharge of its month.

    The fee of a patent year is due on the anniversary on which that year begins. Within the first
    month nothing is added, within the second 5 %, then 10, 15, 20 and 25 %.

    Why:
        Without the full surcharge the patent lapses.
    Known problems:
        Unless ``full_amount`` is stated the full fee is a secondary figure.

    Example:
        年费超过缴纳期限2个半月，按5%缴纳滞纳金
    Use instead:
        按10%缴纳滞纳金
    中文:
        年费逾期缴纳而滞纳金少于应缴数额时报告：超过1个月至2个月为5%，以后每月增加5%，最高25%。超过6个月的，
        专利权自应当缴纳年费期满之日起终止。

    """
    annual = [each for each in payments(case, FeeKind.ANNUAL) if each.details.patent_year]
    if not annual:
        if payments(case, FeeKind.ANNUAL):
            unknown("年费的专利年度", "the patent year of the annual fee")
        inapplicable("没有缴纳年费", "No annual fee was paid")
    surcharges = payments(case, FeeKind.SURCHARGE)
    for payment in annual:
        year = payment.details.patent_year or 1
        due = add_months(case.filing_date, 12 * (year - 1))
        months = next(
            (
                month
                for month in range(_GRACE_MONTHS + 1)
                if not missed(months_after(due, month), payment.paid_on)
            ),
            None,
        )
        if months is None:
            yield placed(
                case.field(f"{payment.pointer}/paid_on", payment.paid_on.isoformat()),
                zh=f"第{year}年度的年费最迟应在{due}缴纳，滞纳期已满，专利权自该日终止，可以请求恢复。",
                en=f"The annual fee of year {year} was due on {due} and the six months are over: "
                "the patent has lapsed, restoration can be requested.",
                severity=Severity.ERROR,
            )
        elif months > 1:
            yield from _surcharge(case, payment, surcharges, Decimal(5 * (months - 1)) / 100)


def _surcharge(
    case: Case, payment: Payment, surcharges: tuple[Payment, ...], rate: Decimal
) -> Drafts:
    year = payment.details.patent_year or 1
    full = payment.details.full_amount or annual_fee(year, fee_kind(case))
    due = None if full is None else full * rate
    own = [each for each in surcharges if each.details.patent_year in (year, None)]
    total = sum((each.amount for each in own), Decimal(0))
    stated = next((each.details.rate for each in own if each.details.rate is not None), None)
    if (due is None or total >= due) and (stated is None or stated >= rate):
        return
    percent = f"{rate * 100:f}".rstrip("0").rstrip(".")
    amount_zh = "" if due is None else f"（{due.normalize():f}元）"
    amount_en = "" if due is None else f" ({due.normalize():f} yuan)"
    place = own[0] if own else payment
    source_zh = "" if payment.details.full_amount else SOURCE_ZH
    source_en = "" if payment.details.full_amount else SOURCE_EN
    yield placed(
        case.field(f"{place.pointer}/amount", str(place.amount)),
        zh=f"第{year}年度的年费于{payment.paid_on}缴纳，应加收全额年费{percent}%的滞纳金{amount_zh}"
        f"{source_zh}。",
        en=f"The annual fee of year {year}, paid on {payment.paid_on}, costs a surcharge of "
        f"{percent} % of the full fee{amount_en}{source_en}.",
    )


_EXEMPT = (FeeKind.FILING, FeeKind.EXCESS, FeeKind.EXCESS_CLAIMS, FeeKind.EXCESS_PAGES)


@procedure_rule(
    "CN-FEE-016",
    zh="由中国专利局受理并检索的国际申请进入国家阶段时免缴申请费和申请附加费",
    en="Received and searched by this office, an international application pays no filing fee",
    severity=Severity.NOTICE,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC, Input.REQUEST],
    kinds=TECHNICAL,
    routes=NATIONAL_PHASE,
    basis=[guidelines("3.1.7.2.1")],
)
def exempt_fee_paid(case: Case) -> Drafts:
    """Point out filing and excess fees paid though the international application is exempt.

    Receiving office and searching authority are taken from the request's further statements; the
    receiving office also from the international application's number.

    Why:
        The money can be asked back within three years.

    Example:
        国际申请由中国专利局受理并检索，仍缴纳申请费900元
    Use instead:
        不缴申请费
    中文:
        受理局和国际检索单位均为中国专利局而缴纳了申请费或者申请附加费时提示，可以请求退款。

    """
    further = statements(case, FeeStatements)
    pct = case.bibliographic.pct
    number = (pct.application_number or "") if pct is not None else ""
    office = further.receiving_office or number.upper().replace("PCT/", "")[:2] or None
    office = known(office, "国际受理局", "the receiving office")
    if not _is_this_office(office):
        return
    searching = further.international_searching_authority
    if not _is_this_office(known(searching, "国际检索单位", "the searching authority")):
        return
    for payment in payments(case, *_EXEMPT):
        zh, en = fee_name(payment.kind or FeeKind.FILING)
        yield placed(
            case.field(f"{payment.pointer}/amount", str(payment.amount)),
            zh=f"该国际申请由中国专利局受理并检索，免缴{zh}，可以请求退款。",
            en=f"Received and searched by this office: no {en} is due, ask for it back.",
        )


def _is_this_office(name: str) -> bool:
    return name.strip().upper() in ("CN", "RO/CN", "ISA/CN", "CNIPA") or "中国" in name


@procedure_rule(
    "CN-FEE-017",
    zh="缴费金额应与收费标准一致",
    en="A payment agrees with the schedule of fees",
    severity=Severity.NOTICE,
    reads=[Input.FEES],
    basis=[rules(110, 2), practice()],
)
def amount_differs(case: Case) -> Drafts:
    """Note a payment that is none of the amounts the schedule has for this fee.

    The full amount and those reduced by 85 % or 70 % count; fees per claim, priority or month may
    be any multiple.

    Why:
        Too little counts as not paid; too much can be asked back within three years.
    Known problems:
        The schedule is of secondary origin. Fees paid in instalments are noted, too.

    Example:
        发明申请费：800元
    Use instead:
        发明申请费：900元
    中文:
        缴费金额不是收费标准中该项费用的全额或者减缴后的数额时提示。收费标准为二手来源，分次缴纳的也会提示。

    """
    kind = fee_kind(case)
    for payment in payments(case):
        draft = _differing(case, payment, kind)
        if draft is not None:
            yield draft


def _differing(case: Case, payment: Payment, kind: ApplicationKind) -> Draft | None:
    if payment.kind is None:
        return None
    amounts = possible_amounts(payment.kind, kind, payment.details.patent_year)
    if not amounts or payment.amount in amounts:
        return None
    multiple = is_multiple_of_unit(payment.kind)
    if multiple and payment.amount > 0 and any(payment.amount % unit == 0 for unit in amounts):
        return None
    zh, en = fee_name(payment.kind)
    listed = "、".join(f"{amount.normalize():f}" for amount in sorted(amounts, reverse=True))
    if payment.kind is FeeKind.ANNUAL and payment.details.patent_year is None:
        listed = "按年度计算的数额"
    each = ("每项（月）", " each") if multiple else ("", "")
    reduced = f"（含减缴{'、'.join(f'{share:.0%}' for share in reductions())}）"
    note = reduced if payment.kind in REDUCIBLE else ""
    return placed(
        case.field(f"{payment.pointer}/amount", str(payment.amount)),
        zh=f"{zh}缴纳了{payment.amount}元，收费标准为{each[0]}{listed}元{note}，请核对{SOURCE_ZH}。",
        en=f"{payment.amount} yuan were paid for the {en}; the schedule has "
        f"{', '.join(f'{amount.normalize():f}' for amount in sorted(amounts, reverse=True))}"
        f"{each[1]}: check it{SOURCE_EN}.",
    )


RULES = (
    surcharge_too_low,
    exempt_fee_paid,
    amount_differs,
)

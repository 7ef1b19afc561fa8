"""How much is due (CN-FEE-002, 003, 011, 013, 016, 017).

Amounts come from ``shared.model.fee_schedule``: secondary figures, as every message says.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.facts import inapplicable, known, missed, statements, unknown
from services.formal_check.domain.findings import Draft, Drafts, absent, placed
from services.formal_check.domain.procedure import grant_day, payments, procedure_rule
from services.formal_check.domain.profile import NATIONAL, NATIONAL_PHASE, TECHNICAL
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.fees import FEE_NAMES, FeeKind, FeeStatements, Payment
from shared.model.fee_schedule import (
    FREE_CLAIMS,
    FREE_PAGES,
    REDUCIBLE,
    annual_fee,
    excess_claims,
    excess_pages,
    is_multiple_of_unit,
    possible_amounts,
    reductions,
)
from shared.model.identification import ApplicationKind
from shared.model.time_limits import add_months, months_after

_SOURCE_ZH = "（金额为二手来源，请核对收费标准）"
_SOURCE_EN = " (a secondary figure: compare the official schedule)"
_GRACE_MONTHS = 6


def _name(fee: FeeKind) -> tuple[str, str]:
    return FEE_NAMES[fee][0], fee.value.replace("_", " ")


def _kind(case: Case) -> ApplicationKind:
    return known(case.profile.kind, "专利类型", "the kind of application")


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
    zh_name, en_name = _name(fee)
    message_zh = f"{zh}，应缴{zh_name}{due}元，已缴{total}元，请补缴{_SOURCE_ZH}。"
    message_en = f"{en}: {due} yuan of {en_name} are due and {total} were paid{_SOURCE_EN}."
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
    due = excess_claims(count, _kind(case))
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
    due = excess_pages(pages, _kind(case))
    zh, en = f"说明书（含附图）共{pages}页", f"Description and drawings have {pages} pages"
    yield from _excess(case, FeeKind.EXCESS_PAGES, due, zh, en)


@procedure_rule(
    "CN-FEE-011",
    zh="只能减缴申请费、实质审查费、复审费和规定年限内的年费",
    en="Only filing, examination, re-examination and early annual fees can be reduced",
    severity=Severity.ERROR,
    reads=[Input.FEES, Input.BIBLIOGRAPHIC, Input.EVENTS],
    basis=[guidelines("5.2.3.1")],
)
def fee_not_reducible(case: Case) -> Drafts:
    """Report a payment reduced that cannot be, or an annual fee reduced after ten years.

    The ten years begin with the patent year of grant. They are not checked where that day, or the
    patent year paid for, is unknown.

    Why:
        A fee that was reduced without right is not paid in full.

    Example:
        权利要求附加费750元按15%缴纳
    Use instead:
        权利要求附加费全额缴纳
    中文:
        对公布印刷费、申请附加费等不能减缴的费用作了减缴，或者对自授权当年起十年以后的年费作了减缴时报告。

    """
    reduced = [each for each in payments(case) if (each.details.reduction_rate or 0) > 0]
    if not reduced:
        if all(each.details.reduction_rate is None for each in payments(case)):
            unknown("减缴比例", "the reduction of the fees")
        return
    left_out = False
    for payment in reduced:
        if payment.kind is FeeKind.ANNUAL:
            last = _last_reducible_year(case)
            if last is None or payment.details.patent_year is None:
                left_out = True
                continue
            if payment.details.patent_year <= last:
                continue
            note_zh = (
                f"第{payment.details.patent_year}年度的年费已超过可以减缴的年限（至第{last}年度）"
            )
            note_en = (
                f"The annual fee of year {payment.details.patent_year} is beyond the years that "
                f"can be reduced (up to {last})"
            )
        elif payment.kind is None or payment.kind in REDUCIBLE:
            continue
        else:
            zh, en = _name(payment.kind)
            note_zh, note_en = f"{zh}不能减缴", f"The {en} cannot be reduced"
        yield placed(
            case.field(
                f"{payment.pointer}/details/reduction_rate", str(payment.details.reduction_rate)
            ),
            zh=f"{note_zh}，请补足全额。",
            en=f"{note_en}: pay the full amount.",
        )
    if left_out:
        unknown("专利年度或者授权公告日", "the patent year or the day of grant")


def _last_reducible_year(case: Case) -> int | None:
    granted = grant_day(case)
    if granted is None:
        return None
    return _patent_year(case, granted) + 9


def _patent_year(case: Case, day: date) -> int:
    """The patent year in which ``day`` falls: 1 begins on the filing date."""
    filed = case.filing_date
    years = day.year - filed.year
    return years + (1 if add_months(filed, 12 * years) <= day else 0)


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
    full = payment.details.full_amount or annual_fee(year, _kind(case))
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
    source_zh = "" if payment.details.full_amount else _SOURCE_ZH
    source_en = "" if payment.details.full_amount else _SOURCE_EN
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
        zh, en = _name(payment.kind or FeeKind.FILING)
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
    kind = _kind(case)
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
    zh, en = _name(payment.kind)
    listed = "、".join(f"{amount.normalize():f}" for amount in sorted(amounts, reverse=True))
    if payment.kind is FeeKind.ANNUAL and payment.details.patent_year is None:
        listed = "按年度计算的数额"
    each = ("每项（月）", " each") if multiple else ("", "")
    reduced = f"（含减缴{'、'.join(f'{share:.0%}' for share in reductions())}）"
    note = reduced if payment.kind in REDUCIBLE else ""
    return placed(
        case.field(f"{payment.pointer}/amount", str(payment.amount)),
        zh=f"{zh}缴纳了{payment.amount}元，收费标准为{each[0]}{listed}元{note}，请核对{_SOURCE_ZH}。",
        en=f"{payment.amount} yuan were paid for the {en}; the schedule has "
        f"{', '.join(f'{amount.normalize():f}' for amount in sorted(amounts, reverse=True))}"
        f"{each[1]}: check it{_SOURCE_EN}.",
    )


RULES = (
    excess_claims_fee,
    excess_pages_fee,
    fee_not_reducible,
    surcharge_too_low,
    exempt_fee_paid,
    amount_differs,
)

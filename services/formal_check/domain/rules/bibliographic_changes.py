"""Changes of bibliographic data: form, fee, person, what follows (CN-BIB-001 … 003, 008, 010)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.duties import Duty, owed
from services.formal_check.domain.facts import fees, inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import ALL_KINDS, GoverningDate, ProfileName
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.bibliographic_change import (
    CHANGE_FEE,
    Change,
    ChangedParty,
    ChangeEvidence,
    ChangeForm,
    item_of,
    reason_of,
)
from shared.model.facts.comparing import name_key
from shared.model.facts.reading import PaperFact
from shared.model.identification import FilingRoute
from shared.model.time_limits import months_after

LOSS = ("视为未提出著录项目变更申报", "the change is deemed not notified")
TRANSFERS = frozenset({"assignment", "gift", "succession", "auction", "dispute", "merger"})
_FEE_ITEMS = frozenset({"applicant", "inventor"})
_FILERS = (
    ("new_owner", re.compile(r"new_owner|新的?权利人|受让")),
    ("agency", re.compile(r"agency|代理")),
    ("representative", re.compile(r"representative|代表人")),
    ("applicant", re.compile(r"applicant|patentee|申请人|专利权人")),
)

change_rule = partial(
    rule,
    kinds=ALL_KINDS,
    profiles=tuple(ProfileName),
    routes=(FilingRoute.NATIONAL, FilingRoute.PCT_NATIONAL_PHASE),
    languages=None,
    governed_by=GoverningDate.ACT,
    consequence=Consequence.DEEMED_NOT_FILED,
)
"""A rule on changes, before and after grant; changes of international designs go to the Bureau."""


def forms(case: Case) -> tuple[PaperFact[ChangeForm], ...]:
    """The notifications of change; the rule does not apply where there is none."""
    found = papers(case, ChangeForm)
    if not found:
        inapplicable("没有著录项目变更", "No change is notified")
    return found


def changes(case: Case) -> Iterator[tuple[PaperFact[ChangeForm], str, Change]]:
    """Every change with its form and place. Not checked where a form does not tell its changes."""
    for form in forms(case):
        if form.details.changes is None:
            unknown("变更的项目", "what is changed")
        for index, change in enumerate(form.details.changes):
            yield form, f"{form.pointer}/details/changes/{index}", change


def keys(parties: tuple[ChangedParty, ...] | None) -> frozenset[str]:
    """Names of the parties before or after a change, as they are compared."""
    return frozenset(name_key(party.name) for party in parties or () if party.name)


def is_transfer(change: Change) -> bool:
    """Whether the right passes to somebody else."""
    reason = reason_of(change)
    if reason in TRANSFERS:
        return True
    return (
        reason is None
        and item_of(change) == "applicant"
        and bool(
            change.before and change.after and keys(change.before).isdisjoint(keys(change.after))
        )
    )


@change_rule(
    "CN-BIB-001",
    zh="提交著录项目变更申报书，连续变更分别提交",
    en="Changes are notified on the form, successive ones apart",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[guidelines("1.1.6.7.1.1")],
)
def form_missing_or_chained(case: Case) -> Drafts:
    """Report evidence of a change without the form, and one form for successive changes.

    Successive are two changes of one item of which the second begins where the first ended.

    Why:
        Every step needs its own form; rights that passed on twice are not recorded in one go.

    Example:
        一份申报书：甲变更为乙，乙变更为丙
    Use instead:
        两份申报书，分别为甲变更为乙、乙变更为丙
    中文:
        提交了变更证明文件而没有著录项目变更申报书，或者同一项目的连续变更（甲→乙→丙）写在一份申报书中时报告。

    """
    found = papers(case, ChangeForm)
    evidence = papers(case, ChangeEvidence)
    if not found and not evidence:
        inapplicable("没有著录项目变更", "No change is notified")
    if not found:
        yield placed(
            case.field(evidence[0].pointer, ""),
            zh="提交了变更证明文件，没有著录项目变更申报书，请提交。",
            en="Evidence of a change was filed, but no notification: file the form.",
        )
        return
    for form in found:
        stated = form.details.changes
        if stated is None:
            unknown("变更的项目", "what is changed")
        for later, change in enumerate(stated):
            for earlier in stated[:later]:
                if (
                    item_of(earlier) == item_of(change)
                    and keys(earlier.after)
                    and keys(earlier.after) == keys(change.before)
                ):
                    yield placed(
                        case.field(f"{form.pointer}/details/changes/{later}", change.item or ""),
                        zh="同一项目连续变更不能写在一份申报书中，请分别提交。",
                        en="Successive changes of one item cannot share a form: file one for each.",
                    )


@change_rule(
    "CN-BIB-002",
    zh="变更发明人、申请人的，自提出请求之日起1个月内缴费",
    en="A change of inventors or applicants is paid for within one month",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.FEES],
    basis=[guidelines("1.1.6.7.1.3")],
)
def change_unpaid(case: Case) -> Drafts:
    """Report a change of inventors or applicants that was not paid for within a month.

    Payments are assigned to requests by their day: one made before the request does not count.

    Why:
        The notification is deemed not made.

    Example:
        变更申请人，40天后缴费
    Use instead:
        20天内缴费
    中文:
        变更发明人或者申请人（专利权人），没有自提出请求之日起1个月内缴纳著录事项变更费时报告；期限未满的，提示届满日。

    """
    owing = []
    for form, _, change in changes(case):
        if item_of(change) in _FEE_ITEMS and form not in owing:
            owing.append(form)
    if not owing:
        inapplicable("没有变更发明人或者申请人", "Neither inventors nor applicants are changed")
    paid = fees(case, CHANGE_FEE)
    for form in owing:
        day = known(form.received_on, "申报书提交日", "the day of the notification")
        duty = Duty(
            months_after(day, 1),
            "/fees",
            "缴纳著录事项变更费",
            "the fee for the change",
            *LOSS,
        )
        acts = [
            (f"/fees/{index}/paid_on", fee.paid_on)
            for index, fee in enumerate(case.fees)
            if fee in paid and fee.paid_on >= day
        ]
        yield from owed(case, duty, acts)


@change_rule(
    "CN-BIB-003",
    zh="已委托代理机构的由代理机构办理，权利转移可由新权利人办理",
    en="An appointed agency notifies changes; a new owner may notify a transfer",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.6.7.1.4")],
)
def wrong_filer(case: Case) -> Drafts:
    """Report a notification by somebody who cannot make it.

    With an agency: only the agency, but for transfers by the new owner and for the discharge of
    the agency itself. Without: the applicant or the representative.

    Why:
        It is deemed not made.

    Example:
        已委托代理机构，申请人自行办理
    Use instead:
        代理机构办理
    中文:
        已委托代理机构而由申请人自行办理变更（解除委托除外），或者不涉及权利转移而由新权利人办理时报告。

    """
    agency = case.bibliographic.agency
    for form in forms(case):
        stated = known(form.details.filed_by, "变更手续的办理人", "who notifies the change")
        filer = next((name for name, words in _FILERS if words.search(stated.lower())), None)
        reasons = {reason_of(change) for change in form.details.changes or ()}
        transfer = any(is_transfer(change) for change in form.details.changes or ())
        place = case.field(f"{form.pointer}/details/filed_by", stated)
        if agency is not None and filer in ("applicant", "representative"):
            if not reasons & {"discharge"}:
                yield placed(
                    place,
                    zh="已委托专利代理机构，变更手续应由代理机构办理。",
                    en="An agency is appointed: it has to notify the change.",
                )
        elif filer == "new_owner" and form.details.changes is not None and not transfer:
            yield placed(
                place,
                zh="不涉及权利转移的变更不能由新的权利人办理，请由申请人或者代理机构办理。",
                en="No right is transferred: the applicant or the agency has to notify the change.",
            )


@change_rule(
    "CN-BIB-008",
    zh="第一署名为境外申请人的，解除或者辞去委托须同时新委托",
    en="A foreign first applicant appoints a new agency when the old one leaves",
    severity=Severity.ERROR,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.6.7.2.4")],
)
def foreign_applicant_without_agency(case: Case) -> Drafts:
    """Report the end of an agency's appointment without a new one, for a foreign first applicant.

    Applicants of Hong Kong, Macao and Taiwan count as well. Country of the address decides, else
    the nationality.

    Why:
        Who has neither residence nor business on the mainland cannot act without an agency: the
        discharge is not recorded.

    Example:
        美国公司仅提交解聘书
    Use instead:
        解聘同时委托新的代理机构
    中文:
        第一署名申请人在中国内地没有经常居所或者营业所（含港澳台），解除或者辞去委托而没有同时委托新的代理机构时报告。

    """
    ended = [
        (form, pointer, change)
        for form, pointer, change in changes(case)
        if item_of(change) == "agency"
        and (reason_of(change) in ("discharge", "resignation") or change.empty("after"))
    ]
    if not ended:
        inapplicable("没有解除或者辞去委托", "No agency is discharged")
    first = next(iter(case.bibliographic.applicants), None)
    address = first.address.country_code if first is not None and first.address else None
    country = known(
        address or (first.nationality_code if first is not None else None),
        "第一署名申请人的国家或者地区",
        "the country of the first applicant",
    )
    if country == "CN":
        return
    for form, pointer, change in ended:
        if not form.details.new_agency and not keys(change.after):
            yield absent(
                f"{pointer}/after",
                zh="第一署名申请人在内地没有经常居所或者营业所，解除或者辞去委托应同时委托新的代理机构。",
                en="The first applicant is not resident on the mainland: appoint a new agency at once.",
            )


@change_rule(
    "CN-BIB-010",
    zh="变更后费减、联系人、代理机构信息随之处理",
    en="After a change of applicants: fee reduction, contact and agency",
    severity=Severity.NOTICE,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.6.7.3")],
)
def consequences_of_change(case: Case) -> Drafts:
    """Point out what a change of applicants ends: fee reduction, contact person, agency.

    Fee reduction ends when all applicants change, or one is added, unless it is requested anew.
    Contact and agency are deleted unless the new applicants name them again.

    Why:
        Otherwise the next fee is paid short, and letters go astray.

    Example:
        申请人由甲变更为乙，甲享有费减，乙未请求
    Use instead:
        乙同时请求费减并重新委托
    中文:
        申请人全部变更或者增加，而变更后的申请人未请求费减的，提示不再减缴；未指定原联系人、未委托原代理机构的，提示相应信息将被删除。

    """
    moved = False
    for form, pointer, change in changes(case):
        if item_of(change) != "applicant" or not change.before or not change.after:
            continue
        moved = True
        added = keys(change.after) - keys(change.before)
        if reason_of(change) == "name_change" or not added:
            continue
        details = form.details
        notes = []
        if details.fee_reduction_held and not details.fee_reduction_requested:
            notes.append(("未请求收费减缴，不再减缴", "fee reduction ends unless requested"))
        if case.bibliographic.contact_person is not None and not details.contact_kept:
            notes.append(("未指定原联系人，联系人信息将被删除", "the contact person is deleted"))
        if case.bibliographic.agency is not None and not details.new_agency:
            notes.append(("未委托代理机构，代理信息将被删除", "the agency is deleted"))
        for zh, en in notes:
            yield placed(
                case.field(f"{pointer}/after", "、".join(p.name or "" for p in change.after)),
                zh=f"申请人变更后{zh}；需要的请一并办理。",
                en=f"After this change of applicants {en}: see to it now if wanted.",
            )
    if not moved:
        inapplicable("没有变更申请人", "No applicant is changed")


RULES = (
    form_missing_or_chained,
    change_unpaid,
    wrong_filer,
    foreign_applicant_without_agency,
    consequences_of_change,
)

"""Requests for a change: form, fee, who makes them (CN-BIB-001 … 003)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.duties import Duty, owed
from services.formal_check.domain.facts import fees, inapplicable, known, papers, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.changes.reading import (
    change_rule,
    changes,
    forms,
    is_transfer,
    keys,
)
from shared.contracts.formal_check import Severity
from shared.model.facts.bibliographic_change import (
    CHANGE_FEE,
    ChangeEvidence,
    ChangeForm,
    item_of,
    reason_of,
)
from shared.model.time_limits import months_after

LOSS = ("视为未提出著录项目变更申报", "the change is deemed not notified")
_FEE_ITEMS = frozenset({"applicant", "inventor"})
_FILERS = (
    ("new_owner", re.compile(r"new_owner|新的?权利人|受让")),
    ("agency", re.compile(r"agency|代理")),
    ("representative", re.compile(r"representative|代表人")),
    ("applicant", re.compile(r"applicant|patentee|申请人|专利权人")),
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


RULES = (
    form_missing_or_chained,
    change_unpaid,
    wrong_filer,
)

"""What follows from a change (CN-BIB-008, 010)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import inapplicable, known
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.changes.reading import change_rule, changes, keys
from shared.contracts.formal_check import Severity
from shared.model.facts.bibliographic_change import item_of, reason_of


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
    foreign_applicant_without_agency,
    consequences_of_change,
)

"""Changes of bibliographic data (著录项目变更). Vocabulary: docs/facts/bibliographic-change.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shared.model.facts.fees import FEE_NAMES, FeeKind
from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds

CHANGE_FEE = kinds(FeeKind.CHANGE, *FEE_NAMES[FeeKind.CHANGE])


class ChangedParty(Fact):
    """A party before or after a change."""

    name: Text = also("姓名或名称", "名称", "姓名")
    country: Text = also("国籍或注册地", "国家")
    identifier: Text = also("证件号码", "统一社会信用代码", "身份证件号码")


class Change(Fact):
    """One change of one item."""

    item: Text = also("变更项目")
    """``applicant``, ``inventor``, ``agency``, ``contact`` … or 申请人, 发明人, 代理机构 …"""
    reason: Text = also("变更原因")
    """``name_change``, ``assignment``, ``gift``, ``omission`` … or 更名, 转让, 赠与, 漏填 …"""
    before: tuple[ChangedParty, ...] | None = also("变更前")
    after: tuple[ChangedParty, ...] | None = also("变更后")


class ChangeForm(Fact):
    """A notification of change."""

    KINDS = kinds("change_request", "著录项目变更申报书", "著录项目变更请求")

    changes: Annotated[tuple[Change, ...], Field(max_length=200)] | None = also("变更")
    filed_by: Text = also("办理人")
    """``applicant``, ``representative``, ``agency``, ``new_owner`` or 申请人, 代表人, 代理机构 …"""
    fee_reduction_held: Flag = also("享有费减")
    fee_reduction_requested: Flag = also("请求费减")
    new_agency: Text = also("新委托的代理机构")
    contact_kept: Flag = also("保留联系人")


class ChangeEvidence(Fact):
    """Evidence for a change: a contract, a certificate, a declaration."""

    KINDS = kinds(
        *("change_evidence", "变更证明文件", "assignment_contract", "转让合同", "赠与合同"),
        *("name_change_certificate", "更名证明", "inventor_change_evidence", "发明人变更证明"),
    )

    signed_by: Names = also("签字或盖章")
    declares_inventorship: Flag = also("声明发明人资格")
    original: Flag = also("原件")
    notarised: Flag = also("公证")
    authority_sealed: Flag = also("主管部门盖章")
    application_numbers: Names = also("application_number", "申请号", "专利号")
    title: Text = also("发明创造名称")
    applicants: Names = also("申请人", "专利权人")


class CoOwnerConsent(Fact):
    """Consent of all owners to a transfer."""

    KINDS = kinds("co_owner_consent", "共有人同意证明", "全体权利人同意转让证明")

    signed_by: Names = also("签字或盖章")


class ExportLicence(Fact):
    """Licence or registration of a technology export."""

    KINDS = kinds("export_licence", "技术出口许可证", "技术出口合同登记证")

    issued_on: Day = also("颁发日期")


_ITEMS = (
    ("applicant", ("申请人", "专利权人")),
    ("inventor", ("发明人", "设计人")),
    ("agency", ("代理机构",)),
    ("attorney", ("代理师",)),
    ("contact", ("联系人",)),
    ("representative", ("代表人",)),
)
_REASONS = (
    ("name_change", ("更名", "姓名变更", "名称变更", "更改姓名", "更改名称")),
    ("assignment", ("转让", "权利转移")),
    ("gift", ("赠与",)),
    ("omission", ("漏填", "错填")),
    ("discharge", ("解除委托", "解聘")),
    ("resignation", ("辞去委托",)),
)


def item_of(change: Change) -> str | None:
    """The changed item by its English name; others as stated."""
    return _known(change.item, _ITEMS)


def reason_of(change: Change) -> str | None:
    """The reason by its English name; others as stated."""
    return _known(change.reason, _REASONS)


def _known(text: str | None, table: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    if text is None:
        return None
    return next((key for key, words in table if any(word in text for word in words)), text.lower())

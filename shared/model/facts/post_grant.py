"""Requests after grant. Vocabulary: docs/facts/post-grant.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from shared.model.facts.fees import Amount, Count
from shared.model.facts.procedure import EvaluationReportFeeCase
from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds


def _stripped(value: object) -> object:
    return (value.strip() or None) if isinstance(value, str) else value


LongText = Annotated[Annotated[str, Field(max_length=100_000)] | None, BeforeValidator(_stripped)]


class TermCompensationRequest(Fact):
    """专利权期限补偿请求书 (Patent Law Art. 42.2)."""

    KINDS = kinds("term_compensation_request", "专利权期限补偿请求书", "专利权期限补偿请求")
    granted_on: Day = also("授权公告日")
    same_day_utility_model: Flag = also("放弃同日实用新型")
    """Whether the patent was granted after giving up a utility model of the same day (Rule 47.4)."""


class DrugTermCompensationRequest(Fact):
    """药品专利权期限补偿请求书 (Patent Law Art. 42.3)."""

    KINDS = kinds(
        "drug_term_compensation_request", "药品专利权期限补偿请求书", "药品专利权期限补偿请求"
    )
    marketing_approved_on: Day = also("上市许可日")
    drugs: Names = also("药品")
    """Drugs for which compensation of this patent is asked."""
    other_patents: Names = also("其他请求补偿的专利")
    """Further patents for which it is asked on account of the same drug."""
    patent_in_force: Flag = also("专利权有效")
    compensated_before: Flag = also("已获得药品补偿")


class Requester(StrEnum):
    """Who asks for an evaluation report (Patent Law Art. 66, Rule 62)."""

    PATENTEE = "patentee"
    INTERESTED_PARTY = "interested_party"
    ACCUSED_INFRINGER = "accused_infringer"
    APPLICANT = "applicant"
    OTHER = "other"


_REQUESTERS = {
    "专利权人": "patentee",
    "利害关系人": "interested_party",
    "申请人": "applicant",
    "被控侵权人": "accused_infringer",
    "其他": "other",
}


def _requester(value: object) -> object:
    return _REQUESTERS.get(value.strip(), value.strip()) if isinstance(value, str) else value


class EvaluationReportRequest(Fact):
    """专利权评价报告请求书."""

    KINDS = EvaluationReportFeeCase.KINDS
    patents: Names = also("专利号")
    """Numbers of the patents it concerns."""
    requester: Annotated[Requester | None, BeforeValidator(_requester)] = also("请求人身份")
    at_registration: Flag = also("办理登记手续时提出")
    proof: Names = also("证明文件")
    """Papers that prove the requester's position; stated empty: none."""
    contract_on_record: Flag = also("许可合同已备案")


class OpenLicenceStatement(Fact):
    """专利开放许可声明."""

    KINDS = kinds("open_licence_statement", "专利开放许可声明", "开放许可声明")
    patent_number: Text = also("专利号")
    patentee: Names = also("专利权人")
    payment: Text = also("许可使用费支付方式和标准", "许可使用费支付方式、标准")
    """How and how much is paid for the licence."""
    term: Text = also("许可期限", "专利许可期限")
    contact: Text = also("联系方式")
    commitment: Flag = also("承诺")
    text: LongText = also("声明内容")
    explanation: LongText = also("简要说明")
    """How the fee was computed."""
    evaluation_report: Flag = also("专利权评价报告")
    explanation_length: Count = also("简要说明字数")
    fixed_fee: Amount = also("固定费用")
    """Yuan."""
    share_of_sales: Amount = also("净销售额提成")
    """Share of net sales, e.g. 0.1."""
    share_of_profit: Amount = also("利润额提成")
    exclusive_licence: Flag = also("独占或者排他许可期内")
    suspended: Flag = also("程序中止")
    annual_fee_unpaid: Flag = also("未缴年费")
    pledged: Flag = also("已质押")
    pledgee_consent: Flag = also("质权人同意")
    ceased: Flag = also("专利权已终止")
    invalidated: Flag = also("已宣告全部无效")

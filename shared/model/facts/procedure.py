"""Extensions, restorations, withdrawals, suspensions. Vocabulary: docs/facts/procedure.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from shared.model.facts.fees import Count
from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds


class MissedTerm(StrEnum):
    """The term whose expiry cost a right."""

    NOVELTY_GRACE = "novelty_grace"
    PRIORITY = "priority"
    PATENT_TERM = "patent_term"
    LIMITATION = "limitation"
    PRIORITY_RESTORATION = "priority_restoration"
    PRIORITY_CORRECTION = "priority_correction"
    INCORPORATION = "incorporation_by_reference"
    PCT_PRIORITY_RESTORATION = "pct_priority_restoration"
    REEXAMINATION = "reexamination"
    OTHER = "other"


_TERMS = {
    "不丧失新颖性宽限期": "novelty_grace",
    "宽限期": "novelty_grace",
    "优先权期限": "priority",
    "优先权": "priority",
    "专利权期限": "patent_term",
    "诉讼时效": "limitation",
    "恢复优先权": "priority_restoration",
    "细则36": "priority_restoration",
    "增加或者改正优先权": "priority_correction",
    "细则37": "priority_correction",
    "援引加入": "incorporation_by_reference",
    "细则45": "incorporation_by_reference",
    "国际申请恢复优先权": "pct_priority_restoration",
    "细则128": "pct_priority_restoration",
    "复审请求期限": "reexamination",
    "复审": "reexamination",
    "其他": "other",
}
_GROUNDS = {"不可抗拒": "force_majeure", "正当理由": "justified", "不可抗拒的事由": "force_majeure"}


class Ground(StrEnum):
    """Why a term was missed (Rule 6.1 and 6.2)."""

    FORCE_MAJEURE = "force_majeure"
    JUSTIFIED = "justified"


def _term(value: object) -> object:
    return _TERMS.get(value.strip(), value.strip()) if isinstance(value, str) else value


def _ground(value: object) -> object:
    return _GROUNDS.get(value.strip(), value.strip()) if isinstance(value, str) else value


class ExtensionRequest(Fact):
    """延长期限请求书."""

    KINDS = kinds("extension_request", "延长期限请求书", "延长期限请求")
    notice: Text = also("通知书名称")
    """The notice that set the term; two requests with the same one are a repetition."""
    term_due_on: Day = also("期限届满日", "原届满日")
    months: Count = also("延长月数")
    reason: Text = also("理由")
    statutory: Flag = also("法定期限")
    invalidation: Flag = also("无效宣告程序")


class RestorationRequest(Fact):
    """恢复权利请求书."""

    KINDS = kinds("restoration_request", "恢复权利请求书", "恢复权利请求")
    ground: Annotated[Ground | None, BeforeValidator(_ground)] = also("事由", "理由类型")
    missed_term: Annotated[MissedTerm | None, BeforeValidator(_term)] = also("延误的期限")
    notice_received_on: Day = also("收到通知日")
    obstacle_removed_on: Day = also("障碍消除日")
    term_due_on: Day = also("期限届满日")
    omitted_act_done: Flag = also("已办理应办手续")
    evidence: Flag = also("附具证明")
    due_on: Day = also("请求期限届满日")
    """The last day for this request that somebody computed."""


class WithdrawalStatement(Fact):
    """撤回专利申请声明."""

    KINDS = kinds("withdrawal_statement", "撤回专利申请声明", "撤回声明")
    title: Text = also("发明创造名称", "发明名称")
    application_number: Text = also("申请号")
    filing_date: Day = also("申请日")
    signed_by: Names = also("签章人", "签字或者盖章")
    """Everyone whose signature or seal is on it or on the attached consent."""
    conditions: Text = also("条件", "附加条件")
    text: Text = also("声明内容")


class SurrenderStatement(Fact):
    """放弃专利权声明."""

    KINDS = kinds("surrender_statement", "放弃专利权声明", "放弃声明")
    claims: Names = also("放弃的权利要求")
    """Claims, if only they are given up."""
    whole: Flag = also("放弃全部")
    patentees: Names = also("专利权人")
    signed_by: Names = also("签章人", "签字或者盖章")
    conditions: Text = also("条件", "附加条件")
    text: Text = also("声明内容")


class SuspensionRequest(Fact):
    """中止程序请求书."""

    KINDS = kinds("suspension_request", "中止程序请求书", "中止请求书", "中止请求")
    reason: Text = also("理由")
    acceptance_document: Flag = also("受理文件")
    """Whether the court's or authority's paper on accepting the dispute is attached."""
    document_number: Text = also("受理文件申请号", "受理文件专利号")
    document_title: Text = also("受理文件名称", "受理文件发明名称")
    document_right_holders: Names = also("受理文件权利人")
    rights_lost: Flag = also("权利已丧失")
    invalidation: Flag = also("涉及无效宣告程序")


class ChangeRequest(Fact):
    """著录项目变更申报书, as far as its fee is concerned."""

    KINDS = kinds("change_request", "著录项目变更申报书", "著录项目变更请求")


class EvaluationReportFeeCase(Fact):
    """专利权评价报告请求书, as far as its fee is concerned."""

    KINDS = kinds("evaluation_report_request", "专利权评价报告请求书", "评价报告请求")


class InvalidationRequest(Fact):
    """专利权无效宣告请求书, as far as its fee is concerned."""

    KINDS = kinds("invalidation_request", "专利权无效宣告请求书", "无效宣告请求书", "无效宣告请求")


class ReexaminationRequest(Fact):
    """复审请求书, as far as its fee and term are concerned."""

    KINDS = kinds("reexamination_request", "复审请求书", "复审请求")


class DatedPaper(Fact):
    """Any paper filed electronically; the rule looks at every kind."""

    electronic: Flag = also("电子形式")
    entered_system_on: Day = also("进入系统日")

"""The request for invalidation and what follows it. Vocabulary: docs/facts/proceedings.md."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds

MOST_ENTRIES = 500


class PatentStatus(StrEnum):
    """What has become of the patent or application."""

    GRANTED = "granted"
    NOT_GRANTED = "not_granted"
    LAPSED = "lapsed"
    """Expired, ended for fees, or abandoned later: it can still be invalidated."""
    ABANDONED_FROM_FILING = "abandoned_from_filing"
    INVALIDATED = "invalidated"
    """Declared invalid as a whole."""
    PARTLY_INVALIDATED = "partly_invalidated"


_STATUSES = {
    "已授权": PatentStatus.GRANTED,
    "授权": PatentStatus.GRANTED,
    "未授权": PatentStatus.NOT_GRANTED,
    "已公开未授权": PatentStatus.NOT_GRANTED,
    "终止": PatentStatus.LAPSED,
    "已终止": PatentStatus.LAPSED,
    "放弃": PatentStatus.LAPSED,
    "自申请日起放弃": PatentStatus.ABANDONED_FROM_FILING,
    "全部无效": PatentStatus.INVALIDATED,
    "部分无效": PatentStatus.PARTLY_INVALIDATED,
}


def _status(value: object) -> object:
    return _STATUSES.get(value.strip(), value) if isinstance(value, str) else value


def _objects(value: object) -> object:
    """One entry or several; a bare text is an entry's name or provision."""
    if value is None:
        return None
    entries = value if isinstance(value, list) else [value]
    return [{"stated": entry} if isinstance(entry, str) else entry for entry in entries]


class Requester(Fact):
    """One requester; a bare text is the name."""

    name: Text = also("stated", "名称", "姓名")
    legal_capacity: Flag = also("具备民事诉讼主体资格")
    prior_right_holder: Flag = also("在先权利人或者利害关系人", "在先权利人")
    """Whether it is shown that it holds the earlier right, or is an interested party."""


class Evidence(Fact):
    """One piece of evidence; a bare text is its number and name."""

    number: Text = also("stated", "编号", "证据编号")
    name: Text = also("名称", "文献号")
    publication: Flag = also("公开出版物")
    proves_conflict: Flag = also("证明权利冲突")
    language: Text = also("语言")
    submitted_on: Day = also("提交日")
    translation_submitted_on: Day = also("译文提交日")
    translated: Flag = also("有译文")
    common_knowledge: Flag = also("公知常识性证据")
    completes_form: Flag = also("完善证据法定形式")
    answers_counter_evidence: Flag = also("针对反证")


class Ground(Fact):
    """One ground; a bare text is its provision."""

    provision: Text = also("stated", "条款", "理由")
    claims: Names = also("权利要求")
    evidence: Names = also("证据")
    """Numbers of the evidence it rests on."""
    explained: Flag = also("具体说明")
    answers_amendment: Flag = also("针对修改")
    not_considered: Flag = also("未予考虑")
    """In an earlier decision: left aside, e.g. as late."""


Requesters = Annotated[
    tuple[Requester, ...] | None, BeforeValidator(_objects), Field(max_length=MOST_ENTRIES)
]
EvidenceList = Annotated[
    tuple[Evidence, ...] | None, BeforeValidator(_objects), Field(max_length=MOST_ENTRIES)
]
Grounds = Annotated[
    tuple[Ground, ...] | None, BeforeValidator(_objects), Field(max_length=MOST_ENTRIES)
]


class InvalidationRequest(Fact):
    """The request for invalidation (专利权无效宣告请求书)."""

    KINDS = kinds("invalidation_request", "无效宣告请求书", "专利权无效宣告请求书", "无效宣告请求")

    patent_status: Annotated[PatentStatus | None, BeforeValidator(_status)] = also("专利权状态")
    requesters: Requesters = also("请求人", "无效宣告请求人")
    patentees: Names = also("专利权人")
    true_intent: Flag = also("请求人真实意思表示", "真实意思表示")
    scope: Text = also("请求范围", "无效宣告请求范围")
    """``全部``, or the claims, e.g. ``权利要求1-3、5``."""
    granted_claim_count: int | None = also("授权权利要求数")
    grounds: Grounds = also("理由", "无效宣告理由")
    evidence: EvidenceList = also("证据")
    copies: int | None = also("份数")
    electronic: Flag = also("电子形式")
    prescribed_form: Flag = also("符合规定格式")
    requester_agency_code: Text = also("请求人代理机构代码")
    patentee_agency_code: Text = also("专利权人代理机构代码")


class InvalidationSupplement(Fact):
    """Further grounds or evidence of the requester."""

    KINDS = kinds("invalidation_supplement", "无效宣告补充意见", "补充无效宣告理由和证据")

    grounds: Grounds = also("增加的理由", "理由")
    evidence: EvidenceList = also("补充的证据", "证据")


class InvalidationAmendment(Fact):
    """The patentee's amendment in invalidation proceedings."""

    KINDS = kinds("invalidation_amendment", "无效宣告程序修改文件", "无效宣告程序权利要求书修改")

    parts: Names = also("修改部分")
    """``claims``, ``description``, ``drawings``, ``pictures``, ``brief_explanation``."""
    full_replacement: Flag = also("全文替换页")
    comparison_table: Flag = also("修改对照表")
    claim_count_before: int | None = also("修改前权利要求数")
    claim_count_after: int | None = also("修改后权利要求数")
    scope_broadened: Flag = also("扩大保护范围")


class InvalidationDecision(Fact):
    """An earlier decision on the same patent; the event's day is that of the decision."""

    KINDS = kinds("invalidation_decision", "无效宣告请求审查决定", "无效宣告决定")

    grounds: Grounds = also("理由")
    evidence: EvidenceList = also("证据")
    revoked: Flag = also("被生效判决撤销")

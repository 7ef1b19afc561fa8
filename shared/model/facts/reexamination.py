"""The reexamination request and what surrounds it. Vocabulary: docs/facts/proceedings.md."""

from __future__ import annotations

from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds


class ReexaminationFiled(Fact):
    """Reexamination was asked for, in whatever form."""

    KINDS = kinds("reexamination_requested", "提出复审请求")


class ReexaminationRequest(Fact):
    """The request for reexamination (复审请求书)."""

    KINDS = kinds("reexamination_request", "复审请求书", "复审请求")

    against: Text = also("针对", "请求针对的决定")
    """The decision it is directed against, e.g. ``驳回决定``."""
    decision_received_on: Day = also("收到驳回决定日")
    requesters: Names = also("复审请求人", "请求人")
    reasons: Text = also("复审理由", "理由")
    rejected_claim_count: int | None = also("驳回文本权利要求数")
    """Number of claims that the rejection dealt with."""
    amended_claim_count: int | None = also("修改后权利要求数")
    claim_type_changed: Flag = also("改变权利要求类型")
    scope_broadened: Flag = also("扩大保护范围")


class ReexaminationCorrectionNotice(Fact):
    """The office asks for a correction of the request; the event's day is that of issue."""

    KINDS = kinds("reexamination_correction_notice", "复审请求补正通知书", "复审补正通知书")

    received_on: Day = also("收到日")
    defects: Names = also("缺陷")


class ReexaminationCorrection(Fact):
    """A correction of the request."""

    KINDS = kinds("reexamination_correction", "复审请求补正书", "复审补正书")

    remaining_defects: Names = also("仍存在的缺陷")
    """Defects of the notice that it leaves, in the same words."""

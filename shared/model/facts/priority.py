"""Papers and statements on a claimed priority. Vocabulary: docs/facts/priority-and-divisionals.md."""

from __future__ import annotations

from shared.model.facts.fees import FEE_NAMES, FeeKind
from shared.model.facts.reading import Day, Fact, Flag, Names, Text, also, kinds

PRIORITY_FEE = kinds(FeeKind.PRIORITY, *FEE_NAMES[FeeKind.PRIORITY])
RESTORATION_REQUESTS = kinds("priority_restoration_request", "恢复优先权请求书")


class PriorityCopy(Fact):
    """A certified copy of an earlier application."""

    KINDS = kinds("priority_copy", "priority_document", "在先申请文件副本", "优先权文件副本")

    application_number: Text = also("在先申请号")
    office: Text = also("原受理机构")
    filing_date: Day = also("在先申请日")
    applicants: Names = also("在先申请人", "申请人")


class PriorityAssignment(Fact):
    """Evidence that the right of priority was assigned."""

    KINDS = kinds("priority_assignment", "优先权转让证明", "优先权转让证明文件")

    application_number: Text = also("在先申请号")
    signed_by: Names = also("签字或盖章")


class PriorityChange(Fact):
    """A request to add or correct a priority claim (Rule 37)."""

    KINDS = kinds(
        "priority_change_request",
        "增加优先权要求请求书",
        "改正优先权要求请求书",
        "增加或者改正优先权要求请求书",
    )

    action: Text = also("请求内容")
    """``add`` (``增加``) or ``correct`` (``改正``)."""
    application_numbers: Names = also("application_number", "在先申请号")


class PriorityWithdrawal(Fact):
    """A declaration that withdraws claims of priority."""

    KINDS = kinds("priority_withdrawal", "撤回优先权声明")

    application_numbers: Names = also("application_number", "在先申请号")
    signed_by: Names = also("签字或盖章")


class PriorityStatements(Fact):
    """Further statements of the request on priority."""

    earliest_priority_date: Day = also("最早优先权日")
    """The day from which the applicant counts the terms."""


class RestorationRequest(Fact):
    """A request for restoration of a priority (Rules 36 and 128)."""

    KINDS = RESTORATION_REQUESTS

    application_number: Text = also("在先申请号")


class PublicationPrepared(Fact):
    """The office has completed the preparations for publication."""

    KINDS = kinds("publication_prepared", "公布准备完成", "做好公布准备")


class DeclaredDasCode(Fact):
    """What a priority claim of the request states on the digital access service."""

    das_code: Text = also("DAS码")
    electronic_exchange: Flag = also("电子交换")

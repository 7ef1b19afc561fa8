"""A divisional states its parent (CN-DIV-001; Rules 48 and 49)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity


@rule(
    "CN-DIV-001",
    zh="分案申请应写明原申请的申请号和申请日",
    en="A divisional states number and filing date of its parent",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(49, 3), guidelines("1.1.5.1.1")],
)
def parent_data_missing(case: Case) -> Drafts:
    """Report a divisional whose parent's number or filing date is not stated.

    Why:
        The divisional takes its filing date, and all terms, from its parent.

    Example:
        原申请号：（空）
    Use instead:
        原申请号202411792145.X，原申请日2024-12-06
    中文:
        分案申请没有写明原申请的申请号或者申请日时报告。分案申请保留原申请日，各种期限由此起算。

    """
    parent = case.bibliographic.parent
    if parent is None:
        raise NotApplicable("不是分案申请。", "This is no divisional.")
    pointer = "/bibliographic/parent"
    if not parent.application_number.strip():
        yield absent(
            f"{pointer}/application_number",
            zh="分案申请没有写明原申请的申请号，请填写。",
            en="This divisional does not state its parent's number: add it.",
        )
    if parent.filing_date is None:
        yield absent(
            f"{pointer}/filing_date",
            zh="分案申请没有写明原申请的申请日，请填写。",
            en="This divisional does not state its parent's filing date: add it.",
        )


RULES = (parent_data_missing,)

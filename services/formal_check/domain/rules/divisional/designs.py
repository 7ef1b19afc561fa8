"""Whole and part of a design are not divided (CN-DIV-008)."""

from __future__ import annotations

from services.formal_check.domain.abstention import Undecidable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import known
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import DESIGN, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.divisional.reading import parent_of
from services.formal_check.domain.rules.priority.reading import record_of_parent
from shared.contracts.formal_check import Consequence, Severity


@rule(
    "CN-DIV-008",
    zh="外观设计：整体不得分出局部，局部不得分出整体或者其他局部",
    en="Designs: no part out of a whole, no whole or other part out of a part",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.BIBLIOGRAPHIC, Input.DESIGN, Input.PAPERS],
    kinds=DESIGN,
    profiles=FILING,
    languages=None,
    basis=[guidelines("1.3.9.4.2", before=False)],
)
def part_and_whole(case: Case) -> Drafts:
    """Report a divided part of a product whose parent shows wholes, and the reverse.

    Why:
        Part and whole are different designs: one was not in the parent as a design of its own.
    Known problems:
        Whether a part is another part than the parent's is not told from data: no verdict then.

    Example:
        原申请摩托车整体，分案车座局部
    Use instead:
        原申请摩托车与头盔，分案头盔
    中文:
        原申请为产品整体外观设计而分案为局部，或者原申请为局部而分案为整体时报告。两者均为局部的，是否为其他局部由人判断。

    """
    parent = parent_of(case)
    design = case.design
    record = record_of_parent(case, parent.application_number)
    partial_parent = known(
        record.partial, "原申请是否为局部外观设计", "whether the parent is partial"
    )
    if partial_parent and design.partial:
        raise Undecidable(
            "原申请与分案申请均为局部外观设计，是否为其他局部请人工判断。",
            "Parent and divisional both show parts: a person has to tell whether it is another one.",
        )
    if partial_parent != design.partial:
        zh = "整体，不得将其局部" if design.partial else "局部，不得将其整体"
        en = "wholes, none of their parts" if design.partial else "a part, not the whole"
        yield placed(
            case.field("/design/partial", "局部" if design.partial else "整体"),
            zh=f"原申请为产品{zh}作为分案申请提出，请撤回或者陈述意见。",
            en=f"The parent shows {en} can be divided out: withdraw the divisional or argue.",
        )


RULES = (part_and_whole,)

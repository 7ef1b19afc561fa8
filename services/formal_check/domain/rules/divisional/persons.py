"""Applicants and inventors of a divisional and its parent (CN-DIV-004, 005)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.facts import known, unknown
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.divisional.reading import (
    divisional_rule,
    parent_of,
    source_record,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys


@divisional_rule(
    "CN-DIV-004",
    zh="分案申请人应与提出分案时原申请的申请人相同",
    en="A divisional's applicants are its parent's at the time of division",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.5.1.1")],
)
def applicants_differ(case: Case) -> Drafts:
    """Report applicants that are not exactly those of the parent.

    What is divided again has to have the applicants of that divisional.

    Why:
        A transfer has to be recorded for the parent first; else the divisional is deemed not filed.

    Example:
        原申请的申请人甲公司，分案申请人乙公司
    Use instead:
        先办理原申请的著录项目变更，再以乙公司名义分案
    中文:
        分案申请人与提出分案时原申请记录的申请人不同时报告，分案申请视为未提出。权利已转让的，应先办理原申请的变更手续。

    """
    parent_of(case)
    own = case.bibliographic.applicants
    if not own:
        unknown("申请人", "the applicants")
    recorded = known(source_record(case).applicants, "原申请的申请人", "the parent's applicants")
    if name_keys(party.name for party in own) != name_keys(recorded):
        yield placed(
            case.field("/bibliographic/applicants", "、".join(party.name for party in own)),
            zh="分案申请的申请人与原申请的申请人不同，视为未提出；请更正，或者先办理原申请的变更手续。",
            en="The applicants are not the parent's, and the divisional is deemed not filed: correct "
            "them, or record the transfer of the parent first.",
        )


@divisional_rule(
    "CN-DIV-005",
    zh="分案申请的发明人应是原申请的发明人或者其中的部分成员",
    en="A divisional's inventors are among its parent's",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST, Input.PAPERS],
    basis=[guidelines("1.1.5.1.1")],
)
def new_inventor(case: Case) -> Drafts:
    """Report every inventor that the parent's record does not have.

    Why:
        What the divisional claims was disclosed in the parent: nobody else can have invented it.

    Example:
        原申请发明人张三、李四，分案发明人王五
    Use instead:
        分案发明人张三
    中文:
        分案申请的发明人不在原申请记录的发明人之中时报告，应当补正；期满未补正的，视为撤回。

    """
    parent_of(case)
    recorded = name_keys(
        known(source_record(case).inventors, "原申请的发明人", "the parent's inventors")
    )
    for index, inventor in enumerate(case.bibliographic.inventors):
        if name_key(inventor.name) not in recorded:
            yield placed(
                case.field(f"/bibliographic/inventors/{index}/name", inventor.name),
                zh=f"发明人“{inventor.name}”不是原申请的发明人，请更正。",
                en=f"Inventor {index + 1} is not one of the parent's: correct the inventors.",
            )


RULES = (
    applicants_differ,
    new_inventor,
)

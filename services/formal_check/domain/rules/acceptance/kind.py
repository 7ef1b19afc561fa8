"""What protection is asked for is clear (CN-ACC-006, 008; Rule 44)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import parse_cn_application_number
from shared.model.identification import ApplicationKind

_KIND_NAMES = {
    ApplicationKind.INVENTION: ("发明", "invention"),
    ApplicationKind.UTILITY_MODEL: ("实用新型", "utility model"),
    ApplicationKind.DESIGN: ("外观设计", "design"),
}


@rule(
    "CN-ACC-006",
    zh="专利申请的类别应当明确",
    en="The kind of application is clear",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.REQUEST],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1)],
)
def kind_unclear(case: Case) -> Drafts:
    """Report a request from which the kind of application cannot be told.

    Why:
        Invention, utility model and design are examined differently; an unclear kind is not
        accepted.
    Known problems:
        Only asked when data of the request are given.

    Example:
        请求书未选择申请类别
    Use instead:
        申请类别：发明
    中文:
        有请求书数据而无法确定申请类别（发明、实用新型或者外观设计）时报告。

    """
    if case.profile.kind is not None:
        return
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查。", "Not checked: the request's data were not given."
        )
    yield absent(
        "request/kind",
        zh="申请类别不明确，请选择发明、实用新型或者外观设计。",
        en="The kind of application is unclear: choose invention, utility model or design.",
    )


@rule(
    "CN-ACC-008",
    zh="分案申请的类别应与原申请一致",
    en="A divisional keeps the kind of its parent",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    languages=None,
    basis=[rules(48, 3), guidelines("5.3.2.2")],
)
def divisional_changes_kind(case: Case) -> Drafts:
    """Compare the kind of a divisional with the kind that its parent's number shows.

    Why:
        A divisional is part of its parent and cannot become another right.

    Example:
        原申请为发明，分案申请为实用新型
    Use instead:
        均为发明
    中文:
        按原申请号判断原申请的类别，与分案申请不同时报告。

    """
    parent = case.bibliographic.parent
    if parent is None:
        raise NotApplicable("不是分案申请。", "This is no divisional.")
    number = parse_cn_application_number(parent.application_number)
    if number is None or number.kind is None or case.profile.kind is None:
        raise NotChecked(
            "无法从原申请号确定其类别，未检查。",
            "Not checked: the parent's number does not tell its kind.",
        )
    if number.kind is not case.profile.kind:
        zh, en = _KIND_NAMES[number.kind]
        own_zh, own_en = _KIND_NAMES[case.profile.kind]
        yield placed(
            case.field("/bibliographic/parent/application_number", parent.application_number),
            zh=f"原申请为{zh}，分案申请为{own_zh}；分案申请不得改变原申请的类别。",
            en=f"The parent is for a {en}, this divisional for a {own_en}: the kind may not change.",
        )


RULES = (
    kind_unclear,
    divisional_changes_kind,
)

"""The parts without which an application is not accepted (CN-ACC-001 … 003; Rule 44)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, law, rules
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import DESIGN, FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity


@rule(
    "CN-ACC-001",
    zh="发明申请应有请求书、说明书和权利要求书",
    en="An invention application has a request, a description and claims",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.REQUEST],
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), guidelines("5.3.2.2")],
)
def parts_missing(case: Case) -> Drafts:
    """Report a filing without claims or without a description.

    It serves utility models too, which need the same parts and drawings (CN-ACC-002). The request
    form comes apart from the package; where its data are absent that part is not checked.

    Why:
        Without these papers there is no filing date. Where priority is claimed, a missing part
        can be incorporated by reference within two months (CN-ACC-009).

    Example:
        申请包内只有请求书与说明书
    Use instead:
        申请包内有请求书、100001权利要求书、100002说明书
    中文:
        申请包中没有权利要求书或者没有说明书时报告，将不予受理。请求书另行提交，没有其数据的部分不作结论。
        要求了优先权的，可以在2个月内以援引在先申请的方式补交。

    """
    if not case.has_claims:
        yield absent(
            "claims",
            file=case.file_of("claims"),
            zh="没有权利要求书，申请将不予受理，请提交。",
            en="There are no claims: the application will not be accepted. Hand them in.",
        )
    if not case.has_description:
        yield absent(
            "description",
            file=case.file_of("description"),
            zh="没有说明书，申请将不予受理，请提交。",
            en="There is no description: the application will not be accepted. Hand it in.",
        )
    if not case.has_request:
        raise NotChecked(
            "未提供请求书数据，未检查请求书。", "Not checked: the request's data were not given."
        )


@rule(
    "CN-ACC-002",
    zh="实用新型申请应有说明书附图",
    en="A utility-model application has drawings",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), guidelines("5.3.2.2")],
)
def utility_model_drawings_missing(case: Case) -> Drafts:
    """Report a utility model without drawings.

    Why:
        Without drawings a utility model is not accepted.

    Example:
        实用新型申请包内无100003
    Use instead:
        含100003且至少一幅附图
    中文:
        实用新型申请没有说明书附图时报告，将不予受理。

    """
    if not case.figures:
        yield absent(
            "drawings",
            file=case.file_of("drawings"),
            zh="实用新型申请没有说明书附图，将不予受理，请提交。",
            en="This utility model has no drawings: it will not be accepted. Hand them in.",
        )


@rule(
    "CN-ACC-003",
    zh="外观设计申请应有请求书、图片或者照片和简要说明",
    en="A design application has a request, pictures and a brief explanation",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    profiles=FILING,
    languages=None,
    basis=[rules(44, 1), law(27, 1)],
)
def design_parts_missing(case: Case) -> Drafts:
    """Report a design filing without pictures or without a brief explanation.

    Why:
        The pictures define the design and the brief explanation says what it is for; without
        either the application is not accepted.

    Example:
        外观设计申请没有简要说明
    Use instead:
        请求书、六面视图和简要说明齐全
    中文:
        外观设计申请没有图片或者照片，或者没有简要说明时报告，将不予受理。

    """
    design = case.design_or_none
    if design is None or not design.views:
        yield absent(
            "design/views",
            zh="没有外观设计的图片或者照片，申请将不予受理，请提交。",
            en="There are no pictures of the design: it will not be accepted. Hand them in.",
        )
    if design is None or not any(unit.text.strip() for unit in design.brief_explanation):
        yield absent(
            "design/brief_explanation",
            zh="没有外观设计的简要说明，申请将不予受理，请提交。",
            en="There is no brief explanation: the design will not be accepted. Hand it in.",
        )


RULES = (
    parts_missing,
    utility_model_drawings_missing,
    design_parts_missing,
)

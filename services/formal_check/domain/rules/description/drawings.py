"""Drawings are described, and utility models have them (CN-DSC-005, 025)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.figures import figure_descriptions, figure_mentions
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity


@rule(
    "CN-DSC-005",
    zh="有附图的，说明书应有附图说明",
    en="With drawings there is a description of the drawings",
    severity=Severity.ERROR,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("1.1.4.2"), rules(20, 1)],
)
def drawings_not_described(case: Case) -> Drafts:
    """Report drawings that no part of the description explains.

    Lines such as 图1是…… count even where the heading 附图说明 is missing.

    Why:
        A reader needs to be told what each figure shows.

    Example:
        4幅附图，说明书没有“附图说明”
    Use instead:
        图1是本发明的结构示意图；图2是……
    中文:
        申请有附图而说明书没有附图说明部分，也没有“图N是……”的文字时报告。

    """
    if not case.figures or not case.has_description:
        return
    explained = case.shared(figure_descriptions)
    if not any(figure_mentions(paragraph.unit) for paragraph in explained):
        yield absent(
            "description/drawings_description",
            file=case.file_of("description"),
            zh="申请有附图，但说明书没有附图说明；请写明各幅附图的图名。",
            en="There are drawings, but the description does not explain them: say what each "
            "figure shows.",
        )


@rule(
    "CN-DSC-025",
    zh="实用新型说明书应有表示产品形状、构造的附图",
    en="A utility model has drawings of the product's shape or structure",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[rules(20, 5)],
)
def utility_model_without_drawings(case: Case) -> Drafts:
    """Report a utility model without drawings.

    Why:
        A utility model protects shape and structure, which drawings have to show; without them the
        application is not even accepted (CN-ACC-002).

    Example:
        实用新型申请没有说明书附图
    Use instead:
        图1：水杯的结构示意图
    中文:
        实用新型申请没有说明书附图时报告；该申请亦不予受理（CN-ACC-002）。

    """
    if not case.figures:
        yield absent(
            "drawings",
            zh="实用新型申请没有附图，请提交表示产品形状、构造的附图。",
            en="This utility model has no drawings: hand in figures of its shape or structure.",
        )


RULES = (
    drawings_not_described,
    utility_model_without_drawings,
)

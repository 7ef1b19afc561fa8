"""The figure that goes with the abstract (CN-ABS-007, 008, 010)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import (
    RULES_2010,
    RULES_2023,
    guidelines,
    rules,
    rules_2010,
)
from services.formal_check.domain.figures import drawn_numbers, figure_mentions
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Level, Severity
from shared.model.source import Location, TextUnit


@rule(
    "CN-ABS-007",
    zh="有附图的，应在请求书中指定一幅附图为摘要附图",
    en="With drawings, the request designates one of them for the abstract",
    severity=Severity.WARNING,
    level=Level.MAY_FOLLOW_LATER,
    reads=[Input.REQUEST, Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    effective_from=RULES_2023.effective_from,
    basis=[rules(26, 2, before=False)],
)
def abstract_figure_not_designated(case: Case) -> Drafts:
    """Report a request that designates no abstract figure although there are drawings.

    Why:
        Since 2024 the figure is no longer handed in apart but designated in the request.

    Example:
        有附图，请求书未指定摘要附图
    Use instead:
        摘要附图：图1
    中文:
        申请有附图而请求书没有指定摘要附图时报告。没有请求书数据的，不检查。

    """
    if not case.figures:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "request/abstract_figure_number",
            zh="请求书没有指定摘要附图，请指定一幅最能说明技术特征的说明书附图。",
            en="The request designates no abstract figure: name the figure that best shows the "
            "technical features.",
        )


@rule(
    "CN-ABS-007",
    zh="（旧版）有附图的应提供一幅摘要附图",
    en="(old version) With drawings, an abstract figure is handed in",
    severity=Severity.WARNING,
    level=Level.MAY_FOLLOW_LATER,
    reads=[Input.REQUEST, Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    effective_to=RULES_2010.effective_to,
    basis=[rules_2010(23, 2)],
)
def abstract_figure_missing_2010(case: Case) -> Drafts:
    """Report drawings without an abstract figure in an application filed before 2024-01-20.

    A figure that the request designates instead is accepted, as the office did for e-filings;
    without data of the request the rule gives no verdict.

    Why:
        The figure is printed with the abstract in the gazette.

    Example:
        有附图，未提交摘要附图
    Use instead:
        提交摘要附图
    中文:
        2024年1月20日前提交的申请有附图而没有摘要附图时报告。请求书指定了摘要附图的，予以认可；没有请求书
        数据的，不作结论。

    """
    if not case.figures:
        return
    abstract = case.abstract_or_none
    if abstract is not None and abstract.figure is not None:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "abstract/figure",
            file=case.file_of("abstract"),
            zh="申请有附图，但没有提供摘要附图，请补交或者在请求书中指定。",
            en="There are drawings but no abstract figure: hand it in or designate it.",
        )


def _designated(case: Case) -> tuple[int, Location] | None:
    """The abstract figure's number and where it is stated: the request, else the figure's label."""
    if case.has_request and case.request.abstract_figure_number is not None:
        number = case.request.abstract_figure_number
        return number, case.field("/request/abstract_figure_number", str(number))
    abstract = case.abstract_or_none
    figure = abstract.figure if abstract is not None else None
    if figure is None or figure.label is None:
        return None
    mentions = figure_mentions(TextUnit(id=figure.id, text=figure.label))
    if not mentions:
        return None
    place = figure.location or Location(file=case.file_of("abstract_figure"), text=figure.label)
    return mentions[0].number, place


@rule(
    "CN-ABS-008",
    zh="指定的摘要附图应是说明书附图之一",
    en="The abstract figure is one of the drawings",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.ABSTRACT, Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("1.1.4.5.2")],
)
def abstract_figure_unknown(case: Case) -> Drafts:
    """Compare the designated abstract figure with the drawings.

    Why:
        The abstract figure is taken from the drawings; another picture would be new matter.

    Example:
        指定图9为摘要附图（附图只有6幅）
    Use instead:
        指定图2为摘要附图
    中文:
        请求书指定的（或者摘要附图标明的）图号不在说明书附图之中时报告。

    """
    designated = _designated(case)
    if designated is None:
        raise NotChecked(
            "没有指定摘要附图的图号，未检查。",
            "Not checked: no number of an abstract figure is stated.",
        )
    number, place = designated
    drawn = case.shared(drawn_numbers)
    if number not in drawn:
        listed = "、".join(f"图{n}" for n in sorted(drawn)) or "无"
        yield placed(
            place,
            zh=f"指定的摘要附图图{number}不是说明书附图之一（现有：{listed}），请改正。",
            en=f"Figure {number}, designated for the abstract, is not among the drawings: correct it.",
        )


@rule(
    "CN-ABS-010",
    zh="实用新型摘要应有摘要附图，并写明图号",
    en="The abstract of a utility model has a figure, named by its number",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.ABSTRACT],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[guidelines("1.2.7.5")],
)
def utility_model_abstract_figure_missing(case: Case) -> Drafts:
    """Report a utility model without an abstract figure, handed in or designated.

    Why:
        A utility model is about shape and structure: its abstract needs a figure.
    Known problems:
        Without data of the request nobody can tell whether one was designated: not checked.

    Example:
        实用新型摘要没有摘要附图
    Use instead:
        摘要附图：图1
    中文:
        实用新型申请既没有提交摘要附图，请求书也没有指定时报告。没有请求书数据的，不作结论。

    """
    abstract = case.abstract_or_none
    if abstract is None:
        raise NotApplicable("没有摘要（见CN-ABS-001）。", "There is no abstract (CN-ABS-001).")
    if abstract.figure is not None:
        return
    if case.request.abstract_figure_number is None:
        yield absent(
            "abstract/figure",
            file=case.file_of("abstract"),
            zh="实用新型摘要没有摘要附图，请在请求书中指定并写明图号。",
            en="This utility model's abstract has no figure: designate one by its number.",
        )


RULES = (
    abstract_figure_not_designated,
    abstract_figure_missing_2010,
    abstract_figure_unknown,
    utility_model_abstract_figure_missing,
)

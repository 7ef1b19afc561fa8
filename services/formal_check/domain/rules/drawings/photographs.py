"""Photographs in place of drawings (CN-DRW-006, 007)."""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Draft, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import INVENTION, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.drawings.places import figure_place
from shared.contracts.formal_check import Severity
from shared.model.drawings import Figure
from shared.model.source import Location


def _photographs(case: Case) -> Iterator[tuple[Figure, Location]]:
    for figure in case.figures:
        for image in figure.images:
            content = (image.content or "").lower()
            if content == "ph" or "photo" in content or "照片" in content:
                yield figure, figure_place(case, figure)


@rule(
    "CN-DRW-006",
    zh="实用新型附图不得使用工程蓝图、照片",
    en="A utility model has no photographs or blueprints as drawings",
    severity=Severity.ERROR,
    reads=[Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.3")],
)
def utility_model_photograph(case: Case) -> Iterator[Draft]:
    """Report a figure that the papers themselves mark as a photograph.

    Why:
        Shape and structure have to be shown by lines.
    Known problems:
        The picture itself is not looked at: an unmarked photograph passes.

    Example:
        img-content="photograph"
    Use instead:
        线条图
    中文:
        实用新型附图在文件中标明为照片时报告。不分析图像本身。

    """
    for _, place in _photographs(case):
        yield placed(
            place,
            zh="实用新型的附图不得使用照片或者工程蓝图，请改用线条图。",
            en="A utility model may not use photographs or blueprints: replace it by a line drawing.",
        )


@rule(
    "CN-DRW-007",
    zh="发明附图一般不得使用照片",
    en="An invention normally has no photographs as drawings",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS],
    kinds=INVENTION,
    basis=[guidelines("1.1.4.3")],
)
def invention_photograph(case: Case) -> Iterator[Draft]:
    """Note a figure that the papers mark as a photograph.

    Why:
        Photographs are for what lines cannot show: metallographic structure, tissue, gels. Colour
        alone is no defect (CN-DRW-011).
    Known problems:
        The picture itself is not looked at, nor whether the exception applies.

    Example:
        产品照片（img-content="photograph"）
    Use instead:
        线条图；金相结构、组织细胞、电泳图谱可以使用照片
    中文:
        附图在文件中标明为照片时提示。金相结构、组织细胞或者电泳图谱等特殊情况可以使用照片，由审查员判断。

    """
    for _, place in _photographs(case):
        yield placed(
            place,
            zh="一般不得使用照片作为附图；如非金相结构、组织细胞、电泳图谱等情形，请改用线条图。",
            en="Photographs are normally not allowed: unless it shows metallography, tissue, a gel "
            "or the like, replace it by a line drawing.",
        )


RULES = (
    utility_model_photograph,
    invention_photograph,
)

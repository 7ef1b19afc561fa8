"""Numbers and labels of the figures (CN-DRW-001, 002)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.figures import drawn_figures
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.drawings.places import figure_place
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold

_LABEL = re.compile(
    r"(?:附?图\s{0,2}\d{1,3}\s{0,2}(?:-\d{1,3})?(?:[a-zA-Z]|\([a-zA-Z\d]\))?'?\s{0,2}(?:[、,和及与~至-]\s{0,2}(?=图|\d|[a-zA-Z]))?[a-zA-Z]?)+"
)


@rule(
    "CN-DRW-001",
    zh="附图按“图1，图2，……”顺序编号，连续、不重号",
    en="Figures are numbered 图1, 图2 … without gap or repetition",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DRAWINGS],
    basis=[rules(21, 1)],
)
def figure_numbers(case: Case) -> Drafts:
    """Report a figure whose number repeats, jumps, or stands out of order.

    Partial figures (图1a, 图1b) share a number. After a jump counting goes on from the number
    found, unless the next figure shows that only this label is wrong.

    Why:
        Text and drawings are matched by figure number.
    Known problems:
        Drawings without labels cannot be judged; the rule is then undecidable.

    Example:
        图1、图3
    Use instead:
        图1、图2
    中文:
        附图编号跳号、重号或者顺序颠倒时报告；图1a、图1b视为同一图号的分图。

    """
    drawn = case.shared(drawn_figures)
    if not drawn:
        raise NotApplicable("没有附图。", "There are no drawings.")
    expected = 1
    labels: set[str] = set()
    for index, entry in enumerate(drawn):
        label = re.sub(r"\s", "", fold(entry.figure.label or ""))
        place = figure_place(case, entry.figure)
        number = entry.numbers[0]
        if label in labels:
            yield placed(
                place,
                zh=f"附图编号“{entry.figure.label}”重复，请按“图1，图2，……”顺序编号。",
                en=f"The label “{entry.figure.label}” is used twice: number the figures 图1, 图2 ….",
            )
            number = expected
        elif number not in (expected - 1, expected):
            yield placed(
                place,
                zh=f"附图编号应当连续，此处应为图{expected}，实为图{number}。",
                en=f"Figures are numbered consecutively: this should be 图{expected}, not 图{number}.",
            )
            following = drawn[index + 1].numbers[0] if index + 1 < len(drawn) else None
            if following == expected + 1:
                number = expected  # one wrong label: the others go on as they should
        labels.add(label)
        expected = max(number, *entry.numbers[1:], expected - 1) + 1


@rule(
    "CN-DRW-002",
    zh="附图两幅以上的，用阿拉伯数字编号并冠以“图”字",
    en="Two or more figures are labelled 图 and an Arabic number",
    severity=Severity.WARNING,
    reads=[Input.DRAWINGS],
    basis=[guidelines("1.1.4.3")],
)
def figure_labels(case: Case) -> Drafts:
    """Report labels such as Fig.1 or 图一 and, in a filing, figures without any label.

    Why:
        The description refers to figures by 图 and number.

    Example:
        Fig.1；图一
    Use instead:
        图1
    中文:
        附图在两幅以上而编号不是“图”加阿拉伯数字（例如“Fig.1”“图一”），或者提交的附图没有编号时报告。

    """
    figures = case.figures
    if len(figures) < 2:
        raise NotApplicable("附图不足两幅。", "There are fewer than two figures.")
    for figure in figures:
        label = (figure.label or "").strip()
        place = figure_place(case, figure)
        if label and not _LABEL.fullmatch(fold(label)):
            yield placed(
                place,
                zh=f"附图编号“{label}”不规范，应为“图”加阿拉伯数字，例如“图{figure.position}”。",
                en=f"The label “{label}” should be 图 and an Arabic number, e.g. 图{figure.position}.",
            )
        elif not label and case.profile.name is ProfileName.FILING:
            yield placed(
                place,
                zh=f"第{figure.position}幅附图没有编号，请在附图正下方标明“图{figure.position}”。",
                en=f"Figure {figure.position} has no label: write 图{figure.position} below it.",
            )


RULES = (
    figure_numbers,
    figure_labels,
)

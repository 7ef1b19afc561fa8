"""Figures in the text against figures in the drawings (CN-DSC-006 … 008)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.figures import (
    described_figures,
    drawn_figures,
    drawn_numbers,
    figure_descriptions,
    figure_mentions,
)
from services.formal_check.domain.findings import Drafts, absent, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.description import DescriptionSection


@rule(
    "CN-DSC-006",
    zh="附图说明中的附图应当提交",
    en="Every figure that the description explains is handed in",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[rules(46, 1)],
)
def described_figure_missing(case: Case) -> Drafts:
    """Report a figure that the description of the drawings explains but the drawings lack.

    Why:
        The applicant has to hand the figure in, and then gets that day as filing date, or has to
        cancel its explanation: a risk worth a look before filing.
    Known problems:
        Drawings without labels cannot be matched; the rule is then undecidable.

    Example:
        图5是……（附图只有图1至图4）
    Use instead:
        补交图5，或者删除对图5的说明
    中文:
        附图说明写到而附图中没有的图号，逐一报告。补交附图的，以补交之日为申请日；取消该说明的，保留
        原申请日。

    """
    drawn = case.shared(drawn_numbers)
    seen: set[int] = set()
    for mention in case.shared(described_figures):
        if mention.number in drawn or mention.number in seen:
            continue
        seen.add(mention.number)
        yield at(
            mention.unit,
            mention.start,
            mention.end,
            zh=f"附图说明写有图{mention.number}，但没有提交该附图；请补交（以补交日为申请日）或者删除该说明。",
            en=f"Figure {mention.number} is explained but not among the drawings: hand it in (its "
            "day becomes the filing date) or delete the explanation.",
        )


@rule(
    "CN-DSC-007",
    zh="每幅附图都应有图面说明",
    en="Every figure is explained",
    severity=Severity.ERROR,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("2.2.2.2.5"), guidelines("1.2.7.2")],
)
def figure_not_described(case: Case) -> Drafts:
    """Report a figure of the drawings that the description of the drawings leaves out.

    Why:
        Where there is more than one figure, each has to be explained.
    Known problems:
        Drawings without labels cannot be matched; the rule is then undecidable.

    Example:
        附图有图1至图3，附图说明只写到图2
    Use instead:
        图3是图2中的A向视图
    中文:
        附图中有而附图说明没有说明的图号，逐一报告。

    """
    described = {mention.number for mention in case.shared(described_figures)}
    if not described:
        raise NotApplicable(
            "没有附图说明（见CN-DSC-005）。", "There is no description of drawings (CN-DSC-005)."
        )
    for drawn in case.shared(drawn_figures):
        for number in drawn.numbers:
            if number in described:
                continue
            described.add(number)
            zh = f"附图说明没有说明图{number}，请补充其图名。"
            en = f"Figure {number} is not explained: say what it shows."
            if drawn.figure.location is not None:
                yield placed(drawn.figure.location, zh=zh, en=en)
            else:
                yield absent(f"drawings/{drawn.figure.position}", zh=zh, en=en)


@rule(
    "CN-DSC-008",
    zh="正文引用的图号应当存在",
    en="Figure numbers cited in the text exist",
    severity=Severity.ERROR,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[rules(46, 1)],
)
def cited_figure_missing(case: Case) -> Drafts:
    """Report a figure number in the text that no figure of the drawings carries.

    Figures of the background art are left out: they may belong to a cited document. A figure that
    the description of the drawings explains is reported there (CN-DSC-006).

    Why:
        A reader cannot follow a reference to a figure that is not there, and a figure handed in
        later changes the filing date.
    Known problems:
        A figure of another document, mentioned outside the background art, is taken for one's own.

    Example:
        如图7所示（附图只有6幅）
    Use instead:
        如图6所示
    中文:
        正文提到而附图中没有的图号，逐处报告；背景技术中的图号可能属于引证文件，不检查；附图说明中的
        由CN-DSC-006报告。

    """
    drawn = case.shared(drawn_numbers)
    explaining = {paragraph.unit.id for paragraph in case.shared(figure_descriptions)}
    explained = {mention.number for mention in case.shared(described_figures)}
    for paragraph in case.paragraphs:
        if (
            paragraph.section is DescriptionSection.BACKGROUND_ART
            or paragraph.unit.id in explaining
        ):
            continue
        for mention in figure_mentions(paragraph.unit):
            if mention.number not in drawn and mention.number not in explained:
                yield at(
                    mention.unit,
                    mention.start,
                    mention.end,
                    zh=f"正文提到图{mention.number}，但附图中没有；请改正图号或者补交附图。",
                    en=f"Figure {mention.number} is not among the drawings: correct the number or "
                    "hand the figure in.",
                )


RULES = (
    described_figure_missing,
    figure_not_described,
    cited_figure_missing,
)

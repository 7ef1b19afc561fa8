"""What pictures of a design show: colours, drafting lines (CN-DSN-017, 022)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules, rules_2010
from services.formal_check.domain.findings import Draft, Drafts, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.brief_explanation import brief_explanation
from services.formal_check.domain.rules.designs.reading import design_rule, pictures_seen, views_of
from services.formal_check.domain.rules.designs.view_groups import design_statements, place_of_view
from shared.contracts.common import Message
from shared.contracts.formal_check import Severity


@design_rule(
    "CN-DSN-017",
    zh="请求保护色彩的，应在简要说明中声明并提交彩色图片或者照片",
    en="Claimed colour is stated in the explanation and shown in colour",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    profiles=FILING,
    basis=[rules(30, 3, before=False), rules_2010(27, 1), rules(31, 1)],
)
def claimed_colour(case: Case) -> Drafts:
    """Report a colour claim that the explanation lacks, and views stored without colour.

    Why:
        A colour that no view shows cannot be protected.
    Known problems:
        A picture stored in colour may still look grey: that is not seen.

    Example:
        声明保护色彩，视图为灰度图
    Use instead:
        彩色视图
    中文:
        请求保护色彩而简要说明没有声明，或者视图文件为灰度、黑白图像时报告。

    """
    explanation = case.shared(brief_explanation)
    stated = design_statements(case).colour_claimed
    if explanation.colour is None and not stated:
        raise NotApplicable("没有请求保护色彩。", "No colour is claimed.")
    if explanation.colour is None:
        last = explanation.units[-1]
        yield at(
            last,
            0,
            len(last.text),
            zh="请求书声明请求保护色彩，请在简要说明中写明“请求保护的外观设计包含色彩”。",
            en="The request claims colour: state it in the brief explanation.",
        )
    unknown = False
    for view in views_of(case):
        colour = view.image.colour
        unknown = unknown or colour is None
        if colour in ("grey", "bilevel"):
            yield placed(
                place_of_view(view),
                zh="请求保护色彩，但该视图不是彩色图像，请提交彩色图片或者照片。",
                en="Colour is claimed, but this picture has none: file it in colour.",
            )
    if unknown:
        raise NotChecked(
            "部分视图文件未提供或者未说明是否彩色，未全部检查。",
            "Not all checked: some picture files are missing or do not tell whether they are in colour.",
        )


_FORBIDDEN = {
    "hatching": ("阴影线", "hatching"),
    "leader": ("指示线", "leader lines"),
    "centre": ("中心线", "centre lines"),
    "dimension": ("尺寸线", "dimension lines"),
    "chain": ("点划线", "chain lines"),
}


@design_rule(
    "CN-DSN-022",
    zh="视图中不得有阴影线、指示线、中心线、尺寸线、点划线",
    en="Views have no hatching, leader, centre, dimension or chain lines",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
    basis=[guidelines("1.3.4.2.2")],
)
def drafting_lines(case: Case) -> Drafts:
    """Report lines of technical drawing that were seen in a view.

    Why:
        Lines that are no contour of the product change what is seen of the design.
    Known problems:
        Rests on recognition of the picture: a warning at most. Chain lines are allowed for the
        border of a claimed part; a person has to look.

    Example:
        视图中有尺寸线
    Use instead:
        仅有产品轮廓线
    中文:
        图片识别结果表明视图中有阴影线、指示线、中心线、尺寸线、点划线时提示。用点划线表示局部与其他部分
        分界的除外，由人判断。

    """
    looked = False
    for view, picture in pictures_seen(case):
        if picture.line_kinds is None:
            continue
        looked = True
        for kind in picture.line_kinds:
            if kind not in _FORBIDDEN or (kind == "chain" and case.design.partial):
                continue
            zh, en = _FORBIDDEN[kind]
            yield Draft(
                Message(
                    zh=f"视图中有{zh}，请删除，仅以轮廓线表达外观设计。",
                    en=f"The view shows {en}: remove them.",
                ),
                place_of_view(view),
                from_recognition=True,
            )
    if not looked:
        raise NotChecked(
            "未提供视图的线型（recognised_pictures.line_kinds），未检查。",
            "Not checked: the kinds of lines in the views were not given.",
        )


RULES = (
    claimed_colour,
    drafting_lines,
)

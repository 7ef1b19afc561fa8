"""The views of a design (CN-DSN-009 … 011)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import known
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.brief_explanation import brief_explanation
from services.formal_check.domain.rules.designs.reading import design_rule
from services.formal_check.domain.rules.designs.view_groups import (
    ORTHOGRAPHIC,
    VIEW_NAMES,
    by_group,
    design_statements,
    group_name,
    labelled_views,
    place_of_view,
)
from shared.contracts.formal_check import Severity
from shared.model.design import ViewKind
from shared.model.view_names import view_kind

_FLAT = re.compile(r"平面产品|平面设计产品")


def _is_interface(case: Case) -> bool:
    name = case.design.product_name
    stated = design_statements(case).graphical_user_interface
    return bool(stated) or (name is not None and "界面" in name.text)


def _is_flat(case: Case) -> bool | None:
    stated = design_statements(case).planar
    if stated is None and any(_FLAT.search(u.text) for u in case.design.brief_explanation):
        return True
    return stated


@design_rule(
    "CN-DSN-009",
    zh="立体产品应提交六面正投影视图，省略视图的应在简要说明中写明",
    en="Six orthographic views, or a statement of what is omitted and why",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    profiles=FILING,
    basis=[guidelines("1.3.4.2"), rules(31, 1)],
)
def orthographic_views(case: Case) -> Drafts:
    """Report orthographic views that are neither filed nor stated to be omitted.

    A product with no other views than front and back may be flat: then it is a warning, until the
    request says that it is not.

    Why:
        What no view shows is not protected; the reader has to know that nothing was forgotten.
    Known problems:
        Whether the reason given for an omission is true is not judged.

    Example:
        缺仰视图且未说明
    Use instead:
        简要说明：使用时底面不常见，省略仰视图。
    中文:
        立体产品缺少六面正投影视图之一而简要说明没有写明省略时报告。平面产品和图形用户界面不适用；
        仅提交主视图、后视图且未说明是否平面产品的，仅作警告。

    """
    flat = _is_flat(case)
    if flat or _is_interface(case):
        raise NotApplicable("平面产品或者图形用户界面。", "A flat product or an interface.")
    explanation = case.shared(brief_explanation)
    views = case.shared(by_group)
    if not views:
        raise NotChecked("没有视图，未检查。", "Not checked: there are no views.")
    for group, entries in views.items():
        filed = {entry.view.kind for entry in entries}
        missing = [k for k in ORTHOGRAPHIC if k not in filed and k.value not in explanation.omitted]
        maybe_flat = flat is None and filed <= {ViewKind.FRONT, ViewKind.BACK}
        if not missing:
            continue
        prefix = group_name(group)
        zh = "、".join(VIEW_NAMES[kind][0] for kind in missing)
        en = ", ".join(VIEW_NAMES[kind][1] for kind in missing)
        yield placed(
            place_of_view(entries[0].view),
            zh=f"{prefix}缺少{zh}，请补交，或者在简要说明中写明省略的视图及其原因"
            "（平面产品请说明是平面产品）。",
            en=f"{prefix or 'The design'} lacks: {en}. File them, or state in the explanation that "
            "they are omitted and why (or that the product is flat).",
            severity=Severity.WARNING if maybe_flat else None,
        )


_CORRECT = {
    "正视图": "主视图", "前视图": "主视图", "正面图": "主视图", "正面视图": "主视图", "主面图": "主视图",
    "背视图": "后视图", "背面图": "后视图", "背面视图": "后视图", "后面视图": "后视图",
    "左侧视图": "左视图", "左面视图": "左视图", "右侧视图": "右视图", "右面视图": "右视图",
    "顶视图": "俯视图", "上视图": "俯视图", "顶面视图": "俯视图", "俯面图": "俯视图",
    "底视图": "仰视图", "下视图": "仰视图", "底面视图": "仰视图", "仰面图": "仰视图",
    "立体视图": "立体图", "轴测图": "立体图", "效果图": "立体图", "透视图": "立体图",
    "爆炸图": "分解图", "使用状态图": "使用状态参考图",
}  # fmt: skip
_LEGAL = re.compile(
    r"(?:主视图|后视图|左视图|右视图|俯视图|仰视图)(?:\d{1,2})?|(?:[\u4e00-\u9fffA-Za-z\d]{0,12}?)(?:立体图|展开图|剖视图|剖面图|断面图|局部放大图|放大图|分解图"
    r"|使用状态参考图|参考图|变化状态图|界面视图|界面图|界面变化状态图|组合状态图)(?:\d{1,2})?"
    r"|(?:[\u4e00-\u9fffA-Za-z\d-]{1,12}?)(?:剖视图|剖面图|放大图)(?:\d{1,2})?"
    r"|(?:变化|打开|关闭|展开|折叠|收合)状态(?:\d{1,2})?(?:主视图|后视图|左视图|右视图|俯视图|仰视图|立体图)(?:\d{1,2})?"
)


@design_rule(
    "CN-DSN-010",
    zh="视图名称应当规范",
    en="Views have their proper names",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.2.1")],
)
def view_names(case: Case) -> Drafts:
    """Report a view without a name, or with a name that is not used for designs.

    Why:
        Each face has one name, so that explanation and views can be matched.
    Known problems:
        A label that names a state (打开状态立体图) is accepted as it is.

    Example:
        正视图；底视图
    Use instead:
        主视图；仰视图
    中文:
        视图没有名称，或者名称不是主视图、后视图、左视图、右视图、俯视图、仰视图、立体图、剖视图、
        放大图、变化状态图、参考图等规范名称时提示。

    """
    views = case.shared(labelled_views)
    if not views:
        raise NotChecked("没有视图，未检查。", "Not checked: there are no views.")
    for entry in views:
        name = re.sub(r"\s", "", entry.name)
        if _LEGAL.fullmatch(name):
            continue
        if not name:
            zh, en = "视图没有名称，请标明，例如“主视图”。", "The view has no name: state it."
        else:
            correct = _CORRECT.get(re.sub(r"\d+$", "", name))
            advice = f"应为“{correct}”" if correct else "请使用规范的视图名称，例如“主视图”"
            zh = f"视图名称“{entry.view.label}”不规范，{advice}。"
            en = f"“{entry.view.label}” is no proper name of a view: " + (
                f"write {correct}." if correct else "use one such as 主视图."
            )
        yield placed(place_of_view(entry.view), zh=zh, en=en)


@design_rule(
    "CN-DSN-011",
    zh="平面产品的设计要点涉及两个面的，应提交两面视图",
    en="A flat product whose design points concern both faces has two views",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
    profiles=FILING,
    basis=[guidelines("1.3.4.2")],
)
def flat_product_views(case: Case) -> Drafts:
    """Report a flat product that shows one of the two faces its design points concern.

    Why:
        A face that no view shows is not protected.

    Example:
        丝巾两面均有设计要点，仅提交主视图
    Use instead:
        主视图、后视图
    中文:
        请求书数据写明是平面产品、设计要点涉及两个面，而只提交一面视图且未说明省略时提示。

    """
    flat = _is_flat(case)
    if flat is False:
        raise NotApplicable("不是平面产品。", "It is no flat product.")
    known(flat, "是否平面产品（planar）", "whether the product is flat (planar)")
    faces = known(
        design_statements(case).design_point_faces,
        "设计要点涉及的面（design_point_faces）",
        "which faces the design points concern (design_point_faces)",
    )
    concerned = {view_kind(face) for face in faces} & {ViewKind.FRONT, ViewKind.BACK}
    explanation = case.shared(brief_explanation)
    for group, entries in case.shared(by_group).items():
        filed = {entry.view.kind for entry in entries}
        for kind in sorted(concerned - filed):
            if kind.value in explanation.omitted:
                continue
            zh, en = VIEW_NAMES[kind]
            yield placed(
                place_of_view(entries[0].view),
                zh=f"{group_name(group)}设计要点涉及两个面，缺少{zh}，请补交。",
                en=f"The design points concern this face: file the {en}.",
            )


RULES = (
    orthographic_views,
    view_names,
    flat_product_views,
)

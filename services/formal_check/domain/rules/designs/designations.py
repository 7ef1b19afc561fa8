"""What the brief explanation designates: a view, a basic design (CN-DSN-004, 013)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.brief_explanation import brief_explanation
from services.formal_check.domain.rules.designs.explanation_text import appending, comparable
from services.formal_check.domain.rules.designs.reading import design_rule
from services.formal_check.domain.rules.designs.view_groups import (
    design_count,
    is_set,
    labelled_views,
)
from shared.contracts.formal_check import Fix, Severity
from shared.model.design import ViewKind
from shared.model.view_names import view_kind


@design_rule(
    "CN-DSN-004",
    zh="简要说明应指定一幅最能表明设计要点的图片或者照片，该视图应当已提交",
    en="The brief explanation designates one view that shows the design points, and it is filed",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
    profiles=FILING,
    basis=[rules(31, 1)],
)
def designated_view(case: Case) -> Drafts:
    """Report an explanation that designates no view, or one that was not filed.

    Why:
        The designated view is published in the gazette.
    Known problems:
        Views without labels cannot be matched; then only the designation itself is asked for.

    Example:
        最能表明设计要点的图片或照片：立体图（未提交立体图）
    Use instead:
        最能表明设计要点的图片或照片：主视图。
    中文:
        简要说明没有指定最能表明设计要点的图片或者照片，或者所指定的视图没有提交时报告。

    """
    explanation = case.shared(brief_explanation)
    views = case.shared(labelled_views)
    last = explanation.units[-1]
    found = explanation.designated
    if found is None:
        first = next((entry for entry in views if entry.name), None)
        fixes: tuple[Fix, ...] = ()
        if first is not None:
            sentence = f"最能表明设计要点的图片或照片：{first.prefix}{first.name}。"
            fixes = (appending(last, sentence, "指定一幅视图。", "Designate a view."),)
        yield at(
            last,
            0,
            len(last.text),
            zh="简要说明没有指定最能表明设计要点的图片或者照片，请指定一幅。",
            en="No view is designated that best shows the design points: designate one.",
            fixes=fixes,
        )
        return
    named = [entry for entry in views if entry.name]
    if not named:
        return
    text = comparable(found.text)
    kind = view_kind(text)
    if any(entry.name in text for entry in named):
        return
    if kind is not ViewKind.OTHER and any(entry.view.kind is kind for entry in named):
        return
    yield at(
        found.unit,
        found.start,
        found.end,
        zh=f"指定的“{found.text}”不在所提交的视图中，请改为已提交的视图，或者补交该视图。",
        en=f"The designated “{found.text}” is not among the views: designate a filed one.",
    )


@design_rule(
    "CN-DSN-013",
    zh="相似外观设计应在简要说明中指定一项基本设计",
    en="With similar designs one is designated as the basic design",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    profiles=FILING,
    basis=[rules(31, 2)],
)
def basic_design(case: Case) -> Drafts:
    """Report several similar designs without a basic design.

    Why:
        Every further design is compared with the basic one.

    Example:
        设计1、设计2，简要说明未指定基本设计
    Use instead:
        指定设计1为基本设计。
    中文:
        一件申请包含两项以上相似外观设计而简要说明没有指定基本设计时报告。

    """
    if is_set(case) or design_count(case) < 2:
        raise NotApplicable("不是相似外观设计。", "There are no similar designs.")
    explanation = case.shared(brief_explanation)
    if explanation.basic_design is None:
        last = explanation.units[-1]
        yield at(
            last,
            0,
            len(last.text),
            zh="包含两项以上相似外观设计，请在简要说明中指定其中一项为基本设计。",
            en="There are similar designs: designate one of them as the basic design.",
            fixes=(
                appending(
                    last,
                    "指定设计1为基本设计。",
                    "指定设计1为基本设计。",
                    "Designate design 1 as the basic design.",
                ),
            ),
        )


RULES = (
    designated_view,
    basic_design,
)

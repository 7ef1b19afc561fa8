"""The views of a design and the designs of one application (CN-DSN-009 … 012, 014 … 016, 019)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.brief_explanation import brief_explanation
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.design_views import (
    ORTHOGRAPHIC,
    VIEW_NAMES,
    by_group,
    design_count,
    design_statements,
    group_name,
    is_set,
    labelled_views,
    place_of_view,
)
from services.formal_check.domain.facts import known
from services.formal_check.domain.findings import Drafts, absent, at, placed
from services.formal_check.domain.profile import DESIGN, FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.design import ViewKind
from shared.model.source import Location
from shared.model.view_names import view_kind

MOST_SIMILAR = 10
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


@rule(
    "CN-DSN-009",
    zh="立体产品应提交六面正投影视图，省略视图的应在简要说明中写明",
    en="Six orthographic views, or a statement of what is omitted and why",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
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


@rule(
    "CN-DSN-010",
    zh="视图名称应当规范",
    en="Views have their proper names",
    severity=Severity.WARNING,
    reads=[Input.DESIGN],
    kinds=DESIGN,
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


@rule(
    "CN-DSN-011",
    zh="平面产品的设计要点涉及两个面的，应提交两面视图",
    en="A flat product whose design points concern both faces has two views",
    severity=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
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


@rule(
    "CN-DSN-012",
    zh="一件申请中的相似外观设计不超过10项",
    en="At most 10 similar designs in one application",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
    basis=[rules(40, 1)],
)
def too_many_designs(case: Case) -> Drafts:
    """Report the eleventh similar design and further ones.

    Why:
        The Rules set the limit.

    Example:
        设计1至设计12
    Use instead:
        设计1至设计10，其余另行申请
    中文:
        一件申请中的相似外观设计超过10项时，从第11项起逐项报告。

    """
    if is_set(case):
        raise NotApplicable("成套产品不适用。", "It is a set of products.")
    if design_count(case) < 2:
        raise NotApplicable("不是相似外观设计。", "There are no similar designs.")
    seen: set[int] = set()
    for entry in case.shared(labelled_views):
        number = entry.view.design_number
        if number not in seen:
            seen.add(number)
            if len(seen) > MOST_SIMILAR:
                yield placed(
                    place_of_view(entry.view),
                    zh=f"相似外观设计不得超过{MOST_SIMILAR}项，请删除设计{number}或者另行提出申请。",
                    en=f"At most {MOST_SIMILAR} similar designs: delete design {number} or file it apart.",
                )


@rule(
    "CN-DSN-014",
    zh="多项设计的视图名称前应标注“设计N”“套件N”“组件N”",
    en="With several designs the view names begin with 设计N, 套件N or 组件N",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
    basis=[rules(40, 3), guidelines("1.3.4.2.1")],
)
def design_prefix(case: Case) -> Drafts:
    """Report views of several designs whose names do not begin with 设计N, 套件N or 组件N.

    The same name twice without a prefix counts as several designs.

    Why:
        Only the prefix tells which design a view shows.

    Example:
        主视图1、主视图2
    Use instead:
        设计1主视图、设计2主视图
    中文:
        一件申请包含多项设计、成套产品或者组件产品，而视图名称前没有“设计N”“套件N”“组件N”时逐幅报告。
        没有前缀而同名（主视图1、主视图2）的视图视为多项设计。

    """
    views = case.shared(labelled_views)
    bare = [entry for entry in views if not entry.prefix and entry.view.kind in ORTHOGRAPHIC]
    kinds = [entry.view.kind for entry in bare]
    repeated = {kind for kind in kinds if kinds.count(kind) > 1}
    several = design_count(case) > 1 or any(entry.prefix for entry in views)
    every = several or is_set(case)
    if not every and not repeated:
        raise NotApplicable("仅有一项设计。", "There is one design.")
    for entry in views:
        if not entry.prefix and (every or entry.view.kind in repeated):
            label = entry.view.label or ""
            yield placed(
                place_of_view(entry.view),
                zh=f"视图名称“{label}”前应标注“设计N”“套件N”或者“组件N”，例如“设计1{VIEW_NAMES.get(entry.view.kind, ('主视图',))[0]}”。",
                en=f"Put 设计N, 套件N or 组件N before “{label}”, e.g. 设计1主视图.",
            )


_MAIN_CLASS = re.compile(r"(\d{1,2})\s?[-－–—.]\s?\d{1,2}")


@rule(
    "CN-DSN-015",
    zh="成套产品的各件应属于洛迦诺分类表的同一大类",
    en="The products of a set belong to one Locarno class",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(40, 2)],
)
def set_in_one_class(case: Case) -> Drafts:
    """Compare the main classes of the products of a set.

    Why:
        Only products of one class that are sold or used together may share an application.
    Known problems:
        Whether they are sold together is not judged.

    Example:
        套件1：06-01；套件2：07-01
    Use instead:
        套件1：07-01；套件2：07-03
    中文:
        成套产品各件的洛迦诺分类号不属于同一大类时报告。

    """
    stated = design_statements(case)
    if not stated.set_of_products and stated.set_items is None:
        raise NotApplicable("不是成套产品。", "It is no set of products.")
    classes: list[tuple[str, str, str]] = []
    if stated.set_items is not None:
        for index, item in enumerate(stated.set_items):
            found = _MAIN_CLASS.search(fold(item.locarno or ""))
            if found is not None:
                pointer = f"/request/further/set_items/{index}/locarno"
                classes.append((pointer, item.locarno or "", found.group(1).zfill(2)))
    else:
        locarno = case.design.locarno_stated or ""
        classes = [
            ("/design/locarno", found.group(), found.group(1).zfill(2))
            for found in _MAIN_CLASS.finditer(fold(locarno))
        ]
    if not classes:
        raise NotChecked(
            "未提供各件产品的分类号（set_items），未检查。",
            "Not checked: the classes of the products (set_items) were not given.",
        )
    for pointer, text, main in classes[1:]:
        if main != classes[0][2]:
            yield placed(
                Location(file=case.file_of("request"), text=text, element=pointer),
                zh=f"成套产品应属于同一大类，此件属第{main}类，第一件属第{classes[0][2]}类，请分别提出申请。",
                en=f"This product is in class {main}, the first in {classes[0][2]}: file them apart.",
            )


@rule(
    "CN-DSN-016",
    zh="成套产品不得包含相似外观设计，也不得包含局部外观设计",
    en="A set has no similar designs and no partial designs",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
    profiles=FILING,
    basis=[guidelines("1.3.9.2.4"), guidelines("1.3.9.2", before=False)],
)
def set_without_variants(case: Case) -> Drafts:
    """Report several designs of one product of a set, and a set that is a partial design.

    Why:
        A set is one exception to the rule of one design per application, similar designs another;
        they do not add up.

    Example:
        套件1设计1主视图、套件1设计2主视图
    Use instead:
        套件1主视图、套件2主视图
    中文:
        成套产品中某一件有两项以上设计，或者成套产品为局部外观设计时报告。

    """
    views = case.shared(labelled_views)
    if not is_set(case):
        raise NotApplicable("不是成套产品。", "It is no set of products.")
    first: dict[int, int] = {}
    for entry in views:
        item, design, _ = entry.group
        if not item or not design:
            continue
        if first.setdefault(item, design) != design:
            yield placed(
                place_of_view(entry.view),
                zh=f"成套产品的套件{item}包含两项以上设计，请只保留一项，其余另行申请。",
                en=f"Item {item} of the set has several designs: keep one and file the rest apart.",
            )
    if case.design.partial:
        name = case.design.product_name
        message = (
            "成套产品的各项设计应为整体外观设计，不得为局部外观设计，请分别申请。",
            "The products of a set are claimed whole, not in part: file partial designs apart.",
        )
        if name is None:
            yield absent("design/name", zh=message[0], en=message[1])
        else:
            yield at(name, 0, len(name.text), zh=message[0], en=message[1])


@rule(
    "CN-DSN-019",
    zh="局部外观设计应以虚线与实线相结合等方式表明保护部分，其他方式须在简要说明中写明",
    en="A partial design shows its part by dashed and solid lines, or the explanation states it",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(30, 2), rules(31, 3, before=False)],
    introduced=True,
)
def partial_design_shown(case: Case) -> Drafts:
    """Report a partial design whose claimed part neither lines nor explanation tell.

    Why:
        Without it nobody knows what is protected.
    Known problems:
        Lines are known only where recognition, or a person, looked at the views.

    Example:
        半透明覆盖，简要说明未写明请求保护的部分
    Use instead:
        简要说明：请求保护的部分为未被半透明层覆盖的部分。
    中文:
        局部外观设计的视图没有虚线，简要说明也没有写明请求保护的部分时报告。没有图片识别结果的，不检查线型。

    """
    if not case.design.partial:
        raise NotApplicable("不是局部外观设计。", "It is no partial design.")
    explanation = case.shared(brief_explanation)
    if explanation.claimed_part is not None:
        return
    pictures = {picture.file: picture for picture in case.recognised_pictures}
    lines = [
        picture.line_kinds
        for view in case.design.views
        if (picture := pictures.get(view.image.path or "")) is not None
    ]
    if any(kinds is not None and "dashed" in kinds for kinds in lines):
        return
    if not lines or None in lines or len(lines) < len(case.design.views):
        raise NotChecked(
            "未提供视图的线型（recognised_pictures.line_kinds），未检查。",
            "Not checked: the kinds of lines in the views were not given.",
        )
    last = explanation.units[-1]
    yield at(
        last,
        0,
        len(last.text),
        zh="视图没有以虚线与实线表明要求保护的部分，请在简要说明中写明请求保护的部分。",
        en="No dashed lines show the claimed part: state in the explanation what is claimed.",
    )


RULES = (
    orthographic_views,
    view_names,
    flat_product_views,
    too_many_designs,
    design_prefix,
    set_in_one_class,
    set_without_variants,
    partial_design_shown,
)

"""Several designs in one application: similar ones and sets (CN-DSN-012, 014 … 016)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, absent, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.reading import design_rule
from services.formal_check.domain.rules.designs.view_groups import (
    ORTHOGRAPHIC,
    VIEW_NAMES,
    design_count,
    design_statements,
    is_set,
    labelled_views,
    place_of_view,
)
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.source import Location

MOST_SIMILAR = 10


@design_rule(
    "CN-DSN-012",
    zh="一件申请中的相似外观设计不超过10项",
    en="At most 10 similar designs in one application",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
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


@design_rule(
    "CN-DSN-014",
    zh="多项设计的视图名称前应标注“设计N”“套件N”“组件N”",
    en="With several designs the view names begin with 设计N, 套件N or 组件N",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN, Input.REQUEST],
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


@design_rule(
    "CN-DSN-015",
    zh="成套产品的各件应属于洛迦诺分类表的同一大类",
    en="The products of a set belong to one Locarno class",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
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


@design_rule(
    "CN-DSN-016",
    zh="成套产品不得包含相似外观设计，也不得包含局部外观设计",
    en="A set has no similar designs and no partial designs",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
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


RULES = (
    too_many_designs,
    design_prefix,
    set_in_one_class,
    set_without_variants,
)

"""Designs of a part of a product: name and views (CN-DSN-018, 019)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.brief_explanation import brief_explanation
from services.formal_check.domain.rules.designs.reading import design_rule, product_name
from shared.contracts.formal_check import Severity

_PART_OF = re.compile(r"[^的]{1,20}(?:的|之|上的|中的)[^的]{1,20}")


@design_rule(
    "CN-DSN-018",
    zh="局部外观设计的产品名称应写明要求保护的局部及其所在的整体产品",
    en="The name of a partial design states the part and the whole product",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN],
    basis=[guidelines("1.3.4.4.1", before=False)],
    introduced=True,
)
def partial_design_name(case: Case) -> Drafts:
    """Report the name of a partial design that does not say 整体的局部.

    Why:
        Part and product decide together what is protected.
    Known problems:
        Whether the words are right for the views is not judged.

    Example:
        车门
    Use instead:
        汽车的车门
    中文:
        局部外观设计的产品名称没有采用“整体产品的局部”形式时报告，例如应写“汽车的车门”。

    """
    if not case.design.partial:
        raise NotApplicable("不是局部外观设计。", "It is no partial design.")
    name = product_name(case)
    if not _PART_OF.search(name.text):
        yield whole(
            name,
            zh=f"局部外观设计的名称“{name.text.strip()}”应写明局部及其所在的整体产品，例如“汽车的车门”。",
            en=f"“{name.text.strip()}” should name the part and the whole product, as in 汽车的车门.",
        )


@design_rule(
    "CN-DSN-019",
    zh="局部外观设计应以虚线与实线相结合等方式表明保护部分，其他方式须在简要说明中写明",
    en="A partial design shows its part by dashed and solid lines, or the explanation states it",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.RECOGNISED_PICTURES],
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
    partial_design_name,
    partial_design_shown,
)

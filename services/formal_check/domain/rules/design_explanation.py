"""The brief explanation of a design (CN-DSN-001 … 004, 013, 021)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.brief_explanation import brief_explanation
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules, rules_2010
from services.formal_check.domain.design_views import (
    design_count,
    is_set,
    labelled_views,
)
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.profile import DESIGN, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.design import ViewKind
from shared.model.source import TextUnit
from shared.model.view_names import view_kind

_NOISE = re.compile(r"[\s“”\"'《》]+")


def _comparable(text: str) -> str:
    return _NOISE.sub("", fold(text)).rstrip(".,，。")


def _appending(unit: TextUnit, sentence: str, zh: str, en: str) -> Fix:
    """A suggested fix that adds a sentence at the end of the explanation."""
    end = len(unit.text)
    before = "" if unit.text.rstrip().endswith(("。", "；", ";")) else "。"
    return replacing(unit, end, end, before + sentence, safety=FixSafety.SUGGESTED, zh=zh, en=en)


@rule(
    "CN-DSN-001",
    zh="简要说明应写明产品名称，并与请求书一致",
    en="The brief explanation states the product's name, the same as the request",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(31, 1), guidelines("1.3.4.3")],
)
def explanation_name(case: Case) -> Drafts:
    """Report an explanation without the product's name, or with another one than the request's.

    Why:
        Name and explanation decide which product the design is for.

    Example:
        请求书：杯；简要说明：1. 本外观设计产品的名称：水杯。
    Use instead:
        两处均为“水杯”
    中文:
        简要说明没有写明产品名称，或者所写名称与请求书中的产品名称不一致时报告。

    """
    explanation = case.shared(brief_explanation)
    last = explanation.units[-1]
    stated, name = case.design.product_name, explanation.name
    if name is None:
        fixes: tuple[Fix, ...] = ()
        if stated is not None and stated.text.strip():
            sentence = f"本外观设计产品的名称：{stated.text.strip()}。"
            fixes = (_appending(last, sentence, "补写产品名称。", "Add the product's name."),)
        yield at(
            explanation.units[0],
            0,
            len(explanation.units[0].text),
            zh="简要说明没有写明外观设计产品的名称，请写明并与请求书一致。",
            en="The brief explanation does not name the product: add the request's name.",
            fixes=fixes,
        )
        return
    if stated is None:
        raise NotChecked(
            "未提供请求书中的产品名称，未检查。",
            "Not checked: the product's name of the request was not given.",
        )
    if _comparable(name.text) != _comparable(stated.text):
        yield at(
            name.unit,
            name.start,
            name.end,
            zh=f"简要说明中的产品名称“{name.text}”与请求书中的“{stated.text.strip()}”不一致，请改为一致。",
            en=f"The name “{name.text}” differs from the request's “{stated.text.strip()}”: make "
            "them equal.",
            related=(stated.locate(),),
            fixes=(
                replacing(
                    name.unit,
                    name.start,
                    name.end,
                    stated.text.strip(),
                    safety=FixSafety.SUGGESTED,
                    zh="改为请求书中的产品名称。",
                    en="Put the request's name.",
                ),
            ),
        )


@rule(
    "CN-DSN-002",
    zh="简要说明应写明产品用途",
    en="The brief explanation states the product's use",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(31, 1)],
)
def explanation_use(case: Case) -> Drafts:
    """Report an explanation that does not say what the product is for.

    Why:
        The use decides the product's class and with it the scope of protection.

    Example:
        1. 名称：水杯。2. 设计要点：在于形状。
    Use instead:
        2. 本外观设计产品的用途：用于盛水。
    中文:
        简要说明没有写明产品的用途时报告。用途有助于确定产品的类别。

    """
    explanation = case.shared(brief_explanation)
    if explanation.use is None:
        unit = explanation.units[0]
        yield at(
            unit,
            0,
            len(unit.text),
            zh="简要说明没有写明产品的用途，请补写，例如“本外观设计产品的用途：用于盛水。”。",
            en="The brief explanation does not state the product's use: add it.",
        )


@rule(
    "CN-DSN-003",
    zh="简要说明应写明设计要点",
    en="The brief explanation states the design points",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    profiles=FILING,
    basis=[rules(31, 1)],
)
def explanation_points(case: Case) -> Drafts:
    """Report an explanation without design points.

    Why:
        They tell what distinguishes the design: shape, pattern, colour, or a part of it.

    Example:
        1. 名称：水杯。2. 用途：用于盛水。
    Use instead:
        3. 本外观设计产品的设计要点：在于杯体形状。
    中文:
        简要说明没有写明设计要点时报告。设计要点是区别于现有设计的形状、图案或者其结合，或者部位。

    """
    explanation = case.shared(brief_explanation)
    if explanation.points is None:
        unit = explanation.units[0]
        yield at(
            unit,
            0,
            len(unit.text),
            zh="简要说明没有写明设计要点，请补写，例如“设计要点：在于产品的形状。”。",
            en="The brief explanation does not state the design points: add them.",
        )


@rule(
    "CN-DSN-004",
    zh="简要说明应指定一幅最能表明设计要点的图片或者照片，该视图应当已提交",
    en="The brief explanation designates one view that shows the design points, and it is filed",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
    kinds=DESIGN,
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
            fixes = (_appending(last, sentence, "指定一幅视图。", "Designate a view."),)
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
    text = _comparable(found.text)
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


@rule(
    "CN-DSN-013",
    zh="相似外观设计应在简要说明中指定一项基本设计",
    en="With similar designs one is designated as the basic design",
    severity=Severity.ERROR,
    reads=[Input.DESIGN, Input.REQUEST],
    kinds=DESIGN,
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
                _appending(
                    last,
                    "指定设计1为基本设计。",
                    "指定设计1为基本设计。",
                    "Designate design 1 as the basic design.",
                ),
            ),
        )


_PERFORMANCE = re.compile(
    r"美观(?:大方|耐用|实用)?|外形美观|造型(?:新颖|独特|美观|优美)|经久耐用|耐用|结实|散热(?:快|好|性能好)|性能(?:优异|优良|稳定|好)|"
    r"(?:使用|携带|操作|安装|清洗)(?:简单|方便|便捷)|节能(?:环保)?|省电|环保|安全可靠|质量好|寿命长|强度高|成本低|效率高|舒适(?:度高)?"
)
_INSIDE = re.compile(
    r"内部(?:结构|设有|设置|安装|装有)|(?:内置|内设|内装)(?:有)?[\u4e00-\u9fff]{1,8}"
)


@rule(
    "CN-DSN-021",
    zh="简要说明不得使用商业性宣传用语，也不得说明产品的性能和内部结构",
    en="No advertising, performance or inner structure in the brief explanation",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN],
    kinds=DESIGN,
    basis=[rules(31, 4, before=False), rules_2010(28, 3), guidelines("1.3.4.3")],
)
def explanation_advertises(case: Case) -> Drafts:
    """Find advertising, praise of performance and inner structure in the explanation.

    Why:
        A design protects what is seen; the explanation serves only to interpret the views.
    Known problems:
        Told by word lists; the use of a product may name a performance rightly (用于节能监测),
        so the stated use is left out.

    Example:
        本产品美观耐用、散热快。
    Use instead:
        设计要点在于产品的形状。
    中文:
        查找简要说明中的宣传用语、对性能的说明以及对内部结构的说明。写明用途的部分不检查。

    """
    explanation = case.shared(brief_explanation)
    use = explanation.use
    for unit in explanation.units:
        for pattern, zh, en in (
            (case.words(COMMERCIAL), "商业性宣传用语", "advertising"),
            (_PERFORMANCE, "对产品性能的说明", "a statement on performance"),
            (_INSIDE, "对内部结构的说明", "a statement on the inner structure"),
        ):
            for found in pattern.finditer(unit.text):
                if use is not None and use.unit is unit and use.start <= found.start() < use.end:
                    continue
                yield at(
                    unit,
                    *found.span(),
                    zh=f"“{found.group()}”属于{zh}，请删除。",
                    en=f"“{found.group()}” is {en}: delete it.",
                )


RULES = (
    explanation_name,
    explanation_use,
    explanation_points,
    designated_view,
    basic_design,
    explanation_advertises,
)

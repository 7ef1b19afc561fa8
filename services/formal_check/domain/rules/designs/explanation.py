"""The brief explanation: name, use, essential features, no praise (CN-DSN-001 … 003, 021)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules, rules_2010
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rules.designs.brief_explanation import brief_explanation
from services.formal_check.domain.rules.designs.explanation_text import appending, comparable
from services.formal_check.domain.rules.designs.reading import design_rule
from services.formal_check.domain.wording import COMMERCIAL
from shared.contracts.formal_check import Fix, FixSafety, Severity


@design_rule(
    "CN-DSN-001",
    zh="简要说明应写明产品名称，并与请求书一致",
    en="The brief explanation states the product's name, the same as the request",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
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
            fixes = (appending(last, sentence, "补写产品名称。", "Add the product's name."),)
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
    if comparable(name.text) != comparable(stated.text):
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


@design_rule(
    "CN-DSN-002",
    zh="简要说明应写明产品用途",
    en="The brief explanation states the product's use",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
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


@design_rule(
    "CN-DSN-003",
    zh="简要说明应写明设计要点",
    en="The brief explanation states the design points",
    severity=Severity.ERROR,
    reads=[Input.DESIGN],
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


_PERFORMANCE = re.compile(
    r"美观(?:大方|耐用|实用)?|外形美观|造型(?:新颖|独特|美观|优美)|经久耐用|耐用|结实|散热(?:快|好|性能好)|性能(?:优异|优良|稳定|好)|"
    r"(?:使用|携带|操作|安装|清洗)(?:简单|方便|便捷)|节能(?:环保)?|省电|环保|安全可靠|质量好|寿命长|强度高|成本低|效率高|舒适(?:度高)?"
)
_INSIDE = re.compile(
    r"内部(?:结构|设有|设置|安装|装有)|(?:内置|内设|内装)(?:有)?[\u4e00-\u9fff]{1,8}"
)


@design_rule(
    "CN-DSN-021",
    zh="简要说明不得使用商业性宣传用语，也不得说明产品的性能和内部结构",
    en="No advertising, performance or inner structure in the brief explanation",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESIGN],
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
    explanation_advertises,
)

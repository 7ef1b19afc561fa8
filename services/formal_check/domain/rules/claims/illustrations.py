"""Pictures, tables and pointers to figures in claims (CN-CLM-015 … 018)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import INVENTION, UTILITY_MODEL, ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import milder_when_published, name_of, words
from shared.contracts.formal_check import Severity
from shared.model.claims import Claim
from shared.model.source import InlineObject, Location

_NUMBERS = r"\d{1,3}[a-zA-Z]?(?:\s{0,2}[-~至和、或到,及与]{1,2}\s{0,2}(?:附?图)?\s{0,2}\d{1,3}[a-zA-Z]?){0,10}"
_FIGURE = re.compile(
    r"(?:如|参见|参照|参考|见|按照?|根据)\s{0,2}(?:说明书|本申请|本发明)?(?:的|中)?\s{0,2}(?:上|下|附)?图\s{0,2}"
    r"(?:"
    + _NUMBERS
    + r")?\s{0,2}(?:中|上)?\s{0,2}(?:所示出?|所述|示出|所给出?|所描述|显示|所标|所绘)"
    r"|(?:附图|(?<![\u3400-\u9fff])图)\s{0,2}" + _NUMBERS + r"\s{0,2}(?:中|上)?所(?:示|述)"
)
_DESCRIPTION = re.compile(
    r"(?:如|按照?|根据|参见|参照|见)?\s{0,2}(?:本申请|本发明|本)?(?:的)?说明书(?!附图标记)[^,;。\n]{0,20}?"
    r"(?:所述|所示|描述|记载|公开|部分|实施例)"
)
_MEASURED = re.compile(r"图谱|衍射|光谱|色谱|曲线|XRD|XRPD|NMR|DSC|TGA|序列")


def _object_place(claim: Claim, each: InlineObject) -> Location:
    """Where it stands; the words in it, such as a table's cells, are quoted."""
    place = each.location
    if place is not None:
        words = claim.unit.locate(place.unit_start or 0, place.unit_end or 0).text
        return place.model_copy(update={"text": words})
    return claim.unit.locate(each.offset, each.offset)


@rule(
    "CN-CLM-015",
    zh="权利要求中不得有插图",
    en="Claims have no illustrations",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(22, 3)],
)
def illustration(case: Case) -> Drafts:
    """Find pictures in claims that are not marked as chemical or mathematical formulae.

    Why:
        The scope of protection is stated in words; only formulae may be drawn.
    Known problems:
        In publications, pictures often stand for a formula or a rare character without being marked
        so: there it is a notice.

    Example:
        权利要求中插入产品结构图
    Use instead:
        权利要求中仅有化学式或者数学式
    中文:
        查找权利要求中未标为化学式或数学式的图片。公布文本中图片常代替公式或生僻字而未加标注，故仅提示。

    """
    published = case.profile.name is ProfileName.PUBLISHED
    for claim in case.claims:
        for each in claim.unit.inline_objects:
            if each.kind == "image":
                yield placed(
                    _object_place(claim, each),
                    zh=f"权利要求{name_of(claim)}含有插图，权利要求中只可有化学式或数学式，请改用文字或标明为公式。",
                    en=f"Claim {name_of(claim)} holds a picture: describe it in words, or mark it as a "
                    "formula if it is one.",
                    severity=Severity.NOTICE if published else None,
                )


def _tables(case: Case, zh: str, en: str) -> Drafts:
    for claim in case.claims:
        for each in claim.unit.inline_objects:
            if each.kind == "table":
                yield placed(
                    _object_place(claim, each),
                    zh=f"权利要求{name_of(claim)}含有表格，{zh}",
                    en=f"Claim {name_of(claim)} holds a table: {en}",
                )


@rule(
    "CN-CLM-016",
    zh="权利要求中必要时可以有表格",
    en="Tables in claims: only where necessary",
    severity=Severity.NOTICE,
    reads=[Input.CLAIMS],
    kinds=INVENTION,
    basis=[guidelines("1.1.4.4"), guidelines("2.2.3.3")],
)
def table_in_claim(case: Case) -> Drafts:
    """Note tables in the claims of an invention.

    Why:
        A table is allowed only where it states the subject more clearly than words.

    Example:
        权利要求中含有成分表
    Use instead:
        用文字写明各成分的含量
    中文:
        发明的权利要求含有表格时提示。只有表格能更清楚地说明要求保护的主题时才允许使用。

    """
    yield from _tables(
        case,
        "请确认确有必要，否则改用文字表述。",
        "make sure that it is necessary, else use words.",
    )


@rule(
    "CN-CLM-017",
    zh="实用新型的权利要求通常不得有表格",
    en="The claims of a utility model normally have no tables",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.4")],
)
def table_in_utility_model(case: Case) -> Drafts:
    """Find tables in the claims of a utility model.

    Why:
        Shape and structure are stated in words.

    Example:
        权利要求中含有尺寸表
    Use instead:
        用文字写明各尺寸
    中文:
        查找实用新型权利要求中的表格。产品的形状、构造应当用文字表述。

    """
    yield from _tables(case, "实用新型通常不得有表格，请改用文字表述。", "use words.")


@rule(
    "CN-CLM-018",
    zh="权利要求不得使用“如说明书……所述”“如图……所示”",
    en="Claims do not say “as described in …” or “as shown in Fig. …”",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(22, 3)],
)
def points_elsewhere(case: Case) -> Drafts:
    """Find references from a claim to the description or to a figure.

    Why:
        The claims alone define the scope; they may point elsewhere only where it is absolutely
        necessary.
    Known problems:
        Spectra and diffraction patterns often cannot be put into words: there it is a warning.

    Example:
        如图2所示的支架
    Use instead:
        支架(3)
    中文:
        查找权利要求中“如图……所示”“如说明书……所述”等用语。图谱、衍射图等难以用文字表述的，仅作提示。

    """
    for claim in case.claims:
        for pattern in (_FIGURE, _DESCRIPTION):
            for found in words(case, claim.unit, pattern):
                around = claim.unit.text[max(0, found.start() - 40) : found.end() + 20]
                yield at(
                    claim.unit,
                    *found.span(),
                    zh=f"权利要求{name_of(claim)}使用了“{claim.unit.text[found.start() : found.end()]}”，除绝对必要外不得引用说明书或附图，"
                    "请直接写明技术特征。",
                    en=f"Claim {name_of(claim)} points to the description or a figure: state the feature "
                    "itself.",
                    severity=Severity.WARNING
                    if _MEASURED.search(around)
                    else milder_when_published(case),
                )


RULES = (
    illustration,
    table_in_claim,
    table_in_utility_model,
    points_elsewhere,
)

"""Form of the claims' text: full stops, lines, pictures, tables, figures (CN-CLM-004, 005, 015 … 018)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, placed, replacing
from services.formal_check.domain.profile import INVENTION, UTILITY_MODEL, ProfileName
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims_reading import (
    milder_when_published,
    name_of,
    object_spans,
    words,
)
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.claims import Claim
from shared.model.source import InlineObject, Location, TextUnit

_CLOSING = "\"'”’」』)》"
_LOOSE = ",;:、"
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


@rule(
    "CN-CLM-004",
    zh="每项权利要求只在结尾使用句号",
    en="A claim has one full stop, at its end",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3"), guidelines("1.2.7.4")],
)
def full_stops(case: Case) -> Drafts:
    """Find full stops within a claim, and claims that end without one.

    Why:
        A claim is one sentence; a full stop in it leaves open whether what follows belongs to it.
    Known problems:
        A Western full stop at the end is accepted. A claim that ends with a formula, table or
        picture may lack the stop. In a publication this is a warning.

    Example:
        一种水杯，包括杯体。还包括盖。
    Use instead:
        一种水杯，包括杯体和盖。
    中文:
        查找权利要求中间的句号，以及结尾没有句号的权利要求。每项权利要求只能在结尾用一个句号。以公式、表格结尾的不要求句号。

    """
    for claim in case.claims:
        unit = claim.unit
        folded = fold(unit.text)
        last = end = len(folded.rstrip())
        while end and folded[end - 1] in _CLOSING:
            end -= 1
        spans = object_spans(unit)
        for found in re.finditer("。", folded[: max(end - 1, 0)]):
            place = found.start()
            if any(low <= place < high for low, high in spans):
                continue
            yield at(
                unit,
                place,
                place + 1,
                zh=f"权利要求{name_of(claim)}中间有句号，请改用分号或逗号，只在结尾用句号。",
                en=f"Claim {name_of(claim)} has a full stop within: use a semicolon or comma.",
                severity=milder_when_published(case),
                fixes=(_stop_fix(unit, place, place + 1, "；", FixSafety.SUGGESTED),),
            )
        if end and folded[end - 1] not in "。." and not _ends_with_object(unit, end):
            loose = folded[last - 1] in _LOOSE
            yield at(
                unit,
                last - 1,
                last,
                zh=f"权利要求{name_of(claim)}结尾没有句号，请在结尾使用句号。",
                en=f"Claim {name_of(claim)} does not end with a full stop: add one.",
                severity=milder_when_published(case),
                fixes=(_stop_fix(unit, last - 1 if loose else last, last, "。", FixSafety.SAFE),),
            )


def _stop_fix(unit: TextUnit, start: int, end: int, mark: str, safety: FixSafety) -> Fix:
    return replacing(
        unit, start, end, mark, safety=safety, zh=f"改为“{mark}”。", en=f"Put “{mark}” here."
    )


def _ends_with_object(unit: TextUnit, end: int) -> bool:
    return any(each.offset >= end for each in unit.inline_objects) or any(
        high >= end for _, high in object_spans(unit)
    )


@rule(
    "CN-CLM-005",
    zh="分行和分小段处只可用分号或逗号",
    en="Lines within a claim end with a semicolon or comma",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.4")],
)
def line_ends(case: Case) -> Drafts:
    """Find lines within a claim that end with anything but a semicolon or comma.

    Why:
        A claim in several lines stays one sentence.
    Known problems:
        A colon before a list (包括：) is accepted, as offices do.

    Example:
        1. 一种水杯，包括杯体。（换行）盖……
    Use instead:
        1. 一种水杯，包括杯体；（换行）盖……
    中文:
        查找实用新型权利要求中不以分号或逗号结束的分行处。引出列举的冒号予以接受。

    """
    for claim in case.claims:
        folded = fold(claim.unit.text)
        for found in re.finditer(r"\n", folded.rstrip()):
            end = len(folded[: found.start()].rstrip())
            if end == 0 or folded[end - 1] in ",;:" or folded[found.end() :].lstrip()[:1] == "":
                continue
            yield at(
                claim.unit,
                end - 1,
                end,
                zh=f"权利要求{name_of(claim)}分行处用了“{claim.unit.text[end - 1]}”，分行处只可用分号或逗号，请更正。",
                en=f"A line of claim {name_of(claim)} ends with “{claim.unit.text[end - 1]}”: use a "
                "semicolon or comma.",
            )


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
    full_stops,
    line_ends,
    illustration,
    table_in_claim,
    table_in_utility_model,
    points_elsewhere,
)

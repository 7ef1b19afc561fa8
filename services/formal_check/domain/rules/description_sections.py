"""The parts of the description and their headings (CN-DSC-002 … 005, 022 … 025)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.figures import figure_descriptions, figure_mentions
from services.formal_check.domain.findings import Drafts, absent, at, replacing, whole
from services.formal_check.domain.profile import FILING, INVENTION, UTILITY_MODEL
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, FixSafety, Severity
from shared.model.description import DescriptionSection, Paragraph
from shared.model.identification import ApplicationKind
from shared.model.source import TextUnit

_ORDER = (
    DescriptionSection.TECHNICAL_FIELD,
    DescriptionSection.BACKGROUND_ART,
    DescriptionSection.SUMMARY,
    DescriptionSection.DRAWINGS_DESCRIPTION,
    DescriptionSection.EMBODIMENTS,
)
_NAMES = {
    DescriptionSection.TECHNICAL_FIELD: ("技术领域", "technical field"),
    DescriptionSection.BACKGROUND_ART: ("背景技术", "background art"),
    DescriptionSection.SUMMARY: ("发明内容", "summary of the invention"),
    DescriptionSection.DRAWINGS_DESCRIPTION: ("附图说明", "description of the drawings"),
    DescriptionSection.EMBODIMENTS: ("具体实施方式", "detailed embodiments"),
}


def _name(case: Case, section: DescriptionSection) -> tuple[str, str]:
    if section is DescriptionSection.SUMMARY and case.profile.kind is ApplicationKind.UTILITY_MODEL:
        return "实用新型内容", "content of the utility model"
    return _NAMES[section]


def openings(case: Case) -> tuple[tuple[DescriptionSection, TextUnit], ...]:
    """The headings that open a section, whether filed as headings or paragraphs, in file order."""
    found = [(h.before_paragraph, 0, h.section, h.unit) for h in case.headings if h.section]
    found += [
        (place, 1, p.opens_section, p.unit)
        for place, p in enumerate(case.paragraphs)
        if p.opens_section
    ]
    found.sort(key=lambda item: item[:2])
    return tuple((section, unit) for _, _, section, unit in found)


@rule(
    "CN-DSC-002",
    zh="说明书应有技术领域、背景技术、发明（实用新型）内容、附图说明、具体实施方式各部分的标题",
    en="The description has the headings of its five parts",
    severity=Severity.ERROR,
    reads=[Input.HEADINGS, Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[rules(20, 2), guidelines("1.1.4.2")],
)
def section_heading_missing(case: Case) -> Drafts:
    """Report each of the five headings that the description lacks.

    附图说明 is asked for only where there are drawings. Usual variants of a heading are accepted,
    with or without brackets, and a heading that was filed as a paragraph of its own counts.

    Why:
        The headings let readers and machines find the parts that Rule 20 prescribes.
    Known problems:
        Rule 20 allows another form where the nature of the invention calls for it; a person has
        to judge that. PCT utility models are exempt (CN-PCT-018).

    Example:
        技术领域 …… 发明内容 …… 具体实施方式（缺“背景技术”）
    Use instead:
        技术领域 / 背景技术 / 发明内容 / 附图说明 / 具体实施方式
    中文:
        逐一检查五个部分的标题，缺少的分别报告；没有附图的不要求“附图说明”。常见的标题写法、带括号的
        标题以及作为单独段落提交的标题均予认可。细则第20条允许因发明的性质采用其他方式，由审查员判断。

    """
    if not case.has_description:
        raise NotApplicable("没有说明书正文。", "There is no text of a description.")
    present = {section for section, _ in openings(case)}
    for section in _ORDER:
        if section in present:
            continue
        if section is DescriptionSection.DRAWINGS_DESCRIPTION and not case.figures:
            continue
        zh, en = _name(case, section)
        yield absent(
            f"description/{section.value}",
            file=case.file_of("description"),
            zh=f"说明书缺少标题“{zh}”，请在该部分前面写明标题。",
            en=f"The description lacks the heading “{zh}” ({en}): put it before that part.",
        )


@rule(
    "CN-DSC-003",
    zh="说明书各部分按规定顺序撰写",
    en="The parts of the description stand in the prescribed order",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION],
    basis=[rules(20, 2)],
)
def sections_out_of_order(case: Case) -> Drafts:
    """Report a heading that stands before one which should precede it.

    Why:
        Rule 20 prescribes field, background, content, drawings, embodiments, in this order.
    Known problems:
        Another order is allowed where it is shorter and clearer.

    Example:
        背景技术 …… 技术领域 ……
    Use instead:
        技术领域 …… 背景技术 ……
    中文:
        某一部分的标题出现在本应位于其后的部分之后时报告。细则第20条第2款允许因性质特殊采用其他顺序。

    """
    furthest = -1
    for section, unit in openings(case):
        if section not in _ORDER:
            continue
        place = _ORDER.index(section)
        if place < furthest:
            zh, en = _name(case, section)
            before_zh, before_en = _name(case, _ORDER[furthest])
            yield whole(
                unit,
                zh=f"“{zh}”应当写在“{before_zh}”之前，请调整顺序。",
                en=f"“{zh}” ({en}) belongs before “{before_zh}” ({before_en}): change the order.",
            )
        furthest = max(furthest, place)


@rule(
    "CN-DSC-004",
    zh="无附图的，说明书不包括附图说明及其标题",
    en="Without drawings there is no description of drawings",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION, Input.DRAWINGS],
    kinds=INVENTION,
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def drawings_heading_without_drawings(case: Case) -> Drafts:
    """Report the heading 附图说明 in an application that has no drawings.

    Why:
        Either the part is superfluous, or drawings are missing; handing them in later changes the
        filing date (CN-DSC-006).

    Example:
        附图说明（申请中没有附图）
    Use instead:
        删除该标题及其内容，或者补交附图
    中文:
        申请没有附图而说明书有“附图说明”标题时报告：或者删除该部分，或者补交附图（将影响申请日）。

    """
    if case.figures:
        return
    for section, unit in openings(case):
        if section is DescriptionSection.DRAWINGS_DESCRIPTION:
            yield whole(
                unit,
                zh="申请没有附图，说明书不应有“附图说明”；请删除，或者补交附图（将以补交日为申请日）。",
                en="There are no drawings, so there is nothing to describe: delete this part, or "
                "hand in the drawings (their day becomes the filing date).",
            )


@rule(
    "CN-DSC-005",
    zh="有附图的，说明书应有附图说明",
    en="With drawings there is a description of the drawings",
    severity=Severity.ERROR,
    reads=[Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[guidelines("1.1.4.2"), rules(20, 1)],
)
def drawings_not_described(case: Case) -> Drafts:
    """Report drawings that no part of the description explains.

    Lines such as 图1是…… count even where the heading 附图说明 is missing.

    Why:
        A reader needs to be told what each figure shows.

    Example:
        4幅附图，说明书没有“附图说明”
    Use instead:
        图1是本发明的结构示意图；图2是……
    中文:
        申请有附图而说明书没有附图说明部分，也没有“图N是……”的文字时报告。

    """
    if not case.figures or not case.has_description:
        return
    explained = case.shared(figure_descriptions)
    if not any(figure_mentions(paragraph.unit) for paragraph in explained):
        yield absent(
            "description/drawings_description",
            file=case.file_of("description"),
            zh="申请有附图，但说明书没有附图说明；请写明各幅附图的图名。",
            en="There are drawings, but the description does not explain them: say what each "
            "figure shows.",
        )


_INVENTION_WORD = re.compile(r"本发明(?!人)")


@rule(
    "CN-DSC-022",
    zh="实用新型说明书使用“实用新型内容”，不混用“本发明”",
    en="A utility model speaks of the utility model, not of the invention",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION],
    kinds=UTILITY_MODEL,
    basis=[guidelines("1.2.7.2")],
)
def utility_model_called_invention(case: Case) -> Drafts:
    """Find the heading 发明内容 and the words 本发明 in a utility model.

    Each paragraph is reported once, at the first place.

    Why:
        The third part of a utility model is headed 实用新型内容; 本发明 names another right.

    Example:
        发明内容 …… 本发明提供一种水杯
    Use instead:
        实用新型内容 …… 本实用新型提供一种水杯
    中文:
        实用新型说明书中出现标题“发明内容”或者“本发明”时报告，每段报告第一处。

    """
    for section, unit in openings(case):
        text = unit.text
        start = text.find("发明")
        if section is DescriptionSection.SUMMARY and start >= 0:
            yield at(
                unit,
                start,
                start + 2,
                zh="实用新型说明书第三部分的标题应为“实用新型内容”，请更正。",
                en="The third part of a utility model is headed 实用新型内容: correct it.",
                fixes=(
                    replacing(
                        unit,
                        start,
                        start + 2,
                        "实用新型",
                        safety=FixSafety.SUGGESTED,
                        zh="改为“实用新型”。",
                        en="Change it to 实用新型.",
                    ),
                ),
            )
    for paragraph in case.paragraphs:
        found = _INVENTION_WORD.search(paragraph.unit.text)
        if found:
            yield at(
                paragraph.unit,
                *found.span(),
                zh="实用新型说明书中使用了“本发明”，请改为“本实用新型”。",
                en="This utility model calls itself an invention: write 本实用新型.",
                fixes=(
                    replacing(
                        paragraph.unit,
                        *found.span(),
                        "本实用新型",
                        safety=FixSafety.SUGGESTED,
                        zh="改为“本实用新型”。",
                        en="Change it to 本实用新型.",
                    ),
                ),
            )


_ELEMENTS = (
    (
        "要解决的技术问题",
        "the technical problem",
        re.compile(
            r"问题|目的|缺[点陷]|不足|缺乏|弊端|弊病|任务|难以|困难|难题|克服|解决|避免|旨在|为了|需求|瓶颈|需要"
        ),
    ),
    (
        "技术方案",
        "the technical solution",
        re.compile(
            r"方案|特征|包括|包含|措施|手段|步骤|组成|构成|实现|提供|采用|设有|设置|含有|由|具有"
        ),
    ),
    (
        "有益效果",
        "the beneficial effects",
        re.compile(
            r"效果|优点|优势|好处|有益|提高|降低|减少|改善|增强|增加|优异|节约|节省|避免|便于|方便|能够|可以|使得|有利|特点|良好|简单"
        ),
    ),
)


@rule(
    "CN-DSC-023",
    zh="发明内容写明技术问题、技术方案和有益效果",
    en="The summary states problem, solution and effects",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION],
    profiles=FILING,
    basis=[rules(20, 1)],
)
def summary_element_missing(case: Case) -> Drafts:
    """Report a summary in which no word points at the problem, the solution or the effects.

    Why:
        Rule 20 asks for the three together: they tell why the solution is one.
    Known problems:
        Only words are looked for. That they occur does not prove that the element is there, so
        this finds summaries that are plainly incomplete and no others.

    Example:
        发明内容：一种水杯，由杯体和杯盖组成。
    Use instead:
        为解决……的问题，提供一种水杯，包括……。本发明的有益效果是……
    中文:
        发明内容部分没有任何表示技术问题、技术方案或者有益效果的用语时报告。仅依据用语判断，只发现明显
        缺少的情形。

    """
    summary = case.section(DescriptionSection.SUMMARY)
    text = "\n".join(p.unit.text for p in summary if p.opens_section is None)
    if not text.strip():
        raise NotApplicable("没有发明内容部分的正文。", "There is no text of the summary.")
    # Effects are often told at the end of the embodiments, the problem in the background.
    background = "\n".join(p.unit.text for p in case.section(DescriptionSection.BACKGROUND_ART))
    embodiments = "\n".join(p.unit.text for p in case.section(DescriptionSection.EMBODIMENTS))
    elsewhere = (background, "", embodiments)
    heading = next((u for s, u in openings(case) if s is DescriptionSection.SUMMARY), None)
    for (zh, en, pattern), other in zip(_ELEMENTS, elsewhere, strict=True):
        if pattern.search(text) or pattern.search(other):
            continue
        message_zh = f"发明（实用新型）内容部分未见{zh}，请补充写明。"
        message_en = f"The summary does not seem to state {en}: add it."
        if heading is not None:
            yield whole(heading, zh=message_zh, en=message_en)
        else:
            yield absent("description/summary", zh=message_zh, en=message_en)


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "".join(p.unit.text.strip() for p in paragraphs if p.opens_section is None)


@rule(
    "CN-DSC-024",
    zh="具体实施方式不得为空，有附图的应当对照附图",
    en="The embodiments are described, with reference to the drawings if there are any",
    severity=Severity.WARNING,
    reads=[Input.HEADINGS, Input.DESCRIPTION, Input.DRAWINGS],
    profiles=FILING,
    basis=[rules(20, 1)],
)
def embodiments_empty(case: Case) -> Drafts:
    """Report embodiments without text, or that mention no figure although there are drawings.

    Why:
        At least one way of carrying out the invention has to be described in detail, and read
        against the drawings.

    Example:
        具体实施方式（其下没有内容）
    Use instead:
        如图1所示，本实施例的水杯包括杯体1……
    中文:
        具体实施方式部分没有内容，或者有附图而该部分没有提到任何附图时报告。

    """
    heading = next((u for s, u in openings(case) if s is DescriptionSection.EMBODIMENTS), None)
    if heading is None:
        raise NotApplicable("没有“具体实施方式”标题。", "There is no heading of the embodiments.")
    paragraphs = case.section(DescriptionSection.EMBODIMENTS)
    if not _text(paragraphs):
        yield whole(
            heading,
            zh="具体实施方式部分没有内容，请至少写明一个实施方式。",
            en="The embodiments have no text: describe at least one way of carrying it out.",
            severity=Severity.ERROR,
        )
    elif case.figures and not any("图" in p.unit.text for p in paragraphs):
        yield whole(
            heading,
            zh="申请有附图，但具体实施方式没有对照附图说明，请写明所对照的图号。",
            en="There are drawings, but the embodiments refer to none: say which figure shows what.",
        )


@rule(
    "CN-DSC-025",
    zh="实用新型说明书应有表示产品形状、构造的附图",
    en="A utility model has drawings of the product's shape or structure",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.DRAWINGS],
    kinds=UTILITY_MODEL,
    profiles=FILING,
    basis=[rules(20, 5)],
)
def utility_model_without_drawings(case: Case) -> Drafts:
    """Report a utility model without drawings.

    Why:
        A utility model protects shape and structure, which drawings have to show; without them the
        application is not even accepted (CN-ACC-002).

    Example:
        实用新型申请没有说明书附图
    Use instead:
        图1：水杯的结构示意图
    中文:
        实用新型申请没有说明书附图时报告；该申请亦不予受理（CN-ACC-002）。

    """
    if not case.figures:
        yield absent(
            "drawings",
            zh="实用新型申请没有附图，请提交表示产品形状、构造的附图。",
            en="This utility model has no drawings: hand in figures of its shape or structure.",
        )


RULES = (
    section_heading_missing,
    sections_out_of_order,
    drawings_heading_without_drawings,
    drawings_not_described,
    utility_model_called_invention,
    summary_element_missing,
    embodiments_empty,
    utility_model_without_drawings,
)

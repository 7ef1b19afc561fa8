"""What the parts of the description hold (CN-DSC-023, 024)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.findings import Drafts, absent, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.description.openings import openings
from shared.contracts.formal_check import Severity
from shared.model.description import DescriptionSection, Paragraph

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


RULES = (
    summary_element_missing,
    embodiments_empty,
)

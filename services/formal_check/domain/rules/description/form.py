"""Form of the description: its title, paragraph numbers, illustrations (CN-DSC-001, 015, 016)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice
from services.formal_check.domain.findings import Drafts, at, placed, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.claim_language.folding import fold

_TITLE_PREFIX = re.compile(
    r"\s*(?:(?:发明创造|发明|实用新型|专利)?(?:的)?名称|题目|标题)\s*(?:[:]|是|为)\s*|\s*[(](?:发明|实用新型)?名称[)]\s*"
)


@rule(
    "CN-DSC-001",
    zh="说明书首行的名称前不冠“发明名称”或者“名称”字样",
    en="The title on the first line has no prefix such as “title of invention”",
    severity=Severity.WARNING,
    reads=[Input.TITLE],
    basis=[guidelines("1.1.4.2")],
)
def title_with_prefix(case: Case) -> Drafts:
    """Find 发明名称： or 名称： before the description's title.

    Why:
        The first line is the title itself, nothing else.

    Example:
        发明名称：一种阀
    Use instead:
        一种阀
    中文:
        说明书首行的名称前写有“发明名称”“名称”等字样时报告，应当只写名称本身。

    """
    title = case.description_title
    if title is None:
        raise NotApplicable("说明书没有名称。", "The description has no title.")
    found = _TITLE_PREFIX.match(fold(title.text))
    if found and found.end() < len(title.text):
        yield at(
            title,
            0,
            found.end(),
            zh=f"名称前不应冠以“{title.text[: found.end()].strip()}”，请删除。",
            en=f"Delete “{title.text[: found.end()].strip()}” before the title.",
            fixes=(
                replacing(
                    title,
                    0,
                    found.end(),
                    "",
                    safety=FixSafety.SAFE,
                    zh="删除该字样。",
                    en="Delete the prefix.",
                ),
            ),
        )


_TABLE_CAPTION = re.compile(
    r"\s{0,4}(?:续|附)?表\s{0,2}[\dA-Za-z一二三四五六七八九十]|.{0,40}(?:如|见)?下表"
)
_FIGURE_BEFORE = re.compile(
    r"(?:流程|曲线|示意|结构|框|照片|电路|显微|扫描|效果)图[^,，。;；\n]{0,10}$"
)
"""The picture is what the words before it announce: 流程图如下：."""
_CAPTION = re.compile(r"\s{0,4}(?:附)?图\s{0,2}\d{1,3}[^,，。;；\n]{0,40}$")
"""The paragraph is the caption of its picture."""


@rule(
    "CN-DSC-015",
    zh="说明书文字部分不得有插图",
    en="The text of the description has no illustrations",
    severity=Severity.ERROR,
    reads=[Input.DESCRIPTION],
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def illustration_in_text(case: Case) -> Drafts:
    """Report a picture inside a paragraph that is not marked as formula or table.

    An error where the words right before the picture announce a figure or diagram, or the paragraph
    is a figure's caption; otherwise a warning, since formulae and tables are often filed as unmarked
    pictures. A picture under a table's caption is
    taken for that table.

    Why:
        Flow charts, curves and other figures belong among the drawings, where they are numbered,
        explained and printed.
    Known problems:
        What the picture shows is not looked at.

    Example:
        流程图如下：（段落中含图片）
    Use instead:
        将流程图作为说明书附图提交，文字部分写“如图2所示”
    中文:
        说明书段落中含有未标明为化学式、数学式或者表格的图片时报告：图片之前的文字引出流程图等图，或者该段为图题的，按缺陷报告；
        其他情形作提示，因为公式和表格常以图片提交。表题之下的图片视为表格。

    """
    before = ""
    for paragraph in case.paragraphs:
        unit, above = paragraph.unit, before
        before = unit.text
        pictures = [o for o in unit.inline_objects if o.kind == "image"]
        if not pictures or _TABLE_CAPTION.match(above) or _TABLE_CAPTION.match(unit.text):
            continue
        for picture in pictures:
            before_it = unit.text[max(0, picture.offset - 40) : picture.offset]
            certain = _FIGURE_BEFORE.search(before_it) or _CAPTION.match(unit.text)
            place = picture.location or unit.locate(picture.offset, picture.offset)
            if certain:
                yield placed(
                    place,
                    zh="说明书文字部分不得有插图，请将该图移入说明书附图并编号。",
                    en="The text may have no illustration: move this picture into the drawings.",
                )
            else:
                yield placed(
                    place,
                    zh="段落中有图片：如为公式或者表格请按其类型标明，如为插图请移入说明书附图。",
                    en="There is a picture in this paragraph: mark it if it is a formula or table, "
                    "move it into the drawings if it is an illustration.",
                    severity=Severity.WARNING,
                )


@rule(
    "CN-DSC-016",
    zh="段号从0001起四位、连续编号",
    en="Paragraph numbers have four digits and run on from 0001",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    profiles=FILING,
    basis=[practice()],
)
def paragraph_numbers(case: Case) -> Drafts:
    """Report paragraph numbers that jump, repeat, or have other than four digits (five from 10000).

    Each break is reported once: counting goes on from the number found there, unless the next
    paragraph shows that only this number is wrong. Papers without any number are left alone.

    Why:
        Examiner and applicant cite paragraphs by number.
    Known problems:
        The Guidelines do not ask for paragraph numbers; the e-filing editor writes them.

    Example:
        [0001] …… [0003] ……
    Use instead:
        [0001] …… [0002] ……
    中文:
        段号跳号、重号或者不是四位数字时报告，每处中断报告一次。没有段号的文件不检查。

    """
    numbered = [(p, p.number) for p in case.paragraphs if p.number is not None]
    values = [int(number) if number.isdecimal() else None for _, number in numbered]
    expected = 1
    for place, (paragraph, number) in enumerate(numbered):
        value = values[place]
        if value != expected or len(number) != max(4, len(str(value))):
            yield at(
                paragraph.unit,
                0,
                min(len(paragraph.unit.text), 20),
                zh=f"段号[{number}]不连续或者格式不正确，此处应为[{expected:04d}]。",
                en=f"Paragraph number [{number}] should be [{expected:04d}].",
            )
            following = values[place + 1] if place + 1 < len(values) else None
            if following == expected + 1:
                value = expected  # one wrong number: the others go on as they should
        expected = (expected if value is None else value) + 1


RULES = (
    title_with_prefix,
    illustration_in_text,
    paragraph_numbers,
)

"""How papers are set: leftovers of editing, fonts, page size (CN-FMT-007 … 009)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.paper_form.reading import laid_out, layout_place, not_given
from shared.contracts.formal_check import Severity

_LEFTOVERS = (
    ("tracked_changes", "修订痕迹", "tracked changes", "接受或者拒绝全部修订", "accept or reject them"),
    ("floating_objects", "浮动对象", "floating objects", "改为嵌入式", "set them in line"),
    ("text_boxes", "文本框", "text boxes", "改为正文", "make them ordinary text"),
    ("nested_tables", "嵌套表格", "nested tables", "拆分表格", "take them apart"),
    ("automatic_numbers", "自动编号", "automatic numbers", "改为手工编号", "type the numbers"),
)  # fmt: skip


@rule(
    "CN-FMT-007",
    zh="DOCX源文件不含修订、浮动对象、文本框、保护、嵌套表格、自动编号",
    en="A DOCX source has no tracked changes, floating objects, text boxes, protection, nested "
    "tables or automatic numbers",
    severity=Severity.WARNING,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[practice()],
)
def leftovers_of_editing(case: Case) -> Drafts:
    """Report what the office's editor cannot convert, with its number of occurrences.

    Why:
        Such things are lost, or stop the conversion to XML.
    Known problems:
        Known from secondary sources.

    Example:
        含修订痕迹
    Use instead:
        已接受全部修订
    中文:
        Word文档中有修订痕迹、浮动对象、文本框、嵌套表格、自动编号或者文档保护时提示。该要求依据二手来源。

    """
    for document, layout in laid_out(case):
        for field, zh, en, advice_zh, advice_en in _LEFTOVERS:
            count = getattr(layout, field)
            if count:
                yield placed(
                    layout_place(document, field),
                    zh=f"文档中有{count}处{zh}，请{advice_zh}。",
                    en=f"The document has {count} {en}: {advice_en}.",
                )
        if layout.protected:
            yield placed(
                layout_place(document, "protected"),
                zh="文档设置了保护，请取消保护。",
                en="The document is protected: remove the protection.",
            )


_FONTS = re.compile(
    r"(?:华文|方正|汉仪|思源|新)?(?:宋体|仿宋|楷体|中宋|书宋)(?:_GB2312|_GB18030|简体|-ExtB|-18030|S)?"
    r"|N?SimSun(?:-ExtB)?|FangSong(?:_GB2312)?|KaiTi(?:_GB2312)?|ST(?:Song|Fangsong|Kaiti|Zhongsong)|Songti SC|Kaiti SC|STFangsong|Noto Serif CJK SC",
    re.IGNORECASE,
)


@rule(
    "CN-FMT-008",
    zh="文件使用宋体、仿宋体或者楷体",
    en="Papers use SimSun, FangSong or KaiTi",
    severity=Severity.WARNING,
    reads=[Input.DOCUMENTS],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.5.2")],
)
def fonts(case: Case) -> Drafts:
    """Report fonts for Chinese text other than the three families.

    Why:
        Papers are scanned and printed: the letters have to be plain.
    Known problems:
        A font that only the theme names is not known.

    Example:
        微软雅黑
    Use instead:
        宋体
    中文:
        Word文档中的中文字体不是宋体、仿宋体或者楷体时提示。由主题给出的字体无法获知。

    """
    judged = False
    for document, layout in laid_out(case):
        if layout.fonts is None:
            continue
        judged = True
        for font in layout.fonts:
            if not _FONTS.fullmatch(font.lstrip("@")):
                yield placed(
                    layout_place(document, "fonts", font),
                    zh=f"使用了字体“{font}”，请改为宋体、仿宋体或者楷体。",
                    en=f"The font {font} is used: change it to SimSun, FangSong or KaiTi.",
                )
    if not judged:
        raise not_given("字体（layout.fonts）", "the fonts (layout.fonts) were")


_TOLERANCE_MM = 1.5
_MARGINS = (
    ("margin_top_mm", 25, "顶部", "top"),
    ("margin_left_mm", 25, "左侧", "left"),
    ("margin_right_mm", 15, "右侧", "right"),
    ("margin_bottom_mm", 15, "底部", "bottom"),
)


@rule(
    "CN-FMT-009",
    zh="纸张为A4，顶部、左侧留25毫米，右侧、底部留15毫米空白",
    en="A4 with margins of 25 mm (top, left) and 15 mm (right, bottom)",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.4.2"), guidelines("5.1.4.3")],
)
def page_size(case: Case) -> Drafts:
    """Note another paper size, and margins that are narrower than required.

    Why:
        Paper files are bound on the left and scanned.
    Known problems:
        Wider margins are accepted. For papers to be filed electronically it is only a hint.

    Example:
        Letter纸
    Use instead:
        A4，上左25毫米，右下15毫米
    中文:
        页面不是A4，或者页边距小于顶部、左侧25毫米，右侧、底部15毫米时提示。

    """
    judged = False
    for document, layout in laid_out(case):
        size = (layout.page_width_mm, layout.page_height_mm)
        if size[0] is not None and size[1] is not None:
            judged = True
            short, long = sorted((size[0], size[1]))
            if abs(short - 210) > _TOLERANCE_MM or abs(long - 297) > _TOLERANCE_MM:
                yield placed(
                    layout_place(document, "page"),
                    zh=f"页面为{size[0]:g}毫米×{size[1]:g}毫米，请使用A4（210毫米×297毫米）。",
                    en=f"The page is {size[0]:g} mm x {size[1]:g} mm: use A4.",
                )
        for field, least, zh, en in _MARGINS:
            margin = getattr(layout, field)
            if margin is None:
                continue
            judged = True
            if margin < least - _TOLERANCE_MM:
                yield placed(
                    layout_place(document, field),
                    zh=f"{zh}空白为{margin:g}毫米，应留{least}毫米。",
                    en=f"The {en} margin is {margin:g} mm: leave {least} mm.",
                )
    if not judged:
        raise not_given("页面尺寸（layout）", "the page size was")


RULES = (
    leftovers_of_editing,
    fonts,
    page_size,
)

"""Layout of the papers (CN-FMT-007 … 011, CN-CLM-040, CN-DSC-027).

Known for Word documents and for scans; an XML paper has no layout of its own: the office's system
makes the pages.
"""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import Abstention, NotApplicable, NotChecked
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice
from services.formal_check.domain.every_paper import every_paper
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.application import FiledDocument
from shared.model.facts.comparing import number_key
from shared.model.layout import DocumentLayout
from shared.model.source import Location

_WITH_PAGES = frozenset({"docx", "pdf", "tiff", "scan"})


def _place(document: FiledDocument, what: str, text: str = "") -> Location:
    return Location(file=document.file, text=text, element=f"{document.part}/layout/{what}")


def _laid_out(case: Case, part: str | None = None) -> list[tuple[FiledDocument, DocumentLayout]]:
    """Documents with a layout, one per file; abstains where none can have one."""
    documents = [d for d in case.documents if part is None or d.part == part]
    if not documents:
        raise NotChecked("未提供文件，未检查。", "Not checked: no paper was given.")
    found: dict[str, tuple[FiledDocument, DocumentLayout]] = {}
    for document in documents:
        if document.layout is not None:
            found.setdefault(document.file, (document, document.layout))
    if found:
        return list(found.values())
    if any(document.format in _WITH_PAGES for document in documents):
        raise NotChecked("未提供版式数据，未检查。", "Not checked: the layout was not given.")
    raise NotApplicable(
        "XML等格式的文件由系统排版。", "Papers in XML and the like are laid out by the system."
    )


def _unknown(zh: str, en: str) -> NotChecked:
    return NotChecked(f"未提供{zh}，未检查。", f"Not checked: {en} not given.")


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
    for document, layout in _laid_out(case):
        for field, zh, en, advice_zh, advice_en in _LEFTOVERS:
            count = getattr(layout, field)
            if count:
                yield placed(
                    _place(document, field),
                    zh=f"文档中有{count}处{zh}，请{advice_zh}。",
                    en=f"The document has {count} {en}: {advice_en}.",
                )
        if layout.protected:
            yield placed(
                _place(document, "protected"),
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
    for document, layout in _laid_out(case):
        if layout.fonts is None:
            continue
        judged = True
        for font in layout.fonts:
            if not _FONTS.fullmatch(font.lstrip("@")):
                yield placed(
                    _place(document, "fonts", font),
                    zh=f"使用了字体“{font}”，请改为宋体、仿宋体或者楷体。",
                    en=f"The font {font} is used: change it to SimSun, FangSong or KaiTi.",
                )
    if not judged:
        raise _unknown("字体（layout.fonts）", "the fonts (layout.fonts) were")


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
    for document, layout in _laid_out(case):
        size = (layout.page_width_mm, layout.page_height_mm)
        if size[0] is not None and size[1] is not None:
            judged = True
            short, long = sorted((size[0], size[1]))
            if abs(short - 210) > _TOLERANCE_MM or abs(long - 297) > _TOLERANCE_MM:
                yield placed(
                    _place(document, "page"),
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
                    _place(document, field),
                    zh=f"{zh}空白为{margin:g}毫米，应留{least}毫米。",
                    en=f"The {en} margin is {margin:g} mm: leave {least} mm.",
                )
    if not judged:
        raise _unknown("页面尺寸（layout）", "the page size was")


@rule(
    "CN-FMT-010",
    zh="一份文件不得涉及两件以上申请，一页不得包含两种文件",
    en="A paper concerns one application, a page one kind of paper",
    severity=Severity.ERROR,
    reads=[Input.DOCUMENTS, Input.PAPERS, Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.5.3")],
)
def one_paper_one_thing(case: Case) -> Drafts:
    """Report papers that name two applications, and files whose parts share a page.

    A file with several parts and fewer page breaks than parts must have two parts on one page; as
    a draft to be divided, it is a warning.

    Why:
        Papers are filed by application and by kind.
    Known problems:
        Which part begins on which page is not known, only how many page breaks there are.

    Example:
        说明书与权利要求书在同一页
    Use instead:
        说明书、权利要求书分别成文
    中文:
        一份手续文件涉及两个以上申请号时报告；一个文件中有两种以上申请文件而分页不足时提示分开。

    """
    missing: Abstention | None = None
    parts: dict[str, list[FiledDocument]] = {}
    try:
        for document, layout in _laid_out(case):
            parts[document.file] = [d for d in case.documents if d.file == document.file]
            several = len({d.part for d in parts[document.file]})
            if layout.page_breaks is not None and several > 1 and layout.page_breaks < several - 1:
                yield placed(
                    _place(document, "page_breaks"),
                    zh=f"该文件包含{several}种申请文件而分页不足，同一页上有两种文件，请分别成文。",
                    en=f"The file holds {several} papers with too few page breaks: part them.",
                    severity=Severity.WARNING,
                )
    except Abstention as abstention:
        missing = abstention
    try:
        for pointer, paper, details in every_paper(case):
            numbers = {number_key(number) for number in details.application_numbers or ()}
            if len(numbers) > 1:
                yield placed(
                    Location(file="", element=f"{pointer}/details/application_numbers"),
                    zh=f"“{paper.kind}”涉及{len(numbers)}件申请，请按申请分别提交。",
                    en=f"This paper concerns {len(numbers)} applications: hand in one for each.",
                )
    except Abstention as abstention:
        if missing is not None:
            raise missing from abstention


def _sequence(numbers: tuple[str, ...], first: int | None) -> str | None:
    """What is wrong with the numbers on the pages; ``None`` if they run on."""
    expected = first
    for index, number in enumerate(numbers, start=1):
        if not number.strip():
            return f"第{index}页没有页码"
        if not re.fullmatch(r"[0-9]{1,4}", number.strip()):
            return f"第{index}页的页码“{number}”不是阿拉伯数字"
        value = int(number)
        if expected is not None and value != expected:
            return f"第{index}页的页码为{value}，应为{expected}"
        expected = value + 1
    return None


def _page_numbers(case: Case, part: str, zh: str, en: str) -> Drafts:
    judged = False
    for document, layout in _laid_out(case, part):
        if layout.page_numbers is not None:
            judged = True
            wrong = _sequence(layout.page_numbers, None)
            if wrong is not None:
                yield placed(
                    _place(document, "page_numbers"),
                    zh=f"{zh}{wrong}，请用阿拉伯数字顺序编写页码。",
                    en=f"The pages of the {en} are not numbered consecutively in Arabic numerals.",
                )
        elif layout.page_number_field is not None:
            judged = True
            if not layout.page_number_field:
                yield placed(
                    _place(document, "page_numbers"),
                    zh=f"{zh}没有页码，请用阿拉伯数字顺序编写页码（以XML提交的由系统生成）。",
                    en=f"The {en} has no page numbers: add them (for XML the system makes them).",
                )
    if not judged:
        raise _unknown("页码（layout.page_numbers）", "the page numbers were")


@rule(
    "CN-CLM-040",
    zh="权利要求书用阿拉伯数字顺序编写页码",
    en="The pages of the claims are numbered in Arabic numerals",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[guidelines("1.1.4.4")],
)
def claims_pages(case: Case) -> Drafts:
    """Note claims without page numbers, or with numbers that jump.

    Why:
        Pages can be lost or mixed up on paper.
    Known problems:
        Known for Word documents and scans; the system numbers the pages of XML papers.

    Example:
        页码缺失
    Use instead:
        1、2、3
    中文:
        权利要求书没有页码、页码不是阿拉伯数字或者不连续时提示。以XML提交的由系统生成，不适用。

    """
    yield from _page_numbers(case, "claims", "权利要求书", "claims")


@rule(
    "CN-DSC-027",
    zh="说明书用阿拉伯数字顺序编写页码",
    en="The pages of the description are numbered in Arabic numerals",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[guidelines("1.1.4.2")],
)
def description_pages(case: Case) -> Drafts:
    """Note a description without page numbers, or with numbers that jump.

    Why:
        Pages can be lost or mixed up on paper.
    Known problems:
        Known for Word documents and scans; the system numbers the pages of XML papers.

    Example:
        页码跳号
    Use instead:
        1、2、3
    中文:
        说明书没有页码、页码不是阿拉伯数字或者不连续时提示。以XML提交的由系统生成，不适用。

    """
    yield from _page_numbers(case, "description", "说明书", "description")


@rule(
    "CN-FMT-011",
    zh="各种文件分别用阿拉伯数字顺序编写页码",
    en="Every paper has page numbers of its own, from 1",
    severity=Severity.NOTICE,
    reads=[Input.DOCUMENTS],
    kinds=ALL_KINDS,
    profiles=FILING,
    basis=[guidelines("5.1.5.6")],
)
def own_page_numbers(case: Case) -> Drafts:
    """Note a paper whose page numbers do not begin with 1.

    Why:
        Each paper can be replaced by itself.
    Known problems:
        Known only where the numbers printed on the pages were read.

    Example:
        说明书从第4页起编，与权利要求书混编
    Use instead:
        各文件分别从1起编
    中文:
        文件的页码不从1开始顺序编写时提示，例如各文件连续混编。

    """
    judged = False
    for document, layout in _laid_out(case):
        if layout.page_numbers is None:
            continue
        judged = True
        wrong = _sequence(layout.page_numbers, 1)
        if wrong is not None:
            yield placed(
                _place(document, "page_numbers"),
                zh=f"{wrong}，各种文件应分别从1起用阿拉伯数字顺序编写页码。",
                en="The page numbers of this paper do not run on from 1.",
            )
    if not judged:
        raise _unknown("页码（layout.page_numbers）", "the page numbers were")


RULES = (
    leftovers_of_editing,
    fonts,
    page_size,
    one_paper_one_thing,
    claims_pages,
    description_pages,
    own_page_numbers,
)

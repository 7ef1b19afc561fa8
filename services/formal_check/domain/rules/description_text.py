"""The text of the description (CN-DSC-001, 012 … 017, 019, 028, 029)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.findings import Draft, Drafts, at, placed, replacing
from services.formal_check.domain.profile import ALL_KINDS, FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.traditional import TRADITIONAL, simplify
from services.formal_check.domain.word_lists import WordList
from services.formal_check.domain.wording import (
    COMMERCIAL,
    DISPARAGING,
    NON_STATUTORY_UNITS,
    PLACEHOLDERS,
)
from shared.contracts.formal_check import Consequence, FixSafety, Severity
from shared.model.claim_language.folding import fold
from shared.model.description import DescriptionSection

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


_CLAIM_REFERENCE = re.compile(
    r"(?:如|根据|按照|依据|依照|由|由于|上述|前述|实施|采用|利用|使用)?(?:上述|前述)?权利要求书?\s{0,2}(?:第\s{0,2})?"
    r"\d{1,3}[^，。；,;]{0,20}?(?:所述|所记载|所限定|所要求|中的|所公开|的方法|的装置)(?:的)?"
    r"|(?:如|根据)权利要求书?(?:中)?所(?:述|记载|限定)的?"
)


@rule(
    "CN-DSC-012",
    zh="说明书不得使用“如权利要求……所述的……”一类的引用语",
    en="The description does not refer to claims (“as claimed in claim …”)",
    severity=Severity.ERROR,
    severity_published=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[rules(20, 3)],
)
def reference_to_claims(case: Case) -> Drafts:
    """Find 如权利要求1所述的…… and similar references to claims.

    Why:
        The description has to be readable without the claims, which may change.
    Known problems:
        Translations of foreign applications often keep such references; they are reported too.

    Example:
        如权利要求1所述的装置
    Use instead:
        本发明的装置
    中文:
        查找说明书中“如权利要求……所述的……”一类的引用语。说明书应当独立于权利要求书，直接写明技术内容。

    """
    for paragraph in case.paragraphs:
        if "权利要求" not in paragraph.unit.text:
            continue
        text = fold(paragraph.unit.text)
        for found in _CLAIM_REFERENCE.finditer(text):
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"说明书中不得使用“{paragraph.unit.text[slice(*found.span())]}”一类引用权利要求的用语，请直接写明技术内容。",
                en="The description may not refer to claims: write the technical content itself.",
            )


def _wording(case: Case, words: WordList, zh: str, en: str) -> Iterator[Draft]:
    for paragraph in case.paragraphs:
        for found in case.words(words).finditer(paragraph.unit.text):
            yield at(
                paragraph.unit,
                *found.span(),
                zh=zh.format(found.group()),
                en=en.format(found.group()),
            )


@rule(
    "CN-DSC-013",
    zh="说明书不得使用商业性宣传用语",
    en="The description has no promotional wording",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[rules(20, 3)],
)
def promotional_description(case: Case) -> Drafts:
    """Find advertising, such as 国际领先 or 填补国内空白, in the description.

    Why:
        A description teaches; praise of the market does not describe the invention.
    Known problems:
        A word list cannot weigh the context: a remark on an algorithm's 业界领先 result is reported
        too. It therefore warns.

    Example:
        本产品国际领先
    Use instead:
        与现有技术相比，本装置的能耗降低20%
    中文:
        按词表查找说明书中的商业性宣传用语。仅作提示，由审查员结合上下文判断。

    """
    yield from _wording(
        case,
        COMMERCIAL,
        "“{}”属于商业性宣传用语，请删除，并客观写明技术效果。",
        "“{}” is promotional: delete it and state the technical effect.",
    )


@rule(
    "CN-DSC-014",
    zh="说明书不得贬低或者诽谤他人或者他人产品",
    en="The description does not disparage others or their products",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("1.1.7.7")],
)
def disparaging_description(case: Case) -> Drafts:
    """Find wording against others, such as 粗制滥造.

    Why:
        To point out a technical problem of the prior art is proper; to abuse its maker is not.

    Example:
        市面上的产品粗制滥造
    Use instead:
        现有阀门的密封性不足
    中文:
        按词表查找贬低或者诽谤他人的用语。客观指出现有技术存在的问题不在此列。

    """
    yield from _wording(
        case,
        DISPARAGING,
        "“{}”含有贬低他人的意思，请改为客观说明技术问题。",
        "“{}” disparages others: state the technical problem instead.",
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


@rule(
    "CN-DSC-017",
    zh="计量单位使用国家法定计量单位",
    en="Units of measurement are the statutory ones",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("5.1.3.3")],
)
def non_statutory_unit(case: Case) -> Drafts:
    """Find quantities in inches, pounds, horsepower and other units that are not statutory.

    A quantity in brackets, or one that a bracket explains, is accepted: there the statutory unit
    stands beside it.

    Why:
        Papers are read and printed with the statutory units of China.
    Known problems:
        Sizes that are names of a product class, such as a 5英寸 screen, are reported too.

    Example:
        管径为5英寸
    Use instead:
        管径为12.7厘米（5英寸）
    中文:
        查找英寸、磅、马力等非法定计量单位的数值。写在括号内，或者其后括号注明法定单位的，不报告。

    """
    units = case.words(NON_STATUTORY_UNITS)
    for paragraph in case.paragraphs:
        text = fold(paragraph.unit.text)
        for found in units.finditer(text):
            opened = text.rfind("(", max(0, found.start() - 20), found.start())
            inside = opened >= 0 and ")" not in text[opened : found.start()]
            if inside or text.startswith("(", found.end()):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh=f"“{found.group()}”不是国家法定计量单位，请换算，原值可在括号中注明。",
                en=f"“{found.group()}” is not in a statutory unit: convert it; the original value "
                "may follow in brackets.",
            )


_CITES_PATENT = re.compile(
    r"(?:某|有|一[件篇项份]|现有|已有|相关|国内|国外|中国|美国|日本|欧洲|韩国|德国)?(?:的)?(?:专利|实用新型)(?:文献|文件|申请|说明书|公报)?"
    r"[^，。；,;]{0,24}?(?:公开|披露|揭示|记载|报道|提出|提供)了"
)
_PATENT_NUMBER = re.compile(
    r"\d{5,}|[A-Z]{2}\s?[-/.]?\d|No\.?\s?\d|公开号|公告号|授权公告|专利号|申请号|特开|特表|特公|特愿|文献\d|\d[,，]\d{3}[,，]\d{3}"
)


@rule(
    "CN-DSC-019",
    zh="引证专利文件应写明国别和公开号（或申请号）",
    en="A cited patent document is named by country and number",
    severity=Severity.WARNING,
    reads=[Input.DESCRIPTION],
    basis=[guidelines("2.2.2.2.3")],
)
def patent_cited_without_number(case: Case) -> Drafts:
    """Find a sentence that says what a patent discloses without giving any number.

    Only the background art is read. A number in the sentence before counts.

    Why:
        A citation that cannot be found is none.

    Example:
        某专利公开了一种带阀门的水杯。
    Use instead:
        中国专利CN102345678A公开了一种带阀门的水杯。
    中文:
        背景技术中写明某专利公开了某内容，但所在句子及其前一句没有任何号码时报告。

    """
    for paragraph in case.section(DescriptionSection.BACKGROUND_ART):
        if "专利" not in paragraph.unit.text and "实用新型" not in paragraph.unit.text:
            continue
        text = fold(paragraph.unit.text)
        for found in _CITES_PATENT.finditer(text):
            previous = text.rfind("。", 0, max(0, text.rfind("。", 0, found.start())))
            end = text.find("。", found.end())
            context = text[previous + 1 : end if end >= 0 else len(text)]
            if _PATENT_NUMBER.search(context):
                continue
            yield at(
                paragraph.unit,
                *found.span(),
                zh="引证专利文件至少要写明国别和公开号（或者申请号），请补充。",
                en="A cited patent document needs at least its country and number: add them.",
            )


def _has_traditional(text: str) -> bool:
    return TRADITIONAL.search(text) is not None


@rule(
    "CN-DSC-028",
    zh="汉字使用国家公布的简化字",
    en="Chinese characters are simplified ones",
    severity=Severity.WARNING,
    consequence=Consequence.CORRECTED_EX_OFFICIO,
    reads=[
        Input.TITLE,
        Input.ABSTRACT,
        Input.CLAIMS,
        Input.DESCRIPTION,
        Input.HEADINGS,
        Input.DESIGN,
    ],
    kinds=ALL_KINDS,
    basis=[guidelines("5.1.3.2")],
)
def traditional_characters(case: Case) -> Drafts:
    """Find traditional characters in any text of the papers; each run of them is one finding.

    Why:
        Papers use the simplified characters published by the state; the office may correct others
        on its own.
    Known problems:
        Only characters that are never correct in simplified text are reported, so 乾 for 干 passes.

    Example:
        一種除塵裝置
    Use instead:
        一种除尘装置
    中文:
        查找申请文件中的繁体字，连续的繁体字作为一处报告，可由审查员依职权改正。仅报告确定不是规范汉字的字。

    """
    for unit in case.text_units_where(_has_traditional):
        for found in TRADITIONAL.finditer(unit.text):
            simplified = simplify(found.group())
            yield at(
                unit,
                *found.span(),
                zh=f"“{found.group()}”是繁体字，请改为“{simplified}”。",
                en=f"“{found.group()}” is traditional: write “{simplified}”.",
                fixes=(
                    replacing(
                        unit,
                        *found.span(),
                        simplified,
                        safety=FixSafety.SAFE,
                        zh="改为简化字。",
                        en="Write it simplified.",
                    ),
                ),
            )


@rule(
    "CN-DSC-029",
    zh="文件中不得残留占位符或者模板文字",
    en="The papers have no placeholders or template text left",
    severity=Severity.WARNING,
    reads=[
        Input.TITLE,
        Input.ABSTRACT,
        Input.CLAIMS,
        Input.DESCRIPTION,
        Input.HEADINGS,
        Input.DESIGN,
    ],
    basis=[practice()],
)
def placeholder_left(case: Case) -> Drafts:
    """Find TODO, XXX, ？？, 在此处键入…… and other left-overs of templates in any text.

    Why:
        What was to be filled in later is missing, and what is added after filing may go beyond the
        original disclosure.
    Known problems:
        Strings of capital X also stand for wildcards in some fields; hence a warning.

    Example:
        在此处键入技术领域描述段落。
    Use instead:
        本发明涉及除尘技术领域。
    中文:
        查找占位符和模板残留文字。申请日后补充内容可能超出原始记载范围，请在提交前填写完整。

    """
    placeholders = case.words(PLACEHOLDERS)
    for unit in case.text_units_where(placeholders.may_occur_in):
        for found in placeholders.finditer(unit.text):
            yield at(
                unit,
                *found.span(),
                zh=f"“{found.group()}”疑为占位符或者模板残留文字，请填写或者删除。",
                en=f"“{found.group()}” looks like a placeholder: fill it in or delete it.",
            )


RULES = (
    title_with_prefix,
    reference_to_claims,
    promotional_description,
    disparaging_description,
    illustration_in_text,
    paragraph_numbers,
    non_statutory_unit,
    patent_cited_without_number,
    traditional_characters,
    placeholder_left,
)

"""A notice as a DOCX document in the layout of the office's letters, for word processors to edit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from services.formal_check.engines.notice_text import (
    COLUMNS,
    SIGNATURES,
    defect_line,
    detail_line,
    group_heading,
    label,
    made_by,
    say,
    sheet_parts,
)
from services.formal_check.engines.xml_characters import printable
from shared.contracts.notices import NoticeDraft, NoticeLanguage

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_RED = RGBColor(0xB0, 0x00, 0x20)
_BODY, _SMALL, _TITLE, _OFFICE = Pt(12), Pt(10.5), Pt(22), Pt(18)
"""小四, 五号, 二号, 小二: the sizes of official letters."""
_COLUMN_WIDTHS = (Mm(11), Mm(24), Mm(54), Mm(38), Mm(17), Mm(22))


def notice_docx(notice: NoticeDraft, language: NoticeLanguage = "zh") -> bytes:
    """The document. The same notice gives the same bytes."""
    document = docx.Document()
    _set_page(document, notice, language)
    _letter(document, notice, language)
    _sheet(document, notice, language)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def _letter(document: Document, notice: NoticeDraft, language: NoticeLanguage) -> None:
    office = _line(document, say(notice.office, language), size=_OFFICE, bold=True)
    office.alignment = WD_ALIGN_PARAGRAPH.CENTER
    box = _table(document, 1)
    box.cell(0, 0).text = "\n".join(
        map(printable, (label("addressee", language), *notice.addressee))
    )
    title = document.add_heading(printable(say(notice.title, language)), level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = _table(document, 2, rows=len(notice.header))
    for row, field in zip(table.rows, notice.header, strict=True):
        row.cells[0].text = printable(say(field.name, language))
        row.cells[1].text = printable(say(field.value, language))
        row.cells[0].width, row.cells[1].width = Mm(34), Mm(132)
    _text(document, say(notice.opening, language)).paragraph_format.space_before = Pt(10)
    for index, group in enumerate(notice.groups):
        document.add_heading(printable(group_heading(index, group.document, language)), level=2)
        for defect in group.defects:
            _text(document, defect_line(defect, language)).paragraph_format.keep_with_next = True
            _line(document, detail_line(defect, language), size=_SMALL)
    for closing in notice.closing if notice.groups else ():
        _text(document, say(closing, language))
    signatures = "　　　　　　".join(say(one, language) for one in SIGNATURES)
    _line(document, signatures).paragraph_format.space_before = Pt(30)


def _sheet(document: Document, notice: NoticeDraft, language: NoticeLanguage) -> None:
    heading = document.add_heading(label("sheet", language), level=1)
    heading.paragraph_format.page_break_before = True
    for caution in notice.cautions:
        _line(document, say(caution, language)).runs[0].font.color.rgb = _RED
    for title, rows in sheet_parts(notice, language):
        document.add_heading(printable(title), level=2)
        table = _table(document, len(COLUMNS), rows=len(rows) + 1)
        _fill(table, [tuple(say(column, language) for column in COLUMNS), *rows])
    _line(document, made_by(notice, language), size=_SMALL)


def _fill(table: Table, rows: Iterable[tuple[str, ...]]) -> None:
    """Texts into cells. Rows and cells are taken once: python-docx searches them each time."""
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, _COLUMN_WIDTHS, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(printable(text)).font.size = Pt(9)


def _table(document: Document, columns: int, rows: int = 1) -> Table:
    table: Table = document.add_table(rows=rows, cols=columns, style="Table Grid")
    table.autofit = False
    return table


def _text(document: Document, text: str) -> Paragraph:
    """A paragraph of the letter, its first line indented by two characters."""
    paragraph = _line(document, text)
    paragraph.paragraph_format.first_line_indent = _BODY * 2
    return paragraph


def _line(document: Document, text: str, *, size: Pt = _BODY, bold: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.font.size = size
    run.bold = bold or None
    paragraph.paragraph_format.space_after = Pt(3)
    return paragraph


def _set_page(document: Document, notice: NoticeDraft, language: NoticeLanguage) -> None:
    """A4, Chinese fonts for every style, the warning on each page, page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(25)
    for name, latin, chinese, size in (
        ("Normal", "Times New Roman", "SimSun", _BODY),
        ("Title", "Times New Roman", "SimHei", _TITLE),
        ("Heading 1", "Times New Roman", "SimHei", Pt(15)),
        ("Heading 2", "Times New Roman", "SimHei", _BODY),
    ):
        style = document.styles[name]
        style.font.name = latin
        style.font.size = size
        style.font.color.rgb = RGBColor(0, 0, 0)
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:
                del fonts.attrib[attribute]
        fonts.set(qn("w:eastAsia"), chinese)
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = header.add_run(label("draft", language))
    run.font.color.rgb, run.font.size = _RED, _SMALL
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(footer.add_run("1")._r)
    footer._p.append(field)
    day = datetime.combine(notice.issued_on, time(), UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = printable(say(notice.title, language))
    properties.author = "Zhishen"
    properties.comments = ""
    properties.created = day
    properties.modified = day


def _without_clock(archive: bytes) -> bytes:
    """The archive with one fixed date for all members: python-docx writes the time of day."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in given.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(member, given.read(name))
    return buffer.getvalue()

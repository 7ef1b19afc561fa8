"""A notice as a DOCX document that word processors can edit."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from services.formal_check.domain.notice import Notice
from services.formal_check.engines.notice_text import (
    Language,
    details_of,
    heading_of,
    made_by,
    say,
)
from services.formal_check.engines.xml_characters import printable

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def notice_docx(notice: Notice, language: Language = "zh") -> bytes:
    """The document. The same notice gives the same bytes."""
    document = docx.Document()
    _set_fonts(document)
    _set_properties(document, notice, language)
    title = document.add_heading(say(notice.title, language), level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, value in notice.header:
        cells = table.add_row().cells
        cells[0].text = say(name, language)
        cells[1].text = printable(value)
    document.add_paragraph()
    document.add_paragraph(say(notice.opening, language))
    for part in notice.parts:
        document.add_heading(say(part.heading, language), level=1)
        for group in part.groups:
            document.add_heading(say(group.document, language), level=2)
            for defect in group.defects:
                document.add_paragraph(printable(heading_of(defect, language)))
                for line in details_of(defect, language):
                    paragraph = document.add_paragraph(printable(line))
                    paragraph.paragraph_format.left_indent = Pt(24)
                    paragraph.paragraph_format.space_after = Pt(2)
    document.add_paragraph()
    for closing in notice.closing:
        document.add_paragraph(say(closing, language))
    document.add_paragraph(made_by(notice, language)).runs[0].italic = True
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def _set_fonts(document: Document) -> None:
    """A Chinese font for every style, so that readers do not fall back to a Latin one."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "SimSun")


def _set_properties(document: Document, notice: Notice, language: Language) -> None:
    day = datetime.combine(notice.issued_on, time(), UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = say(notice.title, language)
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

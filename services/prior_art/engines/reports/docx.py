"""The search report as a Word document."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from services.prior_art.engines.reports.layout import NOTICE, TITLE, Section, sections
from shared.contracts.prior_art_report import SearchReport

_FONT = "宋体"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def to_docx(report: SearchReport) -> bytes:
    """The document. The same report gives the same bytes: its times are the report's own."""
    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(10)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    properties = document.core_properties
    moment = datetime.combine(report.completed_on, time(), UTC)
    properties.created = properties.modified = moment
    properties.title, properties.author = TITLE, report.examiner
    document.add_heading(TITLE, level=1)
    document.add_paragraph(NOTICE)
    for section in sections(report):
        document.add_heading(section.heading, level=2)
        _add_table(document, section)
    document.add_paragraph(f"{report.report_id} · zhishen {report.versions.zhishen}")
    made = io.BytesIO()
    document.save(made)
    return _repacked(made.getvalue())


def _add_table(document: WordDocument, section: Section) -> None:
    table = document.add_table(rows=0, cols=len(section.rows[0]))
    table.style = "Table Grid"
    for row in ([section.columns] if section.columns else []) + list(section.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text


def _repacked(data: bytes) -> bytes:
    """The same archive without the time of writing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return made.getvalue()

"""Layout of Word documents and headers of pictures, as facts."""

from __future__ import annotations

import io
import json

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from shared.formats import read_files, read_upload
from shared.model.layout import DocumentLayout


def _layout(document: docx.document.Document) -> DocumentLayout:
    data = io.BytesIO()
    document.save(data)
    documents = read_upload("application.docx", data.getvalue()).case_file.application.documents
    layout = documents[0].layout
    assert layout is not None
    return layout


def _document() -> docx.document.Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    document.add_paragraph("权利要求书")
    document.add_paragraph("1. 一种水杯，其特征在于，包括杯体。")
    return document


def test_page_and_nothing_left_over() -> None:
    layout = _layout(_document())
    assert (layout.page_width_mm, layout.page_height_mm) == (210.0, 297.0)
    assert (layout.tracked_changes, layout.text_boxes, layout.nested_tables) == (0, 0, 0)
    assert (layout.page_breaks, layout.page_number_field, layout.protected) == (0, False, False)


def test_changes_fonts_nested_tables_breaks_and_page_numbers() -> None:
    document = _document()
    paragraph = document.add_paragraph("2. 根据权利要求1所述的水杯。")
    font = paragraph.runs[0]._r.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:eastAsia"), "微软雅黑")
    font.append(fonts)
    insertion = OxmlElement("w:ins")
    paragraph._p.append(insertion)
    document.add_page_break()
    document.add_table(1, 1).cell(0, 0).add_table(1, 1)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    document.sections[0].footer.paragraphs[0]._p.append(field)
    layout = _layout(document)
    assert layout.fonts is not None
    assert "微软雅黑" in layout.fonts
    assert (layout.tracked_changes, layout.nested_tables, layout.page_breaks) == (1, 1, 1)
    assert layout.page_number_field is True


@pytest.mark.parametrize(("mode", "colour"), [("1", "bilevel"), ("L", "grey"), ("RGB", "colour")])
def test_header_of_a_picture(mode: str, colour: str) -> None:
    data = io.BytesIO()
    Image.new(mode, (300, 200)).save(data, "TIFF", dpi=(150, 150))
    form = {"form_code": "130101", "product_name": "水杯", "views": [{"file": "a.tif"}]}
    files = {"request.json": json.dumps(form).encode(), "a.tif": data.getvalue()}
    design = read_files(files).case_file.application.design
    assert design is not None
    image = design.views[0].image
    assert (image.pixel_width, image.pixel_height, image.dpi) == (300, 200, 150.0)
    assert (image.colour, image.file_format) == (colour, "TIFF")


def test_a_picture_that_is_none_has_no_facts() -> None:
    form = {"form_code": "130101", "product_name": "水杯", "views": [{"file": "a.jpg"}]}
    files = {"request.json": json.dumps(form).encode(), "a.jpg": b"\xff\xd8\xff no picture"}
    design = read_files(files).case_file.application.design
    assert design is not None
    assert design.views[0].image.path == "a.jpg"
    assert design.views[0].image.pixel_width is None

"""Defects of papers filed as Word documents: page, margins, fonts, page numbers, leftovers.

The clean claims or description are written as a DOCX that keeps to the office's form; the defect is
then written into its XML.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from evaluation.mutations.editing import Draft
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
NAMES = {"claims": "权利要求书", "description": "说明书", "abstract": "说明书摘要"}


def _document(texts: list[str]) -> Any:  # noqa: ANN401 - python-docx has no types
    """A4, margins of 25 and 15 mm, SimSun, numbered pages."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.left_margin = Mm(25)
    section.bottom_margin = section.right_margin = Mm(15)
    _set_font(document, "宋体")
    for text in texts:
        document.add_paragraph(text)
    paragraph = section.footer.paragraphs[0]
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    return document


def _set_font(document: Any, name: str) -> None:  # noqa: ANN401
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)


def _texts(draft: Draft, part: str) -> list[str]:
    if part == "claims":
        return [f"{i}. {claim.text}" for i, claim in enumerate(draft.claims, 1)]
    if part == "abstract":
        return [draft.abstract.text]
    lines = [draft.title, *draft.headings, *draft.paragraphs]
    return [one.text for one in sorted(lines, key=lambda one: one.start)]


def _written(document: Any) -> bytes:  # noqa: ANN401
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _file(draft: Draft, part: str, document: Any) -> None:  # noqa: ANN401
    draft.add_file(f"{draft.root}/{NAMES[part]}.docx", _written(document))


def spoilt(part: str, change: Callable[[Any], None]) -> Spoil:
    """File the application as clean DOCX, then change the document of a part."""

    def spoil(draft: Draft) -> Places:
        texts = _texts_of_all(draft)
        for name in draft.names():
            if name.endswith(".xml"):
                draft.drop_file(name)
        for each, lines in texts.items():
            _file(draft, each, _document(lines))
        draft.baseline()
        document = _document(texts[part])
        change(document)
        _file(draft, part, document)
        return None  # layout has no place in the text

    return spoil


def _texts_of_all(draft: Draft) -> dict[str, list[str]]:
    draft.require(draft.kind == "invention" and not draft.has("drawings"))
    return {part: _texts(draft, part) for part in NAMES}


def _letter(document: Any) -> None:  # noqa: ANN401
    section = document.sections[0]
    section.page_width, section.page_height = Mm(216), Mm(279)


def _narrow(document: Any) -> None:  # noqa: ANN401
    document.sections[0].left_margin = Mm(10)


def _other_font(document: Any) -> None:  # noqa: ANN401
    _set_font(document, "微软雅黑")


def _no_numbers(document: Any) -> None:  # noqa: ANN401
    paragraph = document.sections[0].footer.paragraphs[0]
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)


def _tracked(document: Any) -> None:  # noqa: ANN401
    paragraph = document.paragraphs[0]
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "1")
    inserted.set(qn("w:author"), "甲")
    inserted.append(paragraph.runs[0]._r)
    paragraph._p.append(inserted)


def _nested(document: Any) -> None:  # noqa: ANN401
    outer = document.add_table(rows=1, cols=1)
    outer.rows[0].cells[0].add_table(rows=1, cols=1)


def _protected(document: Any) -> None:  # noqa: ANN401
    element = OxmlElement("w:documentProtection")
    element.set(qn("w:edit"), "readOnly")
    element.set(qn("w:enforcement"), "1")
    document.settings.element.append(element)


for _kind, _code, _part, _change in (
    ("letter-paper", "CN-FMT-009", "claims", _letter),
    ("narrow-margin", "CN-FMT-009", "description", _narrow),
    ("other-font", "CN-FMT-008", "description", _other_font),
    ("tracked-change", "CN-FMT-007", "claims", _tracked),
    ("nested-table", "CN-FMT-007", "description", _nested),
    ("protected", "CN-FMT-007", "description", _protected),
    ("claims-not-paged", "CN-CLM-040", "claims", _no_numbers),
    ("description-not-paged", "CN-DSC-027", "description", _no_numbers),
):
    BOOK.add(f"word.{_kind}", _code, spoilt(_part, _change))


@BOOK.kind("word.two-papers-on-a-page", "CN-FMT-010")
def _on_one_page(draft: Draft) -> Places:
    texts = _texts_of_all(draft)
    for name in draft.names():
        if name.endswith(".xml"):
            draft.drop_file(name)
    _file(draft, "abstract", _document(texts.pop("abstract")))
    for broken in (True, False):
        document = _document([])
        for index, (part, lines) in enumerate(texts.items()):
            if index and broken:
                document.add_page_break()
            for line in (NAMES[part], *lines):
                document.add_paragraph(line)
        draft.add_file(f"{draft.root}/申请文件.docx", _written(document))
        if broken:
            draft.baseline()
    return None

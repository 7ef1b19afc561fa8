"""A notice as one HTML page in the layout of the office's letters.

The letter can be edited in the browser and printed; the examiner's sheet follows on a page of its
own. No script, no external resource; lxml escapes every text.
"""

from __future__ import annotations

import base64
import hashlib

from lxml import etree

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

_STYLE = """
@page{size:A4;margin:25mm 22mm}
body{font:16px/1.75 SimSun,"Songti SC","Noto Serif CJK SC","Source Han Serif SC",serif;color:#000;
 background:#e9e9e9;margin:0}
.letter,.sheet{background:#fff;max-width:166mm;margin:8mm auto;padding:20mm 22mm;
 box-shadow:0 1px 6px #0003}
.draft{color:#b00020;border:1px solid #b00020;text-align:center;font-size:.85em;margin-bottom:1.5em}
.office{text-align:center;font-size:1.6em;letter-spacing:.35em;font-weight:700}
h1{text-align:center;font:700 1.75em/1.4 SimHei,"Heiti SC","Noto Sans CJK SC",sans-serif;
 letter-spacing:.4em;margin:.6em 0 .9em}
.to{border:1px solid #000;padding:.5em .8em;min-height:4.2em;margin:1.2em 0;white-space:pre-line}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #000;padding:.3em .6em;text-align:left;vertical-align:top;font-weight:400}
.data th{width:6.5em;white-space:nowrap}
.text p{text-indent:2em;margin:.4em 0}
h2{font:700 1.05em/1.6 SimHei,"Heiti SC","Noto Sans CJK SC",sans-serif;margin:1em 0 .2em}
.text .detail{font-size:.88em;color:#333;margin:0 0 .5em}
.sign{display:flex;justify-content:space-between;margin-top:2.5em;padding-right:4em}
.sheet{font-size:.85em;page-break-before:always}.sheet h1{font-size:1.4em;letter-spacing:.1em}
.sheet td:nth-child(2),.sheet td:nth-child(5),.sheet th{white-space:nowrap}.caution{color:#b00020}.made{color:#555}
@media print{body{background:#fff}.letter,.sheet{box-shadow:none;margin:0;padding:0;max-width:none}}
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"


def notice_html(notice: NoticeDraft, language: NoticeLanguage = "zh") -> bytes:
    """UTF-8 HTML. The same notice gives the same bytes."""
    page = etree.Element("html", lang="zh-CN" if language == "zh" else "en")
    head = etree.SubElement(page, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    policy = etree.SubElement(head, "meta", content=_POLICY)
    policy.set("http-equiv", "Content-Security-Policy")
    _add(head, "title", f"{say(notice.title, language)} - {label('draft', language)}")
    _add(head, "style", _STYLE)
    body = etree.SubElement(page, "body")
    _letter(etree.SubElement(body, "main", contenteditable="true"), notice, language)
    _sheet(etree.SubElement(body, "aside"), notice, language)
    return etree.tostring(
        page, encoding="utf-8", method="html", doctype="<!DOCTYPE html>", pretty_print=False
    )


def _letter(main: etree._Element, notice: NoticeDraft, language: NoticeLanguage) -> None:
    main.set("class", "letter")
    _add(main, "div", label("draft", language)).set("class", "draft")
    _add(main, "div", say(notice.office, language)).set("class", "office")
    address = "\n".join(notice.addressee)
    _add(main, "div", f"{label('addressee', language)}\n{address}").set("class", "to")
    _add(main, "h1", say(notice.title, language))
    table = etree.SubElement(main, "table")
    table.set("class", "data")
    for field in notice.header:
        row = etree.SubElement(table, "tr")
        _add(row, "th", say(field.name, language))
        _add(row, "td", say(field.value, language))
    text = etree.SubElement(main, "div")
    text.set("class", "text")
    _add(text, "p", say(notice.opening, language))
    for index, group in enumerate(notice.groups):
        _add(text, "h2", group_heading(index, group.document, language))
        for defect in group.defects:
            _add(text, "p", defect_line(defect, language))
            _add(text, "p", detail_line(defect, language)).set("class", "detail")
    for closing in notice.closing if notice.groups else ():
        _add(text, "p", say(closing, language))
    sign = etree.SubElement(main, "div")
    sign.set("class", "sign")
    for signature in SIGNATURES:
        _add(sign, "span", say(signature, language))


def _sheet(aside: etree._Element, notice: NoticeDraft, language: NoticeLanguage) -> None:
    aside.set("class", "sheet")
    _add(aside, "h1", label("sheet", language))
    for caution in notice.cautions:
        _add(aside, "p", say(caution, language)).set("class", "caution")
    for heading, rows in sheet_parts(notice, language):
        _add(aside, "h2", heading)
        table = etree.SubElement(aside, "table")
        names = etree.SubElement(table, "tr")
        for column in COLUMNS:
            _add(names, "th", say(column, language))
        for cells in rows:
            row = etree.SubElement(table, "tr")
            for cell in cells:
                _add(row, "td", cell)
    _add(aside, "p", made_by(notice, language)).set("class", "made")


def _add(parent: etree._Element, tag: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, tag)
    child.text = printable(text)
    return child

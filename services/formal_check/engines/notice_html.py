"""A notice as one HTML page: no script, no external resource, lxml escapes every text."""

from __future__ import annotations

from lxml import etree

from services.formal_check.domain.notice import Notice
from services.formal_check.engines.notice_text import (
    Language,
    details_of,
    heading_of,
    made_by,
    say,
)
from services.formal_check.engines.xml_characters import printable

_STYLE = (
    "body{font-family:serif;max-width:46em;margin:2em auto;line-height:1.6}"
    "h1{text-align:center;font-size:1.5em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #888;padding:.3em .6em;text-align:left}th{width:10em}"
    ".details{margin:.2em 0 .8em 1.5em;color:#333}.made{color:#666;font-size:.9em}"
)


def notice_html(notice: Notice, language: Language = "zh") -> bytes:
    """UTF-8 HTML. The same notice gives the same bytes."""
    page = etree.Element("html", lang="zh-CN" if language == "zh" else "en")
    head = etree.SubElement(page, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    _add(head, "title", say(notice.title, language))
    _add(head, "style", _STYLE)
    body = etree.SubElement(page, "body")
    _add(body, "h1", say(notice.title, language))
    table = etree.SubElement(body, "table")
    for name, value in notice.header:
        row = etree.SubElement(table, "tr")
        _add(row, "th", say(name, language))
        _add(row, "td", value)
    _add(body, "p", say(notice.opening, language))
    for part in notice.parts:
        _add(body, "h2", say(part.heading, language))
        for group in part.groups:
            _add(body, "h3", say(group.document, language))
            for defect in group.defects:
                _add(body, "p", heading_of(defect, language))
                details = etree.SubElement(body, "div")
                details.set("class", "details")
                for line in details_of(defect, language):
                    _add(details, "div", line)
    for closing in notice.closing:
        _add(body, "p", say(closing, language))
    _add(body, "p", made_by(notice, language)).set("class", "made")
    return etree.tostring(
        page, encoding="utf-8", method="html", doctype="<!DOCTYPE html>", pretty_print=True
    )


def _add(parent: etree._Element, tag: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, tag)
    child.text = printable(text)
    return child

"""A correction as one page for the examiner: defects, then both texts side by side.

No script and no external resource; lxml escapes every text.
"""

from __future__ import annotations

from lxml import etree

from services.formal_check.engines.xml_characters import printable
from shared.contracts.corrections import (
    AmendedPassage,
    CorrectionReport,
    DefectState,
    PassageSupport,
    UnitChange,
)
from shared.model.source import Location

_STYLE = (
    "body{font:16px/1.6 'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;max-width:72em;"
    "margin:2em auto;padding:0 1em;color:#111}h1{font-size:1.5em;text-align:center}"
    "h2{font-size:1.15em;margin-top:1.6em;border-bottom:1px solid #999}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.35em .6em;"
    "text-align:left;vertical-align:top}th{background:#f3f3f3;font-weight:600;white-space:nowrap}"
    "mark{background:#ffd9d6;border-bottom:2px solid #c62828}.note{color:#555;font-size:.9em}"
    ".cured{color:#1b5e20}.open,.new,.not_found{color:#b71c1c}"
    ".unconfirmed,.not_notified,.in_pieces,.other_reference{color:#8a5a00}.stated{color:#555}"
    "td:nth-child(-n+2){white-space:nowrap}@media print{body{margin:0;font-size:12px}}"
)
_STATES = {
    DefectState.CURED: "已克服",
    DefectState.OPEN: "仍存在",
    DefectState.UNCONFIRMED: "未能确认",
    DefectState.NEW: "补正后新出现",
    DefectState.NOT_NOTIFIED: "原有、通知书未列",
}
_SUPPORTS = {
    PassageSupport.STATED: "原文他处有记载",
    PassageSupport.IN_PIECES: "词语均有，组合不同",
    PassageSupport.NOT_FOUND: "原文未见",
    PassageSupport.OTHER_REFERENCE: "引用关系改变",
}
_UNITS = {"claims": "权利要求{}", "description": "说明书第[{:04}]段", "drawings": "图{}"}
_UNIT_CHANGES = {
    UnitChange.REPLACED: "已替换",
    UnitChange.ADDED: "增加",
    UnitChange.OMITTED: "删去",
}
_CHANGES = {"added": "新增", "replaced": "已替换", "omitted": "删去"}
_JUDGE = (
    "依照专利法第33条，修改不得超出原说明书和权利要求书记载的范围。下表只列出修改之处和最接近的原文，"
    "是否超出由审查员判断。末列表示通知书是否指出该处的缺陷（实施细则第57条第3款）。"
)


def correction_html(report: CorrectionReport) -> bytes:
    """UTF-8 HTML in Chinese. The same report gives the same bytes."""
    page = etree.Element("html", lang="zh-CN")
    head = etree.SubElement(page, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    _add(head, "title", "补正核对表")
    _add(head, "style", _STYLE)
    body = etree.SubElement(page, "body")
    _add(body, "h1", "补正核对表")
    _sheets(body, report)
    _defects(body, report)
    _passages(body, report)
    _others(body, report)
    rule_set = report.versions.components.get("rule_set", "")
    _add(body, "p", f"由智审依规则集{rule_set}生成，供审查员核对，不具有法律效力。").set(
        "class", "note"
    )
    return etree.tostring(
        page, encoding="utf-8", method="html", doctype="<!DOCTYPE html>", pretty_print=False
    )


def _sheets(body: etree._Element, report: CorrectionReport) -> None:
    if not report.sheets:
        return
    _add(body, "p", "替换页只替换下列内容，其余仍为原申请文件。").set("class", "note")
    items = etree.SubElement(body, "ul")
    for unit in report.sheets:
        name = _UNITS[unit.part].format(unit.number)
        _add(items, "li", f"{name}：{_UNIT_CHANGES[unit.change]}")


def _defects(body: etree._Element, report: CorrectionReport) -> None:
    _add(body, "h2", "一、缺陷的克服情况")
    if not report.comparable:
        _add(body, "p", "通知书依据的规则或者适用日期与本次检查不同，请核对。").set("class", "open")
    table = _table(body, "状态", "代码", "通知书指出的缺陷", "补正后")
    for defect in report.defects:
        row = etree.SubElement(table, "tr")
        _add(row, "td", _STATES[defect.state]).set("class", defect.state.value)
        _add(row, "td", defect.finding.code)
        _add(row, "td", defect.finding.message.zh)
        _add(row, "td", defect.now.message.zh if defect.now is not None else "—")


def _passages(body: etree._Element, report: CorrectionReport) -> None:
    _add(body, "h2", "二、修改之处与原申请文件对照")
    _add(body, "p", _JUDGE).set("class", "note")
    if not report.passages:
        _add(body, "p", "没有修改文字。")
        return
    table = _table(body, "位置", "对照结果", "修改后的文字", "最接近的原文", "通知书要求")
    for passage in report.passages:
        row = etree.SubElement(table, "tr")
        _add(row, "td", passage.place.zh)
        _add(row, "td", _SUPPORTS[passage.support]).set("class", passage.support.value)
        _marked(etree.SubElement(row, "td"), passage)
        nearest = passage.nearest
        cell = _add(row, "td", nearest.text if nearest is not None else "（无）")
        if nearest is not None:
            cell.set("title", printable(_where(nearest)))
        _add(row, "td", "是" if passage.notified else "否")


def _others(body: etree._Element, report: CorrectionReport) -> None:
    if report.omitted:
        _add(body, "h2", "三、原文中已删去的文字")
        table = _table(body, "位置", "原文")
        for one in report.omitted:
            row = etree.SubElement(table, "tr")
            _add(row, "td", one.place.zh + ("（整项删除）" if one.whole else ""))
            _add(row, "td", one.location.text)
    if report.pictures or report.not_compared:
        _add(body, "h2", "四、图片以及未对比的内容")
        items = etree.SubElement(body, "ul")
        for picture in report.pictures:
            _add(items, "li", f"{picture.place.zh}：{_CHANGES[picture.change]}，请人工对比。")
        for unknown in report.not_compared:
            _add(items, "li", unknown.reason.zh)


def _marked(cell: etree._Element, passage: AmendedPassage) -> None:
    """The new text with the stretches marked that the original does not have."""
    text = passage.location.text
    begin = passage.location.unit_start or 0
    cell.set("title", printable(_where(passage.location)))
    at, last = 0, None
    cell.text = ""
    for place in passage.not_found:
        start, end = (place.unit_start or 0) - begin, (place.unit_end or 0) - begin
        _append(cell, last, text[at:start])
        last = _add(cell, "mark", text[start:end])
        at = end
    _append(cell, last, text[at:])


def _append(cell: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        cell.text = printable(text)
    else:
        last.tail = printable(text)


def _where(place: Location) -> str:
    span = "" if place.start is None else f" {place.start}-{place.end}"
    return f"{place.file}{span}"


def _table(body: etree._Element, *names: str) -> etree._Element:
    table = etree.SubElement(body, "table")
    row = etree.SubElement(table, "tr")
    for name in names:
        _add(row, "th", name)
    return table


def _add(parent: etree._Element, tag: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, tag)
    child.text = printable(text)
    return child

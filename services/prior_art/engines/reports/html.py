"""The search report as one HTML page without scripts or external resources."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from lxml.html import builder as b
from lxml.html import tostring

from services.prior_art.engines.reports.layout import NOTICE, TITLE, Section, sections
from shared.contracts.prior_art_report import QualityReport, SearchReport

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Source Han Sans SC",sans-serif;color:#1d2430;max-width:1100px;
margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.8rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9d0da;padding:.35rem .6rem;
text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}
th{background:#f1f4f8;font-weight:600}th[scope=row]{width:22rem}.soft{color:#5b6675}
"""


def to_html(report: SearchReport) -> bytes:
    """The page, UTF-8. Everything from documents is escaped."""
    foot = f"{report.report_id} · zhishen {report.versions.zhishen}"
    return _page(TITLE, NOTICE, sections(report), foot)


def quality_page(report: QualityReport) -> bytes:
    """What is wrong with a collection's data, for those who keep it."""
    title = f"文献库数据质量 Data quality: {report.collection}"
    faults = Section(
        "问题 Faults",
        ("代码 Code", "说明 Meaning", "文献数 Documents", "例 Examples"),
        tuple(
            (
                one.code,
                f"{one.message.zh} {one.message.en}",
                str(one.documents),
                ", ".join(one.examples),
            )
            for one in report.issues
        ),
    )
    told = f"{report.documents} 篇文献 documents · 变更序号 change {report.sequence}"
    return _page(title, told, (faults,) if faults.rows else (), "zhishen")


def _page(title: str, told: str, content: Sequence[Section], foot: str) -> bytes:
    body = [b.H1(title), b.P(told, b.CLASS("soft"))]
    for section in content:
        body += [b.H2(section.heading), _table(section)]
    body.append(b.P(foot, b.CLASS("soft")))
    page = b.HTML(
        b.HEAD(
            b.META(charset="utf-8"),
            b.META(
                {
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                    "form-action 'none'",
                }
            ),
            b.META(name="viewport", content="width=device-width, initial-scale=1"),
            b.TITLE(title),
            b.STYLE(_STYLE),
        ),
        b.BODY(*body),
        lang="zh",
    )
    text: bytes = tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return text


def _table(section: Section) -> etree._Element:
    rows = [b.TR(*(b.TH(name) for name in section.columns))] if section.columns else []
    for row in section.rows:
        first, *rest = row
        heading = b.TD(first) if section.columns else b.TH(first, scope="row")
        rows.append(b.TR(heading, *(b.TD(value) for value in rest)))
    table: etree._Element = b.TABLE(*rows)
    return table

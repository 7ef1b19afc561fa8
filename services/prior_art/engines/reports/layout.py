"""What a search report says, in the order of the form, for every format."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.prior_art_report import ReportCitation, SearchReport

TITLE = "检索报告 Search report"
NOTICE = "智审提供辅助，由审查员作出决定。Zhishen assists; a person decides."


@dataclass(frozen=True)
class Section:
    """A table with a heading; ``columns`` is empty for a list of names and values."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(report: SearchReport) -> tuple[Section, ...]:
    """The sections of the form that have something to say, fit for every format."""
    return tuple(_writable(one) for one in _sections(report) if one.rows)


def _sections(report: SearchReport) -> tuple[Section, ...]:
    return (
        Section("申请 Application", (), _application(report)),
        Section(
            "基本检索要素 Basic search elements",
            ("编号 No.", "要素 Element", "表达 Expressions"),
            tuple((one.id, one.text, "；".join(one.expressions)) for one in report.elements),
        ),
        Section(
            "检索策略 Search strategy",
            (
                "#",
                "文献库 Collection",
                "检索式 Query",
                "限定 Filter",
                "文献（族）Families",
                "记录 Record",
            ),
            tuple(
                (
                    str(place),
                    f"{one.collection} ({one.collection_documents})",
                    one.boolean or "\n".join(one.queries),
                    "\n".join(one.filters) or "—",
                    str(one.families_found),
                    f"{one.search_id}\n{one.recorded_at:%Y-%m-%d %H:%M:%SZ}",
                )
                for place, one in enumerate(report.strategy, start=1)
            ),
        ),
        Section(
            "相关文献 Documents considered relevant",
            (
                "类型 Category",
                "文献 Document",
                "公开日 Published",
                "名称 Title",
                "相关部分 Passages",
                "涉及的权利要求 Claims",
            ),
            tuple(_cited(one) for one in report.citations),
        ),
        Section(
            "类型说明 Categories",
            (),
            tuple(dict.fromkeys((one.category.value, _meaning(one)) for one in report.citations)),
        ),
    )


def numbers(values: tuple[int, ...]) -> str:
    """``1-3, 5``."""
    runs: list[list[int]] = []
    for value in sorted(set(values)):
        if runs and value == runs[-1][1] + 1:
            runs[-1][1] = value
        else:
            runs.append([value, value])
    return ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in runs)


def _application(report: SearchReport) -> tuple[tuple[str, str], ...]:
    rows = (
        ("申请号 Application number", report.application_number or "—"),
        ("发明名称 Title", report.title or "—"),
        ("申请人 Applicants", "；".join(report.applicants) or "—"),
        ("申请日 Filing date", str(report.filing_date or "—")),
        ("最早优先权日 Earliest priority date", str(report.earliest_priority_date or "—")),
        ("检索的权利要求 Claims searched", numbers(report.claims) or "—"),
        ("检索领域（IPC）Fields searched", "；".join(report.fields_searched) or "—"),
        ("审查员 Examiner", report.examiner or "—"),
        ("完成日期 Completed on", str(report.completed_on)),
    )
    return rows + ((("备注 Remarks", report.remarks),) if report.remarks else ())


def _cited(one: ReportCitation) -> tuple[str, ...]:
    number = f"{one.number}. {one.document}"
    together = f"\n+ {', '.join(one.combined_with)}" if one.combined_with else ""
    return (
        one.category.value,
        number + together,
        str(one.publication_date or "—"),
        one.title,
        one.passages or "—",
        numbers(one.claims),
    )


def _meaning(one: ReportCitation) -> str:
    return f"{one.message.zh} {one.message.en}"


def _writable(section: Section) -> Section:
    """Without control characters, which no format can hold."""
    rows = tuple(
        tuple("".join(one for one in text if one == "\n" or one.isprintable()) for text in row)
        for row in section.rows
    )
    return Section(section.heading, section.columns, rows)

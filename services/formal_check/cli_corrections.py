"""``zhishen correct``: what replacement papers mend, and what they add to the original filing."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.formal_check.api.convert import check_report
from services.formal_check.api.dependencies import today
from services.formal_check.cli_files import write_file
from services.formal_check.cli_profile import OfficeProfile, chosen_book
from services.formal_check.cli_sheets import (
    Claims,
    Figures,
    Paragraphs,
    sheet_summary,
    sheets_named,
)
from services.formal_check.domain.correction.correct import judge_correction
from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.engines.correction_html import correction_html
from shared.contracts.corrections import CorrectionReport, CorrectionRequest, DefectState
from shared.contracts.corrections import PassageSupport as Support
from shared.contracts.formal_check import CheckReport
from shared.errors import ZhishenError
from shared.formats import read_path
from shared.model.case_file import CaseFile

_STATES = {
    DefectState.CURED: "[green]已克服 cured[/]",
    DefectState.OPEN: "[red]仍存在 open[/]",
    DefectState.UNCONFIRMED: "[yellow]未能确认 unconfirmed[/]",
    DefectState.NEW: "[red]新出现 new[/]",
    DefectState.NOT_NOTIFIED: "[yellow]原有、未通知 not notified[/]",
}
_SUPPORTS = {
    Support.STATED: "[dim]原文他处有 stated[/]",
    Support.IN_PIECES: "[yellow]词语均有、组合不同 in pieces[/]",
    Support.NOT_FOUND: "[red]原文未见 not found[/]",
    Support.OTHER_REFERENCE: "[yellow]引用关系改变 other reference[/]",
}


def correct(
    original: Annotated[Path, typer.Argument(help="The application as filed.")],
    replacement: Annotated[
        Path, typer.Argument(help="The replacement papers: a package, or some of its parts.")
    ],
    notice: Annotated[
        Path | None,
        typer.Option("--notice", help="Result of zhishen check --json on which the notice rested."),
    ] = None,
    claims: Claims = None,
    paragraphs: Paragraphs = None,
    figures: Figures = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the whole result to this file.")
    ] = None,
    html_file: Annotated[
        Path | None, typer.Option("--html", help="Write a page that shows both texts.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day on which terms are judged."),
    ] = None,
    office_profile: OfficeProfile = None,
) -> None:
    """Compare replacement papers with the notice and the original filing. 补正核对。"""
    day = as_of.date() if as_of else today()
    book = chosen_book(office_profile)

    def checked(case_file: CaseFile) -> CheckReport:
        return check_report(check(case_file, book, choose_profile(case_file, day)), book)

    sheets = sheets_named(claims, paragraphs, figures)
    notified = None if notice is None else _notice(notice, original)
    try:
        request = CorrectionRequest(
            original=read_path(original).case_file,
            replacement=read_path(replacement).case_file,
            sheets=sheets,
            notice=notified,
            as_of=day,
        )
        report = judge_correction(request, checked)
    except ZhishenError as error:
        Console(stderr=True).print(f"[red]{escape(error.one_line())}[/]", soft_wrap=True)
        raise typer.Exit(1) from None
    if json_file is not None:
        content = report.model_dump(mode="json")
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_file(json_file, text + "\n", "--json")
    if html_file is not None:
        write_file(html_file, correction_html(report), "--html")
    if json_file is None and html_file is None:
        _print(Console(), report)


def _notice(file: Path, original: Path) -> CheckReport:
    """The report in ``file``: of the only result, or of the result with the original's path."""
    try:
        content: Any = json.loads(file.read_text(encoding="utf-8"))
        results = content.get("results", [content])
        own = [one for one in results if one.get("path") == str(original)]
        (found,) = own or results
        return CheckReport.model_validate({k: v for k, v in found.items() if k != "path"})
    except (OSError, UnicodeError, ValueError, TypeError, AttributeError) as error:
        detail = "expected a result of zhishen check --json for the original 应为对原申请运行"
        if isinstance(error, ValidationError):
            detail = f"{'/'.join(map(str, error.errors()[0]['loc']))}: {detail}"
        raise typer.BadParameter(
            f"{detail} zhishen check --json 的结果", param_hint="--notice"
        ) from None


def _print(console: Console, report: CorrectionReport) -> None:
    console.print(f"[dim]replaced 替换: {', '.join(report.replaced)}[/]")
    if report.sheets:
        console.print(f"[dim]替换页 sheets: {sheet_summary(report.sheets)}[/]")
    if not report.comparable:
        console.print(
            "通知书与本次检查的规则或适用日期不同 the notice was made by other rules or date"
        )
    defects = Table("缺陷 defect", "代码 code", "问题 finding", box=None, pad_edge=False)
    for defect in report.defects:
        finding = defect.now or defect.finding
        defects.add_row(_STATES[defect.state], finding.code, escape(finding.message.zh))
    console.print(defects)
    if report.passages:
        table = Table(
            "修改 amended", "位置 place", "新文本 new text", "最接近的原文 nearest in the original",
            box=None, pad_edge=False,
        )  # fmt: skip
        for passage in report.passages:
            nearest = passage.nearest.text if passage.nearest is not None else ""
            table.add_row(
                _SUPPORTS[passage.support],
                escape(passage.place.zh),
                escape(passage.location.text),
                f"[dim]{escape(nearest)}[/]",
            )
        console.print(table)
    for omitted in report.omitted:
        console.print(
            f"[yellow]删去 omitted[/] {escape(omitted.place.zh)}: {escape(omitted.location.text)}"
        )
    for picture in report.pictures:
        console.print(f"[yellow]图片 picture[/] {escape(picture.place.zh)}: {picture.change}")
    for unknown in report.not_compared:
        console.print(f"[dim]{escape(unknown.what)}: {escape(unknown.reason.zh)}[/]")
    console.print(
        "[dim]是否超出原说明书和权利要求书记载的范围由审查员判断 "
        "whether an amendment goes beyond the original filing is for a person to judge[/]"
    )

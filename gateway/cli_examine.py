"""``zhishen examine``: examine files on this machine and show what was found."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from gateway.local import open_examiner
from gateway.report import render_report
from gateway.settings import Settings
from shared.contracts.dossier import Dossier, Section, SectionStatus
from shared.contracts.formal_check import Finding, Severity
from shared.errors import ZhishenError
from shared.formats import iter_inputs
from shared.logging import configure_logging

commands = typer.Typer()

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}
_STATUS = {
    SectionStatus.COMPLETE: "[green]complete 完成[/]",
    SectionStatus.FAILED: "[red]failed 失败[/]",
    SectionStatus.NOT_APPLICABLE: "[dim]not applicable 不适用[/]",
}


@dataclass(frozen=True)
class Examined:
    """One input and what became of it."""

    path: Path
    dossier: Dossier | None = None
    images: Mapping[str, bytes] | None = None
    error: ZhishenError | None = None


@commands.command("examine")
def examine(
    paths: Annotated[
        list[Path], typer.Argument(help="Packages, publications or manuscripts; folders of them.")
    ],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all dossiers to this file.")
    ] = None,
    html_file: Annotated[
        Path | None,
        typer.Option("--html", help="Write the report; a folder when there are several inputs."),
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Exit with 1 when a finding is at least this severe."),
    ] = None,
    log_level: Annotated[str, typer.Option(help="debug, info, warning or error.")] = "error",
) -> None:
    """Examine applications: formal check, recognition, prior art, earlier designs."""
    configure_logging(log_level, "console")
    console = Console()
    inputs, unreadable = _inputs(paths)
    examined = [*unreadable, *asyncio.run(_examine_all(inputs, console))]
    for item in examined:
        if item.error is not None:
            Console(stderr=True).print(
                f"[red]{escape(str(item.path))}[/]: {escape(item.error.one_line())}",
                soft_wrap=True,
            )
        elif item.dossier is not None:
            print_dossier(console, item.path, item.dossier)
    if json_file is not None:
        json_file.write_text(_as_json(examined), encoding="utf-8")
    if html_file is not None:
        for written in write_reports(examined, html_file):
            console.print(f"Report 报告: {written}")
    if any(item.error is not None for item in examined) or _severe(examined, fail_on):
        raise typer.Exit(1)


def _inputs(paths: Sequence[Path]) -> tuple[list[Path], list[Examined]]:
    inputs: list[Path] = []
    unreadable: list[Examined] = []
    for path in paths:
        try:
            inputs += iter_inputs(path)
        except ZhishenError as error:
            unreadable.append(Examined(path, error=error))
    return inputs, unreadable


async def _examine_all(inputs: Sequence[Path], console: Console) -> list[Examined]:
    if not inputs:
        return []
    results: list[Examined] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Loading services 正在加载服务")
        async with open_examiner(Settings()) as examiner:
            for number, path in enumerate(inputs, 1):
                name = escape(path.name)
                progress.update(task, description=f"{number}/{len(inputs)} {name}")
                try:
                    dossier, images = await examiner.examine_with_images(path)
                except ZhishenError as error:
                    results.append(Examined(path, error=error))
                else:
                    results.append(Examined(path, dossier, images))
    return results


def _as_json(examined: Sequence[Examined]) -> str:
    return json.dumps(
        {
            "results": [
                {"path": str(item.path), "dossier": item.dossier.model_dump(mode="json")}
                for item in examined
                if item.dossier is not None
            ],
            "errors": [
                {"path": str(item.path), **item.error.as_record()}
                for item in examined
                if item.error is not None
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def write_reports(examined: Sequence[Examined], target: Path) -> list[Path]:
    """Write one page per dossier: to ``target`` itself for one, into it as a folder for several."""
    pages = [
        (item.path.name, render_report(item.dossier, item.images or {}))
        for item in examined
        if item.dossier is not None
    ]
    if len(pages) == 1 and not target.is_dir():
        target.write_text(pages[0][1], encoding="utf-8")
        return [target]
    target.mkdir(parents=True, exist_ok=True)
    used: Counter[str] = Counter()
    written = []
    for name, page in pages:
        used[name] += 1
        suffix = f"-{used[name]}" if used[name] > 1 else ""
        path = target / f"{name}{suffix}.html"
        path.write_text(page, encoding="utf-8")
        written.append(path)
    return written


def _severe(examined: Sequence[Examined], fail_on: Severity | None) -> bool:
    if fail_on is None:
        return False
    return any(
        finding.severity.reaches(fail_on)
        for item in examined
        if item.dossier is not None
        for finding in item.dossier.sections.formal_check.findings
    )


def print_dossier(console: Console, path: Path, dossier: Dossier) -> None:
    """A dossier as a readable report on the terminal."""
    title = dossier.application.title
    console.rule(
        f"[bold]{escape(title.text if title else path.name)}[/]  [dim]{escape(str(path))}[/]"
    )
    sections = dossier.sections
    named: list[tuple[str, Section]] = [
        ("formal check 形式审查", sections.formal_check),
        ("prior art 现有技术", sections.prior_art),
        ("designs 外观设计", sections.design_image),
        ("recognition 识别", sections.ocr),
    ]
    for name, section in named:
        why = ""
        if section.problem is not None:
            why = f" – {section.problem.detail} {section.problem.detail_zh}"
        elif section.reason is not None:
            why = f" – {section.reason.en} {section.reason.zh}"
        console.print(f"  {name}: {_STATUS[section.status]}[dim]{escape(why)}[/]")
    if sections.formal_check.findings:
        console.print(findings_table(sections.formal_check.findings))
    if sections.prior_art.result is not None and sections.prior_art.result.hits:
        table = Table(
            "#", "document 文献", "title 名称", "published 公布日", box=None, pad_edge=True
        )
        for hit in sections.prior_art.result.hits[:5]:
            table.add_row(
                str(hit.rank), escape(hit.key), escape(hit.title), str(hit.publication_date or "?")
            )
        console.print(table)
    if sections.prior_art.pending is not None and sections.prior_art.pending.hits:
        table = Table("#", "pending 未公布的在先申请", "title 名称", box=None, pad_edge=True)
        for hit in sections.prior_art.pending.hits[:5]:
            table.add_row(str(hit.rank), escape(hit.key), escape(hit.title))
        console.print(table)
    if sections.design_image.result is not None and sections.design_image.result.hits:
        table = Table("#", "design 外观设计", "title 名称", "score 得分", box=None, pad_edge=True)
        for design in sections.design_image.result.hits[:5]:
            table.add_row(
                str(design.rank),
                escape(design.design_id),
                escape(design.title or ""),
                f"{design.score:.3f}",
            )
        console.print(table)


def findings_table(findings: Sequence[Finding]) -> Table:
    """Findings with their place and message."""
    table = Table("code 代码", "place 位置", "finding 问题", box=None, pad_edge=True)
    table.columns[0].no_wrap = True
    table.columns[2].overflow = "fold"
    for finding in findings:
        colour = _COLOURS[finding.severity]
        where = finding.location.unit or finding.location.file
        table.add_row(
            f"[{colour}]{finding.code}[/]",
            escape(where),
            f"{escape(finding.message.zh)}\n[dim]{escape(finding.message.en)}[/]",
        )
    return table

"""``zhishen check`` and ``zhishen rules``: the rule book without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.formal_check.api.convert import check_report, rule_summary
from services.formal_check.api.dependencies import today
from services.formal_check.cli_corrections import correct
from services.formal_check.cli_files import write_file
from services.formal_check.cli_profile import OfficeProfile, chosen_book
from services.formal_check.cli_reports import compare_reports, read_waivers
from services.formal_check.domain.engine import check as run_check
from services.formal_check.domain.notice import NoticeTerms, draft_notice
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.domain.rule_pages import rule_pages
from services.formal_check.domain.waivers import with_waivers
from services.formal_check.engines.notice_docx import notice_docx
from services.formal_check.engines.notice_html import notice_html
from services.formal_check.engines.rule_cases import count_cases
from shared.contracts.formal_check import CheckReport, Outcome, Severity
from shared.contracts.notices import USUAL_MONTHS
from shared.contracts.waivers import Waiver
from shared.errors import ZhishenError
from shared.formats import iter_inputs, read_path
from shared.model.case_file import CaseFile
from shared.model.time_limits import Service

commands = typer.Typer()
commands.command("compare")(compare_reports)
commands.command("correct")(correct)

NOTICE_WRITERS = {".docx": notice_docx, ".html": notice_html}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


class NoticeLanguage(StrEnum):
    """Language of a notice."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True)
class Checked:
    """One input and what became of it."""

    path: Path
    report: CheckReport | None = None
    case_file: CaseFile | None = None
    error: ZhishenError | None = None


@commands.command("check")
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="Packages, publications or manuscripts; folders of them.")
    ],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all findings to this file.")
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Exit with 1 when a finding is at least this severe."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day on which terms are judged."),
    ] = None,
    governing_date: Annotated[
        datetime | None,
        typer.Option(
            "--governing-date",
            formats=["%Y-%m-%d"],
            help="Day whose law applies, instead of the filing date.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print no tables.")] = False,
    waivers: Annotated[
        Path | None,
        typer.Option("--waivers", help="Leave findings aside as this YAML or JSON file says."),
    ] = None,
    notice: Annotated[
        Path | None,
        typer.Option(
            "--notice", help="Draft a notice of correction (.docx or .html) for the one input."
        ),
    ] = None,
    issued_on: Annotated[
        datetime | None,
        typer.Option("--issued-on", formats=["%Y-%m-%d"], help="Day of the notice."),
    ] = None,
    months: Annotated[
        int, typer.Option("--months", min=1, max=24, help="Months to answer the notice.")
    ] = USUAL_MONTHS,
    service: Annotated[
        Service, typer.Option("--service", help="How the notice reaches the applicant.")
    ] = Service.ELECTRONIC,
    office_profile: OfficeProfile = None,
    language: Annotated[
        NoticeLanguage, typer.Option("--language", help="Language of the notice.")
    ] = NoticeLanguage.ZH,
) -> None:
    """Check the form of applications. 形式审查。"""
    if notice is not None and notice.suffix.lower() not in NOTICE_WRITERS:
        raise typer.BadParameter(
            "the notice is a .docx or .html file 通知书应为.docx或者.html文件",
            param_hint="--notice",
        )
    granted = read_waivers(waivers) if waivers is not None else ()
    book = chosen_book(office_profile)
    console = Console()
    checked: list[Checked] = []
    for item in _check_all(paths, book, as_of, governing_date, granted):
        checked.append(item)
        if item.error is not None:
            Console(stderr=True).print(
                f"[red]{escape(str(item.path))}[/]: {escape(item.error.one_line())}",
                soft_wrap=True,
            )
        elif item.report is not None and not quiet:
            _print(console, item.path, item.report)
    if json_file is not None:
        write_file(json_file, _as_json(checked), "--json")
    if notice is not None:
        day = issued_on or as_of
        terms = NoticeTerms(day.date() if day else today(), months, service)
        _write_notice(notice, checked, terms, language)
    if any(item.error is not None for item in checked) or _severe(checked, fail_on):
        raise typer.Exit(1)


@commands.command("rules")
def rules(
    json_file: Annotated[
        Path | None,
        typer.Option("--json", help="Run the rule cases and write rules and results to this file."),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option("--docs", help="Write a page for each rule and an index into this folder."),
    ] = None,
    office_profile: OfficeProfile = None,
) -> None:
    """List the rules with their severity and legal basis. 规则列表。

    The severities are those of the office's profile; pages and results of the rule cases are those
    of the release.
    """
    if docs is not None:
        write_pages(docs)
        return
    book = rule_book()
    if json_file is not None:
        text = json.dumps({"rules": _verified_rules(book)}, ensure_ascii=False, indent=1)
        write_file(json_file, text + "\n", "--json")
        return
    book = chosen_book(office_profile)
    summaries = [rule_summary(rule, book) for rule in book.declarations]
    table = Table("code 代码", "rule 规则", "from 施行日", "basis 依据", box=None, pad_edge=False)
    for summary in summaries:
        table.add_row(
            f"[{_COLOURS[summary.severity]}]{summary.code}[/]",
            f"{escape(summary.title.zh)}\n[dim]{escape(summary.title.en)}[/]",
            str(summary.effective_from),
            summary.legal_basis[0].text_zh,
        )
    Console().print(table)


def _verified_rules(book: RuleBook) -> list[dict[str, Any]]:
    """One entry per code: its newest version, the dates of all, and how many of its cases ran well.

    A rule is implemented when it can fail: at least one of its cases made it.
    """
    entries = []
    for code, count in count_cases(book).items():
        versions = book.versions(code)
        newest = max(versions, key=lambda version: version.effective_from)
        entries.append(
            {
                **rule_summary(newest, book).model_dump(mode="json"),
                "implemented": count.failing > 0,
                "failing_cases": count.failing,
                "passing_cases": count.passing,
                "versions": [version.effective_from.isoformat() for version in versions],
            }
        )
    return entries


def write_pages(folder: Path) -> None:
    """Write the rule pages into ``folder``; pages of rules that are gone are removed."""
    pages = rule_pages(rule_book())
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def _check_all(
    paths: Sequence[Path],
    book: RuleBook,
    as_of: datetime | None,
    governing_date: datetime | None,
    granted: Sequence[Waiver],
) -> Iterator[Checked]:
    day = as_of.date() if as_of else today()
    stated = governing_date.date() if governing_date else None
    for given in paths:
        try:
            inputs = list(iter_inputs(given)) or [given]
        except ZhishenError as error:
            yield Checked(given, error=error)
            continue
        for path in inputs:
            try:
                yield _check_one(path, book, day, stated, granted)
            except ZhishenError as error:
                yield Checked(path, error=error)


def _check_one(
    path: Path,
    book: RuleBook,
    as_of: date,
    governing_date: date | None,
    granted: Sequence[Waiver],
) -> Checked:
    case_file = read_path(path).case_file
    profile = choose_profile(case_file, as_of, governing_date)
    report = check_report(run_check(case_file, book, profile), book)
    return Checked(path, with_waivers(report, granted, as_of) if granted else report, case_file)


def _write_notice(
    target: Path, checked: Sequence[Checked], terms: NoticeTerms, language: NoticeLanguage
) -> None:
    """Write the notice. A usage error unless there is exactly one input that could be read."""
    readable = [one for one in checked if one.report is not None]
    if len(checked) != 1 or len(readable) != len(checked):
        raise typer.BadParameter(
            "a notice is for exactly one application that can be read 通知书只针对一件可读取的申请",
            param_hint="--notice",
        )
    (one,) = readable
    assert one.report is not None  # noqa: S101 - chosen above
    assert one.case_file is not None  # noqa: S101 - comes with the report
    draft = draft_notice(one.report, one.case_file, terms)
    write_file(target, NOTICE_WRITERS[target.suffix.lower()](draft, language.value), "--notice")


def _as_json(checked: Sequence[Checked]) -> str:
    """``results`` in the order of the paths; inputs that could not be read are under ``errors``."""
    content = {
        "results": [
            {"path": str(item.path), **item.report.model_dump(mode="json")}
            for item in checked
            if item.report is not None
        ],
        "errors": [
            {"path": str(item.path), **item.error.as_record()}
            for item in checked
            if item.error is not None
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _severe(checked: Sequence[Checked], fail_on: Severity | None) -> bool:
    if fail_on is None:
        return False
    return any(
        finding.severity.reaches(fail_on)
        for item in checked
        if item.report is not None
        for finding in item.report.findings
    )


def _print(console: Console, path: Path, report: CheckReport) -> None:
    profile = report.profile
    console.rule(
        f"[bold]{escape(str(path))}[/]  [dim]{profile.name}, {profile.governing_date} "
        f"({profile.governing_date_basis})[/]",
        align="left",
    )
    if override := report.versions.components.get("override"):
        console.print(f"  [dim]office profile 本局配置: {escape(override)}[/]")
    if report.findings:
        table = Table("code 代码", "place 位置", "finding 问题", box=None, pad_edge=False)
        for finding in report.findings:
            where = finding.location.unit or finding.location.element or finding.location.file
            table.add_row(
                f"[{_COLOURS[finding.severity]}]{finding.code}[/]",
                escape(where),
                f"{escape(finding.message.zh)}\n[dim]{escape(finding.message.en)}[/]",
            )
        console.print(table)
    counted = dict.fromkeys(Outcome, 0)
    for rule in report.outcomes:
        counted[rule.outcome] += 1
    console.print(
        f"  [dim]rules 规则: pass 通过 {counted[Outcome.PASS]}, fail 不符 {counted[Outcome.FAIL]}, "
        f"not applicable 不适用 {counted[Outcome.NOT_APPLICABLE]}, "
        f"not checked 未检查 {counted[Outcome.NOT_CHECKED]}, "
        f"undecidable 无法判断 {counted[Outcome.UNDECIDABLE]}[/]"
    )

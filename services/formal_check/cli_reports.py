"""``zhishen compare``, and files that ``zhishen check`` reads and wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.formal_check.cli_files import write_file
from services.formal_check.domain.comparison import compare
from shared.contracts.formal_check import CheckReport, Finding, ReportComparison
from shared.contracts.waivers import Waiver

_WAIVERS: TypeAdapter[tuple[Waiver, ...]] = TypeAdapter(tuple[Waiver, ...])
_NAMES = {
    "new": "新增 new",
    "changed": "改动后仍存在 changed",
    "unchanged": "未变 unchanged",
    "unconfirmed": "未能确认 unconfirmed",
    "waived": "已豁免 waived",
    "cleared": "已消除 cleared",
}


def read_waivers(file: Path) -> tuple[Waiver, ...]:
    """Waivers from a YAML or JSON file. A usage error with the place of the first fault."""
    try:
        content: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        return _WAIVERS.validate_python(content["waivers"])
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(step) for step in ("waivers", *first["loc"]))
        raise _bad_waivers(f"{place}: {first['type'].replace('_', ' ')}") from None
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError):
        raise _bad_waivers("expected a list under 'waivers' 应有waivers列表") from None


def compare_reports(
    before: Annotated[Path, typer.Argument(help="JSON file of an earlier check.")],
    after: Annotated[Path, typer.Argument(help="JSON file of a later check.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the comparison to this file.")
    ] = None,
) -> None:
    """Compare two results of zhishen check --json. 比较两次检查结果。"""
    compared = _pairs(_reports(before), _reports(after))
    if json_file is not None:
        content = {
            "results": [
                {"path": path, "comparison": told.model_dump(mode="json")}
                for path, told in compared.items()
            ]
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_file(json_file, text + "\n", "--json")
        return
    console = Console()
    for path, told in compared.items():
        console.rule(f"[bold]{escape(path)}[/]", align="left")
        if not told.comparable:
            console.print("两次检查的规则或适用日期不同 made by other rules or another date")
        table = Table("变化 change", "代码 code", "问题 finding", box=None, pad_edge=False)
        for name, findings in _lists(told):
            for one in findings:
                table.add_row(_NAMES[name], one.code, escape(one.message.zh))
        console.print(table)


def _lists(told: ReportComparison) -> list[tuple[str, tuple[Finding, ...]]]:
    changed = tuple(pair.after for pair in told.changed)
    return [
        (name, changed if name == "changed" else getattr(told, name))
        for name in _NAMES
        if name != "unchanged"
    ]


def _reports(file: Path) -> dict[str, CheckReport]:
    try:
        results = json.loads(file.read_text(encoding="utf-8"))["results"]
        return {
            str(result["path"]): CheckReport.model_validate(
                {name: value for name, value in result.items() if name != "path"}
            )
            for result in results
        }
    except (OSError, UnicodeError, ValueError, KeyError, TypeError, AttributeError):
        message = "not a result of zhishen check --json 不是zhishen check --json的结果"
        Console(stderr=True).print(f"[red]{escape(str(file))}[/]: {message}", soft_wrap=True)
        raise typer.Exit(1) from None


def _pairs(
    before: dict[str, CheckReport], after: dict[str, CheckReport]
) -> dict[str, ReportComparison]:
    """Reports on the same path; two files with one report each are compared whatever the path."""
    if len(before) == len(after) == 1:
        ((_, earlier),), ((path, later),) = before.items(), after.items()
        return {path: compare(earlier, later)}
    return {path: compare(before[path], after[path]) for path in after if path in before}


def _bad_waivers(detail: str) -> typer.BadParameter:
    return typer.BadParameter(detail, param_hint="--waivers")

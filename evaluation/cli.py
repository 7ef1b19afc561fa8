"""``zhishen eval …``: measure a service on a folder of real data."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evaluation.figures import Figures, print_figures, write_figures
from shared.logging import configure_logging

commands = typer.Typer()
evaluations = typer.Typer(no_args_is_help=True, help="Measure quality on real data.")
commands.add_typer(evaluations, name="eval")

DataDir = Annotated[
    Path | None,
    typer.Option("--data", help="Data folder; the variable ZHISHEN_DATA if absent."),
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")]


def _measure(module: str, title: str, data: Path | None, json_file: Path | None) -> None:
    configure_logging("error", "console")
    if data is None and (given := os.environ.get("ZHISHEN_DATA")):  # a measurement, not a service
        data = Path(given)
    if data is None or not data.is_dir():
        raise typer.BadParameter(
            "Name a data folder with --data or ZHISHEN_DATA. 请指定数据文件夹。"
        )
    figures: Figures = importlib.import_module(f"evaluation.{module}").evaluate(data)
    print_figures(Console(), title, figures)
    if json_file is not None:
        write_figures(figures, json_file)


@evaluations.command("formal-check")
def formal_check(data: DataDir = None, json_file: JsonFile = None) -> None:
    """False alarms, spans and speed of the formal check."""
    _measure("formal_check", "formal_check", data, json_file)


@evaluations.command("prior-art")
def prior_art(data: DataDir = None, json_file: JsonFile = None) -> None:
    """Retrieval on the hard proxies, beside BM25 and other floors."""
    _measure("prior_art", "prior_art", data, json_file)


@evaluations.command("design-image")
def design_image(data: DataDir = None, json_file: JsonFile = None) -> None:
    """Design retrieval, beside the grey-histogram control and single channels."""
    _measure("design_image", "design_image", data, json_file)


@evaluations.command("ocr")
def ocr(data: DataDir = None, json_file: JsonFile = None) -> None:
    """Character error rate and reference signs, beside other engines."""
    _measure("ocr", "ocr", data, json_file)


@evaluations.command("gateway")
def gateway(
    json_file: JsonFile = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", help="Only this part; may be repeated.")
    ] = None,
) -> None:
    """Overhead, live hints, batch re-check, authorisation and fuzzing of the gateway."""
    from evaluation.gateway import PARTS, evaluate

    configure_logging("error", "console")
    if unknown := set(part or ()) - set(PARTS):
        raise typer.BadParameter(
            f"There is no part {', '.join(sorted(unknown))}; parts are {', '.join(PARTS)}. "
            f"没有该部分，可选：{'、'.join(PARTS)}。"
        )
    figures = evaluate(part or ())
    print_figures(Console(), "gateway", figures)
    if json_file is not None:
        write_figures(figures, json_file)

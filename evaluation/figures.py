"""Figures of a measurement: a flat mapping of names to numbers, printed and written in one way.

A rate, recall, mAP or CER is a fraction 0-1; a name that ends in ``_ms``, ``_s`` or
``_per_second`` carries that unit; a figure that could not be measured is left out, never 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

Figures = Mapping[str, float]


def write_figures(figures: Figures, path: Path) -> None:
    """Write ``{"figures": {name: number}}``; numbers that are not finite are left out."""
    finite = {name: value for name, value in figures.items() if math.isfinite(value)}
    path.write_text(json.dumps({"figures": finite}, indent=1) + "\n", encoding="utf-8")


def print_figures(console: Console, title: str, figures: Figures) -> None:
    """Print a table of figures in their order."""
    table = Table("figure", "value", title=title, title_justify="left")
    table.columns[1].justify = "right"
    for name, value in figures.items():
        table.add_row(name, shown(value))
    console.print(table)


def shown(value: float) -> str:
    """A number as a reader wants it: counts whole, the rest with four significant digits."""
    if float(value).is_integer() and abs(value) < 1e12:
        return f"{int(value):,}"
    return f"{value:.4g}"

"""The gateway measured: ``zhishen eval gateway``.

Each part is a module with ``measure(folder) -> dict[str, float]`` that starts what it needs below
an empty folder of its own, and ends it again. Their order is that of the table.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

PARTS: dict[str, str] = {
    "hop": "evaluation.gateway_hop",
    "hints": "evaluation.gateway_hints",
    "recheck": "evaluation.gateway_recheck",
    "matrix": "evaluation.gateway_matrix",
    "fuzz": "evaluation.gateway_fuzz",
}
"""Part (the first word of its figures' names) and module."""


def evaluate(parts: Sequence[str] = ()) -> dict[str, float]:
    """The figures of the named parts, of all when none is named."""
    figures: dict[str, float] = {}
    for name in parts or PARTS:
        try:
            module = importlib.import_module(PARTS[name])
        except ModuleNotFoundError as error:
            if error.name != "schemathesis":
                raise
            _left_out(name, error.name)
            continue
        with tempfile.TemporaryDirectory(prefix="zhishen-eval-") as folder:
            figures |= module.measure(Path(folder))
    return figures


def _left_out(name: str, module: str) -> None:
    Console(stderr=True).print(
        f"Part {name} is left out: {module} is missing. Install it with: pip install 'zhishen[dev]'. "
        f"缺少 {module}，已跳过 {name} 部分。",
        markup=False,
    )

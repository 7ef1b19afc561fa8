"""docs/formats.md names every limit with its default, and every error."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from shared.formats import errors
from shared.formats.limits import MIB, ReadLimits

TEXT = (Path(__file__).parents[3] / "docs" / "formats.md").read_text()


def test_every_limit_is_documented_with_its_default() -> None:
    for field in dataclasses.fields(ReadLimits):
        value = getattr(ReadLimits(), field.name)
        shown = f"{value // MIB} MiB" if field.name.endswith("_bytes") else f"{value:,}"
        (row,) = [line for line in TEXT.splitlines() if line.startswith(f"| `{field.name}`")]
        assert row.endswith(f"| {shown} |")


def test_every_error_is_documented() -> None:
    for kind in errors.ReadError.__subclasses__():
        assert f"`{kind.__name__}`" in TEXT

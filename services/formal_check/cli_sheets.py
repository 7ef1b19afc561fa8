"""Options of ``zhishen correct`` that say which units replacement sheets (替换页) stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Annotated

import typer
from pydantic import ValidationError

from shared.contracts.corrections import ReplacementSheets, SheetUnit, UnitChange, UnitRange

_RANGE = re.compile(r"\s*\[?(\d{1,5})\]?\s*(?:[-–~～至]\s*\[?(\d{1,5})\]?\s*)?")
_METAVAR = "3-5,7"

Claims = Annotated[
    str | None,
    typer.Option(
        "--claims", metavar=_METAVAR, help="The replacement holds these claims only 权利要求."
    ),
]
Paragraphs = Annotated[
    str | None,
    typer.Option(
        "--paragraphs",
        metavar="12-15",
        help="The replacement holds these paragraphs of the description only 说明书段落.",
    ),
]
Figures = Annotated[
    str | None,
    typer.Option("--figures", metavar="2", help="The replacement holds these figures only 附图."),
]
_CHANGES = {
    UnitChange.REPLACED: "替换 replaced",
    UnitChange.ADDED: "增加 added",
    UnitChange.OMITTED: "删去 omitted",
}
_PARTS = {"claims": "权利要求", "description": "段落", "drawings": "图"}


def sheets_named(
    claims: str | None, paragraphs: str | None, figures: str | None
) -> ReplacementSheets | None:
    """What the options name; ``None`` without any. Raises ``typer.BadParameter``."""
    if claims is paragraphs is figures is None:
        return None
    return ReplacementSheets(
        claims=_ranges(claims, "--claims"),
        paragraphs=_ranges(paragraphs, "--paragraphs"),
        figures=_ranges(figures, "--figures"),
    )


def _ranges(text: str | None, option: str) -> tuple[UnitRange, ...]:
    found = []
    for part in re.split("[,，、]", text) if text is not None else ():
        match = _RANGE.fullmatch(part)
        try:
            if match is None:
                raise ValueError
            last = None if match[2] is None else int(match[2])
            found.append(UnitRange(first=int(match[1]), last=last))
        except (ValueError, ValidationError):
            raise typer.BadParameter(
                "numbers such as 3-5,7 are wanted 请写成 3-5,7 的形式", param_hint=option
            ) from None
    return tuple(found)


def sheet_summary(units: Iterable[SheetUnit]) -> str:
    """E.g. ``权利要求3、4 替换 replaced``, in the order of the papers."""
    return "; ".join(
        f"{_PARTS[part]}{'、'.join(str(each.number) for each in group)} {_CHANGES[change]}"
        for (part, change), group in groupby(units, lambda each: (each.part, each.change))
    )

"""Reference signs of real drawings: each sheet's signs are a set.

Three ways: the drawing alone; with the signs of its own description, which may reject or correct a box
but never add one; and, as a control, with those of another application.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.ocr import picture_of, read_default
from services.ocr.domain.described_signs import settle
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.page import SignReading
from shared.formats.errors import ReadError
from shared.formats.intake import read_path
from shared.model.reference_signs import description_signs, unit_signs

_NUMBER = re.compile(r"\d{12,13}")


def measure_signs(data_dir: Path, engine: TextEngine) -> dict[str, float]:
    """Recall and precision; the two further rows only over sheets whose description is here."""
    labels = data_dir / "ocr" / "drawings" / "reference_signs.json"
    if not labels.exists():
        return {}
    sheets: list[Mapping[str, Any]] = json.loads(labels.read_text(encoding="utf-8"))
    read = {
        str(sheet["file"]): read_default(engine, picture_of(path)).signs
        for sheet in sheets
        if (path := data_dir / "ocr" / str(sheet["file"])).is_file()
    }
    wanted = {str(sheet["file"]): set(sheet["reference_signs"]) for sheet in sheets}
    figures = _figures("signs", read, wanted)
    described = _described(data_dir)
    own = {file: described[n] for file in read if (n := _application_of(file, described))}
    if own:
        settled = {file: settle(read[file], signs) for file, signs in own.items()}
        figures |= _figures("signs.with_description", settled, wanted)
        figures |= _figures("signs.same_without", {file: read[file] for file in own}, wanted)
    others = {file: other for file in own if (other := _other(file, described)) is not None}
    if others:
        settled = {file: settle(read[file], signs) for file, signs in others.items()}
        figures |= _figures("signs.control", settled, wanted)
    return figures


def _figures(
    name: str, read: Mapping[str, tuple[SignReading, ...]], wanted: Mapping[str, set[str]]
) -> dict[str, float]:
    right = total = found = 0
    for file, signs in read.items():
        seen = {sign.sign for sign in signs}
        right += len(seen & wanted[file])
        total += len(wanted[file])
        found += len(seen)
    figures = {}
    if total:
        figures[f"{name}.recall"] = right / total
    if found:
        figures[f"{name}.precision"] = right / found
    return figures


def _described(data_dir: Path) -> dict[str, frozenset[str]]:
    """The signs that each application's text uses, by application number."""
    found = {}
    for folder in sorted((data_dir / "cnipa-efiling").glob("*/")):
        try:
            application = read_path(folder).case_file.application
        except ReadError:
            continue
        uses = description_signs(unit_signs(unit) for unit in application.text_units())
        found[folder.name] = frozenset(use.sign for use in uses)
    return found


def _application_of(file: str, described: Mapping[str, frozenset[str]]) -> str | None:
    numbers = set(_NUMBER.findall(file))
    return next(
        (name for name in described if any(name[:12] == number[:12] for number in numbers)), None
    )


def _other(file: str, described: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    own = _application_of(file, described)
    return next((signs for name, signs in described.items() if name != own), None)

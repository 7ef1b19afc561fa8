"""Reference signs of real drawings: each sheet's signs are a set.

Three ways: the drawing alone; with the signs of its own description, which may reject or correct a box
but never add one; and, as a control, with those of another application.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from evaluation.ocr_readers import default_engine, picture_of, read_default
from services.ocr.domain.described_signs import look_alike, settle
from services.ocr.domain.engine import TextEngine
from services.ocr.domain.geometry import scale_quad
from services.ocr.domain.page import Picture, SignReading
from services.ocr.domain.reference_signs import sign_of
from shared.formats.errors import ReadError
from shared.formats.intake import read_path
from shared.model.reference_signs import description_signs, unit_signs

_NUMBER = re.compile(r"\d{12,13}")
CROP_SCALES = (1.0, 2.0, 3.0)
"""Sizes at which a sign's own crop is read; small signs were found in an enlarged drawing."""


class Sheet(NamedTuple):
    """A labelled drawing."""

    file: str
    path: Path
    signs: frozenset[str]


class SheetOutcome(NamedTuple):
    """The signs read in a drawing, and how many of their boxes read as the sign when cut out."""

    signs: tuple[SignReading, ...]
    boxes_reading: int


def sheets_of(folder: Path) -> list[Sheet]:
    """The labelled drawings whose pictures are there."""
    labels = folder / "drawings" / "reference_signs.json"
    if not labels.exists():
        return []
    return [
        Sheet(str(sheet["file"]), path, frozenset(sheet["reference_signs"]))
        for sheet in json.loads(labels.read_text(encoding="utf-8"))
        if (path := folder / str(sheet["file"])).is_file()
    ]


def read_sheet(path: Path) -> SheetOutcome:
    """Read one drawing."""
    engine, picture = default_engine(), picture_of(path)
    signs = read_default(engine, picture).signs
    reading = sum(_crop_reads(engine, picture, sign) for sign in signs)
    return SheetOutcome(signs, reading)


def _crop_reads(engine: TextEngine, picture: Picture, sign: SignReading) -> bool:
    """Whether the sign's own box, cut out, reads as it or as a look-alike."""
    for factor in CROP_SCALES:
        seen = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        quad = scale_quad(sign.quad, factor, factor)
        found = sign_of(engine.read(np.asarray(seen, dtype=np.uint8), [quad])[0].text)
        if found is not None and look_alike(found, sign.sign):
            return True
    return False


def sign_figures(
    data_dir: Path, sheets: Sequence[Sheet], outcomes: Sequence[SheetOutcome]
) -> dict[str, float]:
    """Recall and precision; the further rows only over sheets whose description is here."""
    done = list(zip(sheets, outcomes, strict=False))
    read = {sheet.file: outcome.signs for sheet, outcome in done}
    wanted = {sheet.file: sheet.signs for sheet in sheets}
    figures = _figures("signs", read, wanted)
    if found := sum(len(signs) for signs in read.values()):
        figures["signs.boxes_read_as_sign"] = sum(o.boxes_reading for _, o in done) / found
    described = _described(data_dir)
    own = {file: described[n] for file in read if (n := _application_of(file, described))}
    others = {file: other for file in own if (other := _other(file, described)) is not None}
    for name, texts in (("with_description", own), ("control", others)):
        if not texts:
            continue
        settled = {file: settle(read[file], signs) for file, signs in texts.items()}
        figures |= _figures(f"signs.{name}", settled, wanted)
        figures[f"signs.{name}.boxes_added"] = float(
            sum(
                len({sign.quad for sign in signs} - {sign.quad for sign in read[file]})
                for file, signs in settled.items()
            )
        )
    if own:
        figures |= _figures("signs.same_without", {file: read[file] for file in own}, wanted)
    return figures


def _figures(
    name: str, read: Mapping[str, tuple[SignReading, ...]], wanted: Mapping[str, frozenset[str]]
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

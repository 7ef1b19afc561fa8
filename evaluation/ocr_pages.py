"""Labelled pages: character errors of every engine, values of forms, CPU seconds.

All engines read a page in one task, so that a run cut short compares them on the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.ocr_errors import Errors, comparable, errors_of
from evaluation.ocr_readers import cpu_s, default_engine, picture_of, plain_engines, read_default
from services.ocr.domain.page import FieldReading, PageReading

MOST_PAGES = 40
"""Labelled pages that are read; more are thinned out evenly."""


class EngineOutcome(NamedTuple):
    """What one engine did on one page."""

    edits: int
    characters: int
    cpu_s: float


class PageOutcome(NamedTuple):
    """What came of one labelled page."""

    group: str
    """``stamp`` or ``no_stamp``."""
    source: str
    """The source text, of which several pages were made."""
    engines: Mapping[str, EngineOutcome]
    values_right: int
    values: int


def labelled_pages(folder: Path) -> list[Mapping[str, Any]]:
    """The labels of pages whose pictures are there, thinned out to ``MOST_PAGES``."""
    found: list[Mapping[str, Any]] = []
    for path in sorted((folder / "gt").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(truth, dict) or not comparable(str(truth.get("text", ""))):
            continue
        if (folder / str(truth.get("file", ""))).is_file():
            found.append({"id": path.stem, **truth})
    step = -(-len(found) // MOST_PAGES) if found else 1
    return found[::step]


def read_labelled(folder: Path, truth: Mapping[str, Any]) -> PageOutcome:
    """Read one labelled page with every engine."""
    picture = picture_of(folder / str(truth["file"]))
    expected = str(truth["text"])
    engines: dict[str, EngineOutcome] = {}
    for name, read in plain_engines().items():
        begin = cpu_s()
        text = read(picture)
        spent = cpu_s() - begin
        engines[name] = EngineOutcome(*errors_of(text, expected), spent)
    engine = default_engine()
    begin = cpu_s()
    page = read_default(engine, picture)
    spent = cpu_s() - begin
    engines["default"] = EngineOutcome(*errors_of(page.text, expected), spent)
    return PageOutcome(
        "stamp" if "stamp" in str(truth.get("cond", "")) else "no_stamp",
        str(truth["id"]).split("_")[0],
        engines,
        *_values(truth, page),
    )


def page_figures(outcomes: Iterable[PageOutcome]) -> dict[str, float]:
    """The figures of all pages; of the share of CPU time, below 1 is cheaper than plain RapidOCR."""
    pages = list(outcomes)
    figures: dict[str, float] = {}
    for name in dict.fromkeys(name for page in pages for name in page.engines):
        groups: dict[str, Errors] = {}
        sources: dict[str, Errors] = {}
        for page in pages:
            done = page.engines[name]
            groups.setdefault(page.group, Errors()).add(done.edits, done.characters)
            sources.setdefault(page.source, Errors()).add(done.edits, done.characters)
        figures |= {f"{name}.cer.{group}": e.rate() for group, e in sorted(groups.items())}
        figures[f"{name}.cer.worst_source"] = max(e.rate() for e in sources.values())
        spent = sum(page.engines[name].cpu_s for page in pages)
        figures[f"{name}.cpu_s_per_page"] = spent / len(pages)
    if pages:
        plain = figures["rapidocr_plain.cpu_s_per_page"]
        figures["default.cpu_share_of_rapidocr_plain"] = figures["default.cpu_s_per_page"] / plain
        figures["pages"] = float(len(pages))
    if values := sum(page.values for page in pages):
        figures["form_values_exact"] = sum(page.values_right for page in pages) / values
        figures["form_values"] = float(values)
    return figures


def _values(truth: Mapping[str, Any], page: PageReading) -> tuple[int, int]:
    """How many labelled values of a form were read exactly, under their label; how many there are.

    Compared like text. A value that holds a label of its own (nationality, then the identity number)
    must be cut there: its parts are compared in order.
    """
    fields, lines = truth.get("fields"), truth.get("lines")
    if not isinstance(fields, list) or not isinstance(lines, list):
        return 0, 0
    written = {comparable(str(line["text"])) for line in lines}
    read = values_read(page.fields)
    right = total = 0
    for label, value in fields:
        if comparable(value) in written and comparable(label) in written:  # on this half page
            total += 1
            right += read.get(_label(label)) == comparable(value)
    return right, total


def values_read(fields: Iterable[FieldReading]) -> dict[str, str]:
    """Values by label, the fields within a value joined to it."""
    read: dict[str, str] = {}
    for found in fields:
        key = _label(found.within or found.label)
        inner = found.label if found.within else ""
        read[key] = read.get(key, "") + comparable(inner + found.value)
    return read


def _label(text: str) -> str:
    """A label without its number on the form and without punctuation."""
    kept = "".join(c for c in comparable(text) if c.isalnum())
    return kept.lstrip("0123456789")

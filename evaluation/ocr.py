"""Recognition measured on real text and drawings: ``zhishen eval ocr``.

Pages (``ocr/gt``, ``ocr/pages``): character error rate after NFKC and removal of white space, page
order counts; errors of all pages over characters of all pages, with and without a stamp apart, and the
worst source text. Beside the default stand plain Tesseract (``chi_sim+eng``, page segmentation 3) and
plain RapidOCR on the same pictures. Further layouts are rendered from real text (``ocr_layouts``), and
damaged pages for the doubts (``ocr_doubt``). Drawings (``ocr/drawings``): ``ocr_signs``. A part of the
data that is absent leaves its figures out.
"""

from __future__ import annotations

import json
import resource
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.page import PageReading
from services.ocr.domain.page_reader import read_page
from services.ocr.engines import rapidocr_engine
from services.ocr.engines.language_table import load_language

Picture = NDArray[np.uint8]
ReadText = Callable[[Picture], str]
MOST_PAGES = 40
"""Labelled pages that are read; more are thinned out evenly."""


@dataclass
class Errors:
    """Edits and characters so far."""

    edits: int = 0
    characters: int = 0

    def add(self, read: str, expected: str) -> None:
        """Count one page."""
        expected = comparable(expected)
        self.edits += edit_distance(comparable(read), expected)
        self.characters += len(expected)

    def rate(self) -> float:
        """Character error rate, 0-1 (more than 1 when more is read than stands there)."""
        return self.edits / self.characters


@dataclass
class Tally:
    """What one engine did."""

    errors: dict[str, Errors] = field(default_factory=dict)
    sources: dict[str, Errors] = field(default_factory=dict)
    """By source text."""
    cpu_s: float = 0.0
    pages: int = 0

    def figures(self, name: str) -> dict[str, float]:
        """Its figures."""
        figures = {f"{name}.cer.{group}": e.rate() for group, e in sorted(self.errors.items())}
        if self.sources:
            figures[f"{name}.cer.worst_source"] = max(e.rate() for e in self.sources.values())
        if self.pages:
            figures[f"{name}.cpu_s_per_page"] = self.cpu_s / self.pages
        return figures


def evaluate(data_dir: Path) -> dict[str, float]:
    """All figures that the folder's data allow."""
    from evaluation.ocr_doubt import measure_doubt
    from evaluation.ocr_layouts import measure_layouts
    from evaluation.ocr_signs import measure_signs

    engine = rapidocr_engine.create()
    figures: dict[str, float] = {}
    engines = plain_engines() | {"default": default_reader(engine)}
    for name, read in engines.items():
        figures |= measure_pages(data_dir / "ocr", read).figures(name)
    figures |= measure_forms(data_dir / "ocr", engine)
    figures |= measure_signs(data_dir, engine)
    figures |= measure_layouts(data_dir, engines)
    return figures | measure_doubt(data_dir, engine)


def read_default(engine: TextEngine, picture: Picture) -> PageReading:
    """A page as the service reads it."""
    return read_page(engine, picture, language=load_language())


def default_reader(engine: TextEngine) -> ReadText:
    """The service's reading as text."""
    return lambda picture: read_default(engine, picture).text


def plain_engines() -> dict[str, ReadText]:
    """Tesseract, if its program is here, and RapidOCR as they come."""
    plain = RapidOCR()

    def tesseract(picture: Picture) -> str:
        image = Image.fromarray(picture)
        return str(pytesseract.image_to_string(image, lang="chi_sim+eng", config="--psm 3"))

    def rapidocr_plain(picture: Picture) -> str:
        result = plain(picture[:, :, ::-1])
        return "\n".join(getattr(result, "txts", None) or ())

    try:
        languages = set(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, SystemExit):
        languages = set()
    engines: dict[str, ReadText] = {"rapidocr_plain": rapidocr_plain}
    return {"tesseract": tesseract, **engines} if {"chi_sim", "eng"} <= languages else engines


def labelled_pages(folder: Path) -> list[Mapping[str, object]]:
    """The labels of pages whose pictures are there, thinned out to ``MOST_PAGES``."""
    found: list[Mapping[str, object]] = []
    for path in sorted((folder / "gt").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(truth, dict) and (folder / str(truth.get("file", ""))).is_file():
            found.append({"id": path.stem, **truth})
    step = -(-len(found) // MOST_PAGES) if found else 1
    return found[::step]


def picture_of(path: Path) -> Picture:
    """A stored page, RGB."""
    return np.array(Image.open(path).convert("RGB"))


def measure_pages(folder: Path, read: ReadText) -> Tally:
    """Read every labelled page below ``folder``."""
    tally = Tally()
    for truth in labelled_pages(folder):
        expected = str(truth.get("text", ""))
        if not comparable(expected):
            continue
        picture = picture_of(folder / str(truth["file"]))
        begin = cpu_s()
        text = read(picture)
        tally.cpu_s += cpu_s() - begin
        tally.pages += 1
        group = "stamp" if "stamp" in str(truth.get("cond", "")) else "no_stamp"
        source = str(truth["id"]).split("_")[0]
        tally.errors.setdefault(group, Errors()).add(text, expected)
        tally.sources.setdefault(source, Errors()).add(text, expected)
    return tally


def measure_forms(folder: Path, engine: TextEngine) -> dict[str, float]:
    """Share of the labelled values of forms that are read exactly, under their label.

    Compared like text. A value that holds a label of its own (nationality, then the identity number)
    must be cut there: its parts are compared in order.
    """
    right = total = 0
    for truth in labelled_pages(folder):
        fields, lines = truth.get("fields"), truth.get("lines")
        if not isinstance(fields, list) or not isinstance(lines, list):
            continue
        written = {comparable(str(line["text"])) for line in lines}
        page = read_default(engine, picture_of(folder / str(truth["file"])))
        read: dict[str, str] = {}
        for found in page.fields:
            key = _label(found.within or found.label)
            inner = found.label if found.within else ""
            read[key] = read.get(key, "") + comparable(inner + found.value)
        for label, value in fields:
            if comparable(value) in written and comparable(label) in written:  # on this half page
                total += 1
                right += read.get(_label(label)) == comparable(value)
    return {"form_values_exact": right / total, "form_values": float(total)} if total else {}


def _label(text: str) -> str:
    """A label without its number on the form and without punctuation."""
    kept = "".join(c for c in comparable(text) if c.isalnum())
    return kept.lstrip("0123456789")


def comparable(text: str) -> str:
    """Text as it is compared: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance in code points, row by row with NumPy."""
    target = np.fromiter(map(ord, b), dtype=np.int64, count=len(b))
    places = np.arange(len(b) + 1)
    row = places.copy()
    for i, character in enumerate(map(ord, a), start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (target != character))
        ahead = np.concatenate(([i], best))
        # An insertion costs one more than the place to its left: a running minimum of the rest.
        row = np.minimum.accumulate(ahead - places) + places
    return int(row[-1])


def cpu_s() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)

"""Recognition measured on real text and drawings: ``zhishen eval ocr``.

Pages (``ocr/gt``, ``ocr/pages``): character error rate after NFKC and removal of white space, page
order counts; errors of all pages over characters of all pages, with and without a stamp apart.
Drawings (``ocr/drawings``): reference signs as a set per sheet. Beside the default stand plain
Tesseract (``chi_sim+eng``, page segmentation 3) and plain RapidOCR on the same pictures. Form values,
doubt and robustness are not measured yet and left out.
"""

from __future__ import annotations

import json
import resource
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.page_reader import read_page
from services.ocr.engines import rapidocr_engine

Picture = NDArray[np.uint8]
ReadText = Callable[[Picture], str]


@dataclass
class Errors:
    """Edits and characters so far."""

    edits: int = 0
    characters: int = 0

    def rate(self) -> float:
        """Character error rate, 0-1 (more than 1 when more is read than stands there)."""
        return self.edits / self.characters


@dataclass
class Tally:
    """What one engine did."""

    errors: dict[str, Errors] = field(default_factory=dict)
    cpu_s: float = 0.0
    pages: int = 0


def evaluate(data_dir: Path) -> dict[str, float]:
    """All figures that the folder's data allow."""
    engine = rapidocr_engine.create()
    figures: dict[str, float] = {}
    for name, read in _engines(engine).items():
        tally = measure_pages(data_dir / "ocr", read)
        for group, errors in sorted(tally.errors.items()):
            figures[f"{name}.cer.{group}"] = errors.rate()
        if tally.pages:
            figures[f"{name}.cpu_s_per_page"] = tally.cpu_s / tally.pages
    return figures | measure_signs(data_dir / "ocr" / "drawings", engine)


def _engines(engine: TextEngine) -> dict[str, ReadText]:
    plain = RapidOCR()

    def tesseract(picture: Picture) -> str:
        image = Image.fromarray(picture)
        return str(pytesseract.image_to_string(image, lang="chi_sim+eng", config="--psm 3"))

    def rapidocr_plain(picture: Picture) -> str:
        result = plain(picture[:, :, ::-1])
        return "\n".join(getattr(result, "txts", None) or ())

    def default(picture: Picture) -> str:
        return read_page(engine, picture).text

    return {"tesseract": tesseract, "rapidocr_plain": rapidocr_plain, "default": default}


def measure_pages(folder: Path, read: ReadText) -> Tally:
    """Read every labelled page below ``folder``."""
    tally = Tally()
    for path in sorted((folder / "gt").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        picture = np.array(Image.open(folder / truth["file"]).convert("RGB"))
        begin = _cpu_s()
        text = read(picture)
        tally.cpu_s += _cpu_s() - begin
        tally.pages += 1
        group = "stamp" if "stamp" in str(truth.get("cond", "")) else "no_stamp"
        errors = tally.errors.setdefault(group, Errors())
        expected = comparable(truth["text"])
        errors.edits += edit_distance(comparable(text), expected)
        errors.characters += len(expected)
    return tally


def measure_signs(folder: Path, engine: TextEngine) -> dict[str, float]:
    """Recall and precision of reference signs; each sheet's signs are a set."""
    labels = folder / "reference_signs.json"
    if not labels.exists():
        return {}
    right = wanted = found = 0
    for sheet in json.loads(labels.read_text(encoding="utf-8")):
        picture = np.array(Image.open(folder.parent / sheet["file"]).convert("RGB"))
        signs = {sign.sign for sign in read_page(engine, picture).signs}
        expected = set(sheet["reference_signs"])
        right += len(signs & expected)
        wanted += len(expected)
        found += len(signs)
    figures = {}
    if wanted:
        figures["signs.recall"] = right / wanted
    if found:
        figures["signs.precision"] = right / found
    return figures


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


def _cpu_s() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)

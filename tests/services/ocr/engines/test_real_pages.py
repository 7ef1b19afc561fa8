"""Real engines on real pages and drawings: character error rate, signs, text layers."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from services.ocr.domain.engine import TextEngine
from services.ocr.domain.errors import EngineUnavailableError
from services.ocr.domain.limits import IntakeLimits
from services.ocr.domain.page import PageKind, PageReading
from services.ocr.domain.page_reader import read_page
from services.ocr.engines import rapidocr_engine, tesseract_engine
from services.ocr.engines.intake import load_page
from tests.services.ocr import files

PAGES = ["t0_claims_song_uming_fax", "f0_form_song_uming_stamp200"]
DRAWINGS = ["11_2018103922220_HDA0001643714190000011", "28_2018103932383_HDA0001643956590000061"]


@pytest.fixture(scope="module")
def rapidocr() -> TextEngine:
    return rapidocr_engine.create()


def picture_of(path: Path) -> np.ndarray:
    return np.array(Image.open(path).convert("RGB"))


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_read_almost_without_error(
    data_dir: Path, rapidocr: TextEngine, name: str
) -> None:
    truth = json.loads((data_dir / "ocr/gt" / f"{name}.json").read_text("utf-8"))
    reading = read_page(rapidocr, picture_of(data_dir / "ocr" / truth["file"]))
    kind = PageKind.FORM if "form" in name else PageKind.TEXT
    assert (reading.kind, reading.rotation) == (kind, 0)
    assert [seal.text for seal in reading.seals] == ["国家知识产权局专利受理专用章"] * (
        "stamp" in name
    )
    values = {field.value for field in reading.fields}
    assert set(truth.get("values", {}).values()) - {"6"} <= values  # the figure is on another page
    assert reading.red_stamp == ("stamp" in name)
    expected = plain(truth["text"])
    assert edits(plain(reading.text), expected) < 0.01 * len(expected)


@pytest.mark.parametrize("name", DRAWINGS)
def test_reference_signs_of_drawings(data_dir: Path, rapidocr: TextEngine, name: str) -> None:
    truth = json.loads((data_dir / "ocr/drawings/reference_signs.json").read_text("utf-8"))
    expected = next(item for item in truth if name in item["file"])
    reading = read_page(rapidocr, picture_of(data_dir / "ocr" / expected["file"]))
    assert reading.kind is PageKind.DRAWING
    found = Counter(sign.sign for sign in reading.signs)
    wanted = Counter(expected["reference_signs"])
    assert (found & wanted).total() >= 0.9 * max(found.total(), wanted.total())


def read_pdf(engine: TextEngine, folder: Path, data: bytes) -> PageReading:
    path = folder / "document.pdf"
    path.write_bytes(data)
    stored = load_page(path, "application/pdf", 1, IntakeLimits(pdf_dpi=150))
    return read_page(engine, stored.picture, dpi=stored.dpi, text_layer=stored.text_layer)


TEXT = [
    "1. A device for reading scanned patent papers, comprising",
    "a scanner, a memory and a processor that is arranged to",
    "separate red stamps from black print before reading.",
]


def test_right_text_layer_is_used(rapidocr: TextEngine, tmp_path: Path) -> None:
    reading = read_pdf(rapidocr, tmp_path, files.text_pdf(TEXT))
    assert reading.from_text_layer
    assert (reading.width, reading.height, reading.dpi) == (1240, 1755, 150.0)
    assert reading.text.split() == " ".join(TEXT).split()


def test_invisible_text_layer_is_not_believed(rapidocr: TextEngine, tmp_path: Path) -> None:
    reading = read_pdf(rapidocr, tmp_path, files.text_pdf(TEXT, render_mode=3))
    assert not reading.from_text_layer
    assert reading.kind is PageKind.BLANK


def test_rapidocr_never_looks_for_models_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailableError):
        rapidocr_engine.RapidOcrEngine(tmp_path, threads=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.tesseract
def test_tesseract_reads_a_page(tmp_path: Path) -> None:
    engine = tesseract_engine.create(["eng"])
    path = tmp_path / "document.pdf"
    path.write_bytes(files.text_pdf(TEXT))
    stored = load_page(path, "application/pdf", 1, IntakeLimits())
    reading = read_page(engine, stored.picture)
    assert edits(plain(reading.text), plain("".join(TEXT))) <= 2
    assert engine.components()["languages"] == "eng"


@pytest.mark.tesseract
def test_missing_tesseract_language_is_named() -> None:
    with pytest.raises(EngineUnavailableError, match="no_such"):
        tesseract_engine.create(["eng", "no_such"])


def test_missing_tesseract_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(EngineUnavailableError, match="not installed"):
        tesseract_engine.create(["eng"])

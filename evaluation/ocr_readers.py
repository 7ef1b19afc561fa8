"""The engines that are measured, each with one thread so that CPU seconds compare."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from functools import cache
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
ENGINES = ("tesseract", "rapidocr_plain", "default")


@cache
def default_engine() -> TextEngine:
    """The service's engine, loaded once in a process."""
    return rapidocr_engine.create(threads=1)


def read_default(engine: TextEngine, picture: Picture) -> PageReading:
    """A page as the service reads it."""
    return read_page(engine, picture, language=load_language())


@cache
def plain_engines() -> dict[str, ReadText]:
    """Tesseract, if its program and languages are here, and RapidOCR as they come."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # what the program tesseract obeys
    plain = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

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


def picture_of(path: Path) -> Picture:
    """A stored page, RGB."""
    return np.array(Image.open(path).convert("RGB"))


def cpu_s() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)

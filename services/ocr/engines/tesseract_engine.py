"""Tesseract through pytesseract, for offices that require it and for second opinions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from statistics import fmean
from typing import Any

import pytesseract
from PIL import Image

from services.ocr.domain.errors import EngineUnavailableError, PageTimeoutError
from services.ocr.domain.geometry import cut_out, quad_of_box, sides
from services.ocr.domain.page import Detection, Picture, Quad, Reading

NAME = "tesseract"
CALL_TIMEOUT_S = 60
_Words = Mapping[str, list[Any]]
"""Tesseract's table of words, column by column."""
PAGE, LINE = "--psm 3", "--psm 7"
MARGIN = 10
"""White pixels around a line: Tesseract reads badly what touches the edge."""


class TesseractEngine:
    """Reads while it searches; single regions as one line of text. See ``TextEngine``."""

    name = NAME

    def __init__(self, languages: Sequence[str]) -> None:
        try:
            program = str(pytesseract.get_tesseract_version())
            installed = set(pytesseract.get_languages())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise EngineUnavailableError(
                "The program tesseract is not installed or not on the PATH. "
                "Install tesseract-ocr, or choose another engine.",
                "未安装tesseract程序或其不在PATH中。请安装tesseract-ocr或选择其他引擎。",
            ) from error
        missing = [language for language in languages if language not in installed]
        if missing:
            raise EngineUnavailableError(
                f"Tesseract has no language data for {', '.join(missing)}. "
                "Install it (Debian: tesseract-ocr-<language>) or change the language setting.",
                f"tesseract缺少语言数据：{'、'.join(missing)}。请安装或修改语言设置。",
            )
        self._languages = "+".join(languages)
        self._components = {
            "tesseract": program,
            "pytesseract": version("pytesseract"),
            "languages": self._languages,
        }

    def components(self) -> Mapping[str, str]:
        return self._components

    def detect(self, picture: Picture, text_height: float | None = None) -> tuple[Detection, ...]:  # noqa: ARG002 - it needs the full resolution
        data = self._run(picture, PAGE)
        lines: dict[tuple[int, int, int], list[int]] = {}
        for i, text in enumerate(data["text"]):
            if text.strip():
                key = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
                lines.setdefault(key, []).append(i)
        return tuple(
            Detection(quad=_line_quad(data, words), reading=_reading(data, words))
            for words in lines.values()
        )

    def read(self, picture: Picture, quads: Sequence[Quad]) -> tuple[Reading, ...]:
        return tuple(self._read_line(cut_out(picture, quad), quad) for quad in quads)

    def _read_line(self, cut: Picture, quad: Quad) -> Reading:
        if min(sides(quad)) < 4:
            return Reading(text="", score=0.0)
        height, width = cut.shape[:2]
        framed = Image.new("RGB", (width + 2 * MARGIN, height + 2 * MARGIN), "white")
        framed.paste(Image.fromarray(cut), (MARGIN, MARGIN))
        data = self._run(framed, LINE)
        return _reading(data, [i for i, text in enumerate(data["text"]) if text.strip()])

    def _run(self, picture: Picture | Image.Image, config: str) -> _Words:
        image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
        try:
            data: _Words = pytesseract.image_to_data(
                image,
                lang=self._languages,
                config=config,
                output_type=pytesseract.Output.DICT,
                timeout=CALL_TIMEOUT_S,
            )
        except RuntimeError as error:  # pytesseract's own timeout
            if isinstance(error, pytesseract.TesseractError):
                raise
            raise PageTimeoutError(
                f"Tesseract took longer than {CALL_TIMEOUT_S} s.",
                f"tesseract用时超过{CALL_TIMEOUT_S}秒。",
            ) from error
        return data


def create(languages: Sequence[str] = ("chi_sim", "eng"), **_: object) -> TesseractEngine:
    """The engine for these language codes."""
    return TesseractEngine(list(languages))


def _line_quad(data: _Words, words: Sequence[int]) -> Quad:
    return quad_of_box(
        (
            min(data["left"][i] for i in words),
            min(data["top"][i] for i in words),
            max(data["left"][i] + data["width"][i] for i in words),
            max(data["top"][i] + data["height"][i] for i in words),
        )
    )


def _reading(data: _Words, words: Sequence[int]) -> Reading:
    if not words:
        return Reading(text="", score=0.0)
    score = fmean(max(0.0, float(data["conf"][i])) for i in words) / 100
    return Reading(text=_join([data["text"][i] for i in words]), score=min(score, 1.0))


def _join(words: Sequence[str]) -> str:
    """Words of one line; no spaces beside Chinese, which Tesseract sprinkles between characters."""
    text = ""
    for word in words:
        spaced = bool(text) and text[-1].isascii() and word[0].isascii()
        text += f" {word}" if spaced else word
    return text

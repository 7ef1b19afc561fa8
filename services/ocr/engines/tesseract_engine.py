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
from services.ocr.domain.page import Picture, Quad, Reading

NAME = "tesseract"
CALL_TIMEOUT_S = 60
PAGE, LINE = "--psm 3", "--psm 7"
MARGIN = 10
"""White pixels around a line: Tesseract reads badly what touches the edge."""


class TesseractEngine:
    """Line boxes by page segmentation, text line by line. See ``TextEngine``."""

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

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        data = self._run(picture, PAGE)
        lines: dict[tuple[int, int, int], list[tuple[int, int, int, int]]] = {}
        for i, text in enumerate(data["text"]):
            if not text.strip():
                continue
            key = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
            x, y = data["left"][i], data["top"][i]
            lines.setdefault(key, []).append((x, y, x + data["width"][i], y + data["height"][i]))
        return tuple(
            quad_of_box(
                (
                    min(box[0] for box in boxes),
                    min(box[1] for box in boxes),
                    max(box[2] for box in boxes),
                    max(box[3] for box in boxes),
                )
            )
            for boxes in lines.values()
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
        words = [
            (text, float(confidence))
            for text, confidence in zip(data["text"], data["conf"], strict=True)
            if text.strip()
        ]
        if not words:
            return Reading(text="", score=0.0)
        score = fmean(max(0.0, confidence) for _, confidence in words) / 100
        return Reading(text=_join([text for text, _ in words]), score=min(score, 1.0))

    def _run(self, picture: Picture | Image.Image, config: str) -> Mapping[str, list[Any]]:
        image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
        try:
            data: Mapping[str, list[Any]] = pytesseract.image_to_data(
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


def _join(words: Sequence[str]) -> str:
    """Words of one line; no spaces beside Chinese, which Tesseract sprinkles between characters."""
    text = ""
    for word in words:
        spaced = bool(text) and text[-1].isascii() and word[0].isascii()
        text += f" {word}" if spaced else word
    return text

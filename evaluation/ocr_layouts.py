"""Layouts that the data folder has no pages of: rendered from its texts and read by all engines.

Two columns, a ruled table, vertical Japanese, English, traditional Chinese, pages on their side and
upside down. The traditional text is the project's own; the others are real.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from evaluation.ocr_errors import Errors, errors_of
from evaluation.ocr_language import REPORTED, share_of
from evaluation.ocr_readers import default_engine, plain_engines, read_default
from evaluation.ocr_rendering import Layout, RenderedPage, Script, TrueLine, font, render
from evaluation.ocr_texts import abstracts, english_paragraphs, japanese_paragraphs

BASE = Layout(dpi=200, most_lines=14)
TRADITIONAL = (
    "一種掃描裝置，包含殼體、設置於殼體內的光源以及與光源電性連接的控制電路，其中控制電路依據感測器所"
    "輸出的訊號調整光源的亮度，使得紙張表面的反射光維持於預設範圍之內。",
    "如請求項1所述之掃描裝置，其中該感測器為線性影像感測器，且該殼體之側壁開設有複數個散熱孔，用以將"
    "光源所產生的熱量排出至外部環境，藉此延長光源的使用壽命並確保影像品質。",
)
TABLE = (3, 6)
"""Columns and rows."""


def read_layout(page: RenderedPage) -> dict[str, tuple[int, int]]:
    """Edits and characters of each engine on a page."""
    texts = {name: read(page.picture) for name, read in plain_engines().items()}
    texts["default"] = read_default(default_engine(), page.picture).text
    return {name: errors_of(text, page.text) for name, text in texts.items()}


def layout_figures(read: Mapping[str, Mapping[str, tuple[int, int]]]) -> dict[str, float]:
    """Character error rate of each engine on each layout."""
    return {
        f"{name}.cer.layout.{layout}": Errors(*found).rate()
        for layout, engines in read.items()
        for name, found in engines.items()
    }


def layouts(data_dir: Path) -> dict[str, RenderedPage]:
    """The pages that the folder's texts and the machine's fonts allow."""
    chinese = [text for text in abstracts(data_dir) if share_of(text) in REPORTED][:12]
    pages: dict[str, RenderedPage | None] = {}
    if chinese:
        pages["two_columns"] = render(chinese, replace(BASE, columns=2, size=10.5))
        pages["table"] = table(chinese)
        upright = render(chinese[4:8], BASE)
        if upright is not None:
            pages["turned_90"] = turned(upright, 1)
            pages["turned_180"] = turned(upright, 2)
    if english := english_paragraphs(data_dir):
        pages["english"] = render(english[:2], BASE)
    if japanese := japanese_paragraphs(data_dir):
        layout = replace(BASE, vertical=True, script=Script.JAPANESE, most_lines=8)
        pages["vertical_japanese"] = render(japanese[:4], layout)
    pages["traditional"] = render(TRADITIONAL, replace(BASE, script=Script.TRADITIONAL))
    return {name: page for name, page in pages.items() if page is not None and page.lines}


def turned(page: RenderedPage, quarters: int) -> RenderedPage:
    """The page turned counter-clockwise by quarters; its boxes are not."""
    return replace(page, picture=np.ascontiguousarray(np.rot90(page.picture, quarters)))


def table(texts: Sequence[str]) -> RenderedPage | None:
    """A ruled table of pieces of text, row by row."""
    columns, rows = TABLE
    pixels = round(BASE.size * BASE.dpi / 72)
    face = font(BASE.face, BASE.script, pixels)
    blank = render([], BASE)
    if face is None or blank is None:
        return None
    from PIL import Image, ImageDraw

    image = Image.fromarray(blank.picture)
    draw = ImageDraw.Draw(image)
    left, top, width, height = 120, 150, 460, 2 * pixels
    pieces = [text[start : start + 7] for text in texts for start in (0, 7, 14)]
    lines = []
    for row in range(rows):
        for column in range(columns):
            place = (left + column * width + 16, top + row * height + pixels // 3)
            text = pieces[row * columns + column].strip("，。、；：")
            draw.text(place, text, font=face, fill=0)
            lines.append(TrueLine(text, draw.textbbox(place, text, font=face)))
    picture = np.array(image)
    for row in range(rows + 1):
        y = top + row * height
        cv2.line(picture, (left, y), (left + columns * width, y), (0, 0, 0), 2)
    for column in range(columns + 1):
        x = left + column * width
        cv2.line(picture, (x, top), (x, top + rows * height), (0, 0, 0), 2)
    return RenderedPage(picture, tuple(lines), BASE.dpi)

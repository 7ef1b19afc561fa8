"""The text layer of a PDF page as lines in pixels of the rendered page."""

from __future__ import annotations

import pypdfium2 as pdfium

from services.ocr.domain.geometry import quad_of_box
from services.ocr.domain.page import TextLayerLine

MOST_RECTANGLES = 20_000
"""Text rectangles of one page looked at; no honest page has more."""


def text_layer_lines(page: pdfium.PdfPage, scale: float) -> tuple[TextLayerLine, ...]:
    """Lines of the layer; empty if there is none or the page is turned.

    ``scale`` is pixels per PDF point. PDFium groups characters of one style on one base line into
    rectangles; rectangles of the same base line that touch are one line.
    """
    if page.get_rotation():
        return ()
    text = page.get_textpage()
    try:
        count = text.count_rects()
        if not 0 < count <= MOST_RECTANGLES:
            return ()
        left, _, _, top = page.get_bbox()
        lines: list[tuple[str, float, float, float, float]] = []
        for i in range(count):
            x0, y0, x1, y1 = text.get_rect(i)
            content = text.get_text_bounded(x0, y0, x1, y1).strip("\r\n\x00")
            if not content.strip():
                continue
            box = ((x0 - left) * scale, (top - y1) * scale, (x1 - left) * scale, (top - y0) * scale)
            if lines and _continues(lines[-1], box):
                previous = lines[-1]
                lines[-1] = (
                    previous[0] + content,
                    previous[1],
                    min(previous[2], box[1]),
                    box[2],
                    max(previous[4], box[3]),
                )
            else:
                lines.append((content, *box))
    finally:
        text.close()
    return tuple(
        TextLayerLine(text=content.strip(), quad=quad_of_box((x0, y0, x1, y1)))
        for content, x0, y0, x1, y1 in lines
    )


def _continues(
    line: tuple[str, float, float, float, float], box: tuple[float, float, float, float]
) -> bool:
    height = min(line[4] - line[2], box[3] - box[1])
    common = min(line[4], box[3]) - max(line[2], box[1])
    return common >= 0.5 * height and -height <= box[0] - line[3] <= height

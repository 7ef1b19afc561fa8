"""hOCR 1.2: the recognition as XHTML with places in titles."""

from __future__ import annotations

import re
from html import escape

from shared.contracts.ocr import BlockKind, Quad, RecognisedLine, RecognisedPage, Recognition

_CLASSES = {
    BlockKind.HEADER: "ocr_header",
    BlockKind.FOOTER: "ocr_footer",
    BlockKind.PAGE_NUMBER: "ocr_pageno",
    BlockKind.TABLE: "ocr_table",
    BlockKind.PICTURE: "ocr_image",
    BlockKind.SEAL: "ocr_separator",
    BlockKind.TEXT: "ocr_carea",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title>{title}</title>
<meta charset="utf-8"/>
<meta name="ocr-system" content="Zhishen ocr {version}"/>
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_line ocrx_word ocrx_cinfo ocr_header ocr_footer ocr_pageno ocr_table ocr_image"/>
</head>
<body>
"""


def to_hocr(recognition: Recognition) -> bytes:
    """The recognition as one hOCR document."""
    head = _HEAD.format(title=_text(recognition.file), version=_text(recognition.versions.zhishen))
    pages = "".join(_page(page, recognition.file) for page in recognition.pages)
    return f"{head}{pages}</body>\n</html>\n".encode()


def _page(page: RecognisedPage, file: str) -> str:
    title = f"image &quot;{_text(file)}&quot;; bbox 0 0 {page.width} {page.height}; ppageno {page.page - 1}"
    if page.dpi:
        title += f"; scan_res {page.dpi:g} {page.dpi:g}"
    parts = [f'<div class="ocr_page" id="page_{page.page}" title="{title}">\n']
    for number, block in enumerate(page.blocks, start=1):
        if block.kind is BlockKind.SEAL:
            continue  # a layer of its own: no part of the page's text
        identifier = f"block_{page.page}_{number}"
        parts.append(
            f'<div class="{_CLASSES[block.kind]}" id="{identifier}" title="{_bbox(block.quad)}">\n'
        )
        parts += [_line(page.lines[i], f"line_{page.page}_{i + 1}") for i in block.lines]
        parts.append("</div>\n")
    parts.append("</div>\n")
    return "".join(parts)


def _line(line: RecognisedLine, identifier: str) -> str:
    confidence = round(100 * line.score)
    title = f"{_bbox(line.quad)}; x_wconf {confidence}"
    doubt = ' data-doubt="true"' if line.doubt is not None else ""
    if len(line.characters) == len(line.text):
        content = "".join(
            f'<span class="ocrx_cinfo" title="x_bboxes {_box(c.quad)}; x_conf {100 * c.score:.1f}">'
            f"{_text(c.text)}</span>"
            for c in line.characters
        )
    else:
        content = _text(line.text)
    return (
        f'<span class="ocr_line" id="{identifier}" title="{_bbox(line.quad)}"{doubt}>'
        f'<span class="ocrx_word" title="{title}">{content}</span></span>\n'
    )


def _bbox(quad: Quad) -> str:
    return f"bbox {_box(quad)}"


def _box(quad: Quad) -> str:
    xs, ys = quad[0::2], quad[1::2]
    return f"{round(min(xs))} {round(min(ys))} {round(max(xs))} {round(max(ys))}"


def _text(text: str) -> str:
    return escape(_CONTROLS.sub("\ufffd", text))

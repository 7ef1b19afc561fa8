"""Proof page: one HTML file with each page's picture beside its text, doubtful places marked."""

from __future__ import annotations

import base64
import io
from html import escape
from pathlib import Path

import numpy as np
from PIL import Image

from services.ocr.domain.limits import IntakeLimits
from services.ocr.engines.intake import load_page
from shared.contracts.ocr import LineRole, Quad, RecognisedLine, RecognisedPage, Recognition

WIDEST = 1400
"""Pixels across of the pictures in the proof page."""

_REASONS = {
    "low_score": "字形不清 unclear",
    "lost_character": "可能漏字 maybe lost",
    "unstable": "重读不同 reads differently",
    "look_alike": "形近字符 look-alike",
}
_STYLE = """
body{margin:0;font:15px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1b1b1b;background:#f3f4f6}
header{padding:14px 24px;background:#fff;border-bottom:1px solid #d8dce2}
h1{font-size:18px;margin:0}h2{font-size:15px;margin:0 0 8px;color:#44505f}
.page{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:20px;padding:20px 24px}
.sheet{position:relative;align-self:start;background:#fff;box-shadow:0 1px 4px #0003}
.sheet img{display:block;width:100%}.sheet svg{position:absolute;inset:0;width:100%;height:100%}
polygon{fill:none;stroke:none}polygon.doubt{fill:#f59e0b33;stroke:#d97706;stroke-width:3}
polygon.alarm{fill:#ef444422;stroke:#dc2626;stroke-width:3;stroke-dasharray:10 6}
polygon.seal{stroke:#be123c;stroke-width:3}polygon:hover{fill:#2563eb33}
.text{background:#fff;padding:16px 20px;box-shadow:0 1px 4px #0003}
.line{display:block;padding:1px 4px;border-radius:3px}.line:target{background:#dbeafe}
.line.doubt{background:#fef3c7}.line.aside{color:#8a94a3}mark{background:#fbbf24;border-radius:2px}
.other{display:block;color:#92400e;font-size:13px;padding-left:1.5em}
.notice{border-left:4px solid #dc2626;background:#fef2f2;padding:6px 12px;margin:0 0 10px}
table{border-collapse:collapse;margin:8px 0}td,th{border:1px solid #cfd5dd;padding:2px 8px;text-align:left;font-weight:400}
.fault{color:#b91c1c;font-size:13px}
@media print{.page{break-after:page}}
"""


def to_proof_page(
    path: Path, media_type: str, recognition: Recognition, limits: IntakeLimits
) -> bytes:
    """The proof page. Decodes what was sent: runs in a worker process only."""
    doubts = sum(1 for page in recognition.pages for line in page.lines if line.doubt is not None)
    title = escape(recognition.file)
    parts = [
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "img-src data:; style-src 'unsafe-inline'\">",
        f"<title>校对 Proof · {title}</title><style>{_STYLE}</style></head><body>",
        f"<header><h1>校对 Proof · {title}</h1>存疑 {doubts} 行 · {doubts} doubtful lines</header>",
    ]
    if recognition.structure is not None and recognition.structure.alarms:
        parts.append('<div style="padding:12px 24px 0">')
        parts += [
            f'<p class="notice">第{alarm.page}页 {escape(alarm.message.zh)}<br>'
            f"{escape(alarm.message.en)}</p>"
            for alarm in recognition.structure.alarms
        ]
        parts.append("</div>")
    for page in recognition.pages:
        picture = "" if page.problem else _picture(path, media_type, page, limits)
        parts += [
            f'<section class="page"><div class="sheet">{picture}</div>',
            f'<div class="text">{_text(page)}</div></section>',
        ]
    parts.append("</body></html>\n")
    return "".join(parts).encode()


def _picture(path: Path, media_type: str, page: RecognisedPage, limits: IntakeLimits) -> str:
    stored = load_page(path, media_type, page.page, limits)
    image = Image.fromarray(np.ascontiguousarray(stored.picture))
    if image.width > WIDEST:
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))))
    buffer = io.BytesIO()
    image.save(
        buffer, "PNG" if len(set(image.convert("L").tobytes()[:65536])) <= 2 else "JPEG", quality=80
    )
    kind = "png" if buffer.getvalue().startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(buffer.getvalue()).decode()
    shapes = "".join(
        f'<a href="#p{page.page}l{i}">{_polygon(line.quad, "doubt" if line.doubt else "")}</a>'
        for i, line in enumerate(page.lines)
    )
    shapes += "".join(_polygon(seal.quad, "seal") for seal in page.seals)
    shapes += "".join(_polygon(alarm.quad, "alarm") for alarm in page.alarms if alarm.quad)
    return (
        f'<img alt="第{page.page}页 page {page.page}" src="data:image/{kind};base64,{data}">'
        f'<svg viewBox="0 0 {page.width} {page.height}" preserveAspectRatio="none">{shapes}</svg>'
    )


def _polygon(quad: Quad, name: str) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in zip(quad[0::2], quad[1::2], strict=True))
    return f'<polygon class="{name}" pointer-events="all" points="{points}"/>'


def _text(page: RecognisedPage) -> str:
    kind = page.kind.value if page.kind else "failed"
    parts = [f"<h2>第{page.page}页 · page {page.page} · {kind}</h2>"]
    if page.problem is not None:
        return (
            f'{parts[0]}<p class="notice">{escape(page.problem.detail_zh)}<br>'
            f"{escape(page.problem.detail)}</p>"
        )
    notices = [page.by_person] if page.by_person else []
    notices += list({alarm.message.zh: alarm.message for alarm in page.alarms}.values())
    parts += [f'<p class="notice">{escape(m.zh)}<br>{escape(m.en)}</p>' for m in notices]
    parts += [_line(line, f"p{page.page}l{i}") for i, line in enumerate(page.lines)]
    if page.seals:
        seals = "；".join(escape(seal.text or "?") for seal in page.seals)
        parts.append(f'<span class="line aside">印章 seal: {seals}</span>')
    if page.fields:
        rows = "".join(
            f"<tr><th>{escape(field.label)}</th><td>{escape(field.value)}"
            + (f'<div class="fault">{escape(field.fault.zh)}</div>' if field.fault else "")
            + "</td></tr>"
            for field in page.fields
        )
        parts.append(f"<table>{rows}</table>")
    return "".join(parts)


def _line(line: RecognisedLine, identifier: str) -> str:
    if line.doubt is None:
        name = "line" if line.role is LineRole.BODY else "line aside"
        return f'<span class="{name}" id="{identifier}">{escape(line.text)}</span>'
    content, last = "", 0
    for start, end in line.doubt.places:
        content += escape(line.text[last:start]) + f"<mark>{escape(line.text[start:end])}</mark>"
        last = end
    content += escape(line.text[last:])
    reasons = "，".join(_REASONS[reason.value] for reason in line.doubt.reasons)
    others = "".join(
        f'<span class="other">{escape(other.text)} <small>({escape(other.source)}, '
        f"{other.score:.2f})</small></span>"
        for other in line.doubt.alternatives
    )
    return f'<span class="line doubt" id="{identifier}" title="{reasons}">{content}{others}</span>'

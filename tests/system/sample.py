"""A small application in the e-filing layout, with a drawing."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_PAPER = """<?xml version="1.0" encoding="UTF-8"?>
<cn-application-body lang="zh" country="CN">{}</cn-application-body>
"""
_CLAIMS = """<cn-claims>
<claim id="cl001" num="1"><claim-text>1. 一种自锁水杯盖，其特征在于，包括盖体（1）、设于所述盖体（1）上的卡扣（2）。</claim-text></claim>
<claim id="cl002" num="2"><claim-text>2. 根据权利要求1所述的水杯盖，其特征在于，所述卡扣（2）由硅胶制成。</claim-text></claim>
</cn-claims>"""
_DESCRIPTION = """<description><invention-title>一种自锁水杯盖</invention-title>
<technical-field><heading>技术领域</heading><p num="0001">本发明涉及日用品，尤其是水杯盖。</p></technical-field>
<background-art><heading>背景技术</heading><p num="0002">现有水杯盖容易松开。</p></background-art>
<disclosure><heading>发明内容</heading><p num="0003">盖体（1）上设有卡扣（2）。</p></disclosure>
<description-of-drawings><heading>附图说明</heading><p num="0004">图1是水杯盖的示意图。</p></description-of-drawings>
<mode-for-invention><heading>具体实施方式</heading><p num="0005">如图1，盖体（1）连接卡扣（2）。</p></mode-for-invention>
</description>"""
_DRAWINGS = """<cn-drawings><figure id="f0001" num="0001" figure-labels="图1">
<img id="if0001" file="drawing.png" wi="100" he="80" img-content="drawing" img-format="png"/>
</figure></cn-drawings>"""


def write_sample(folder: Path) -> Path:
    """Write the package below ``folder``; its path."""
    package = folder / "sample"
    for part, text in (
        ("100001-", _CLAIMS),
        ("100002-", _DESCRIPTION),
        ("100003-", _DRAWINGS),
        ("100004-", "<cn-abstract><p>本发明公开一种自锁水杯盖。</p></cn-abstract>"),
    ):
        (package / part).mkdir(parents=True)
        (package / part / "paper.xml").write_text(_PAPER.format(text), encoding="utf-8")
    _drawing().save(package / "100003-" / "drawing.png", dpi=(200, 200))
    return package


def _drawing() -> Image.Image:
    image = Image.new("L", (1000, 800), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(48)
    pen.rectangle((250, 250, 650, 600), outline=0, width=4)
    pen.ellipse((400, 180, 500, 250), outline=0, width=4)
    for sign, corner, place in (("1", (650, 400), (820, 300)), ("2", (500, 210), (820, 120))):
        pen.line((*corner, place[0] - 10, place[1] + 25), fill=0, width=3)
        pen.text(place, sign, fill=0, font=font)
    return image

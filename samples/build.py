"""Builds ``samples/applications``, ``samples/prior_art`` and ``samples/designs``.

``python -m samples.build [FOLDER]``. The applications are written in the office's e-filing format
(folders 100001-100005, root element ``cn-application-body``) with its typesetting habits: lines are
broken by ``<br/>`` in the middle of sentences and words. Request forms and design papers are our
own JSON (docs/request-json.md).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

from samples.designs import COLLECTION, PRODUCTS
from samples.drawings import DPI, DRAWINGS, HEIGHT, WIDTH
from samples.prior_art import documents

HERE = Path(__file__).parent
LINE_LENGTH = 38
HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE cn-application-body SYSTEM "/dtdandxsl/cn-application-body-20080416.dtd">'
    '<?xml-stylesheet type="text/xsl" href="/dtdandxsl/showxml.xsl"?>'
    '<cn-application-body lang="zh" country="CN">\n'
)
REQUEST_FORM = {"invention": "110101", "utility_model": "120101", "design": "130101"}
VIEW_NAMES = {"front": "主视图", "left": "左视图", "top": "俯视图"}
Manuscript = dict[str, Any]


def broken(text: str) -> str:
    """Text with the line breaks of the office's typesetting."""
    lines = [text[i : i + LINE_LENGTH] for i in range(0, len(text), LINE_LENGTH)]
    return "".join(f"{escape(line)}<br/>\n" for line in lines)


def _claims(manuscript: Manuscript) -> str:
    parts = []
    for position, claim in enumerate(manuscript["claims"], 1):
        number, text = (
            (claim["num"], claim["text"]) if isinstance(claim, dict) else (position, claim)
        )
        parts.append(
            f'<claim id="cl{position:03d}" num="{number}">\n'
            f"<claim-text>{broken(text)}</claim-text>\n</claim>\n"
        )
    return f"<cn-claims>\n{''.join(parts)}</cn-claims>\n"


def _description(manuscript: Manuscript) -> str:
    parts = [f"<invention-title>{broken(manuscript['title'])}</invention-title>\n"]
    count = 0
    for level, (heading, paragraphs) in enumerate(manuscript["sections"].items(), 1):
        parts.append(f'<heading id="h{level:04d}" level="2">{heading}<br/>\n</heading>\n')
        for paragraph in paragraphs:
            count += 1
            stated = isinstance(paragraph, dict)
            number = paragraph["num"] if stated else f"{count:04d}"
            text = paragraph["text"] if stated else paragraph
            parts.append(f'<p id="p{count:04d}" num="{number}" Italic="0">{broken(text)}</p>\n')
    return f"<description>\n{''.join(parts)}</description>\n"


def _figure(position: int, file: str, label: str | None) -> str:
    labels = f' figure-labels="{label}"' if label else ""
    width, height = round(WIDTH * 25.4 / DPI), round(HEIGHT * 25.4 / DPI)
    return (
        f'<figure id="f{position:04d}" num="{position:04d}"{labels}>'
        f'<img id="if{position:04d}" file="{file}" wi="{width}" he="{height}" top="51" left="36" '
        'img-content="drawing" img-format="tif" orientation="portrait" inline="no"/>\n</figure>\n'
    )


def _write_xml(folder: Path, form: str, content: str) -> None:
    target = folder / form
    target.mkdir(parents=True, exist_ok=True)
    text = f"{HEADER}{content}</cn-application-body>\n"
    (target / f"{form}.xml").write_text(text, encoding="utf-8")


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_application(manuscript: Manuscript, folder: Path) -> None:
    """One invention or utility model as an e-filing package."""
    _write_xml(folder, "100001", _claims(manuscript))
    _write_xml(folder, "100002", _description(manuscript))
    figures = []
    for position, figure in enumerate(manuscript.get("figures", ()), 1):
        file = f"H{position:04d}.tif"
        figures.append(_figure(position, file, figure.get("label", f"图{position}")))
        (folder / "100003").mkdir(exist_ok=True)
        DRAWINGS[figure["drawing"]]().save(folder / "100003" / file)
    if figures:
        _write_xml(folder, "100003", f"<cn-drawings>\n{''.join(figures)}</cn-drawings>\n")
    abstract = f'<p id="p0001" num="0001" Italic="0">{broken(manuscript["abstract"])}</p>\n'
    _write_xml(folder, "100004", f"<cn-abstract>\n{abstract}</cn-abstract>\n")
    form = REQUEST_FORM[manuscript["kind"]]
    _write_json(folder / form / f"{form}.json", {"form_code": form, **manuscript["request"]})


def write_design(manuscript: Manuscript, folder: Path) -> None:
    """One design: views as images, everything else in the request form and design papers."""
    draw, _, _ = PRODUCTS[manuscript["product"]]
    views = draw(*manuscript["parameters"])
    target = folder / "130101"
    target.mkdir(parents=True, exist_ok=True)
    stated = []
    for kind in manuscript["views"]:
        file = f"{kind}.jpg"
        views[kind].save(target / file)
        stated.append({"file": file, "kind": kind, "label": VIEW_NAMES[kind]})
    papers = {"form_code": "130101", **manuscript["request"], "views": stated}
    _write_json(target / "130101.json", papers)


def write_designs(folder: Path) -> None:
    """The sample collection of earlier designs: pictures and a manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for product_number, (product, variants) in enumerate(COLLECTION):
        draw, name, locarno = PRODUCTS[product]
        for number, parameters in enumerate(variants, 1):
            design_id = f"CN30900{product_number}{number:02d}S"
            for kind, view in draw(*parameters).items():
                file = f"{design_id}-{kind}.png"
                view.save(folder / file)
                manifest.append(
                    {
                        "file": file,
                        "design_id": design_id,
                        "kind": kind,
                        "label": VIEW_NAMES[kind],
                        "title": name,
                        "locarno_class": locarno,
                        "publication_date": f"20{10 + number}-0{product_number + 1}-15",
                        "applicants": ["示例设计有限公司"],
                        "office_code": "CN",
                    }
                )
    _write_json(folder / "manifest.json", manifest)


def build(folder: Path) -> None:
    """Write everything below ``folder``."""
    for path in sorted((HERE / "manuscripts").glob("*.yaml")):
        manuscript: Manuscript = yaml.safe_load(path.read_text(encoding="utf-8"))
        target = folder / "applications" / manuscript["folder"]
        write = write_design if manuscript["kind"] == "design" else write_application
        write(manuscript, target)
    collection = folder / "prior_art"
    collection.mkdir(parents=True, exist_ok=True)
    lines = [document.model_dump_json(exclude_defaults=True) + "\n" for document in documents()]
    (collection / "documents.jsonl").write_text("".join(lines), encoding="utf-8")
    write_designs(folder / "designs_collection")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

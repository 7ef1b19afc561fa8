"""ALTO 4 (Library of Congress): pages, blocks, lines, strings, glyphs with places and confidences.

Lines keep their quads as polygons; the boxes around them are ALTO's own. Roles of blocks and doubts are
tags, other readings of a line of one string are ``ALTERNATIVE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from shared.contracts.ocr import (
    BlockKind,
    Quad,
    RecognisedBlock,
    RecognisedLine,
    RecognisedPage,
    Recognition,
)

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMESPACES: Any = {None: NAMESPACE, "xsi": _XSI}  # lxml-stubs know no default namespace
_DOUBT = "tag-doubt"
_WORD = re.compile(r"\S+")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_alto(recognition: Recognition) -> bytes:
    """The recognition as one ALTO document."""
    root = etree.Element(_name("alto"), nsmap=_NAMESPACES)
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {_SCHEMA}")
    description = etree.SubElement(root, _name("Description"))
    etree.SubElement(description, _name("MeasurementUnit")).text = "pixel"
    source = etree.SubElement(description, _name("sourceImageInformation"))
    etree.SubElement(source, _name("fileName")).text = _clean(recognition.file)
    processing = etree.SubElement(description, _name("Processing"), ID="processing-1")
    versions = recognition.versions
    settings = "; ".join(f"{key}={value}" for key, value in sorted(versions.components.items()))
    etree.SubElement(processing, _name("processingStepSettings")).text = settings
    software = etree.SubElement(processing, _name("processingSoftware"))
    etree.SubElement(software, _name("softwareName")).text = "Zhishen ocr"
    etree.SubElement(software, _name("softwareVersion")).text = versions.zhishen
    tags = etree.SubElement(root, _name("Tags"))
    for kind in BlockKind:
        etree.SubElement(tags, _name("LayoutTag"), ID=f"tag-{kind}", LABEL=kind.value)
    etree.SubElement(tags, _name("OtherTag"), ID=_DOUBT, LABEL="doubt")
    layout = etree.SubElement(root, _name("Layout"))
    for page in recognition.pages:
        _add_page(layout, page)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add_page(layout: etree._Element, page: RecognisedPage) -> None:
    element = etree.SubElement(
        layout,
        _name("Page"),
        ID=f"page-{page.page}",
        PHYSICAL_IMG_NR=str(page.page),
        WIDTH=str(page.width),
        HEIGHT=str(page.height),
    )
    if page.rotation:
        element.set("ROTATION", str(page.rotation))
    space = etree.SubElement(
        element,
        _name("PrintSpace"),
        HPOS="0",
        VPOS="0",
        WIDTH=str(page.width),
        HEIGHT=str(page.height),
    )
    for number, block in enumerate(page.blocks, start=1):
        _add_block(space, page, block, f"page-{page.page}-block-{number}")


def _add_block(
    space: etree._Element, page: RecognisedPage, block: RecognisedBlock, identifier: str
) -> None:
    place = _place(block.quad) | {"ID": identifier, "TAGREFS": f"tag-{block.kind}"}
    if not block.lines and block.kind is not BlockKind.SEAL:
        etree.SubElement(space, _name("Illustration"), place)
        return
    element = etree.SubElement(space, _name("TextBlock"), place)
    if page.vertical:
        element.set("BASEDIRECTION", "ttb")
    if block.kind is BlockKind.SEAL:
        seal = next(seal for seal in page.seals if seal.quad == block.quad)
        line = etree.SubElement(
            element, _name("TextLine"), _place(seal.quad) | {"ID": f"{identifier}-line-1"}
        )
        etree.SubElement(
            line,
            _name("String"),
            _place(seal.quad) | {"CONTENT": _clean(seal.text), "WC": f"{seal.score:.4f}"},
        )
        return
    for i in block.lines:
        _add_line(element, page.lines[i], f"{identifier}-line-{i + 1}")


def _add_line(block: etree._Element, line: RecognisedLine, identifier: str) -> None:
    attributes = _place(line.quad) | {"ID": identifier}
    if line.doubt is not None:
        attributes["TAGREFS"] = _DOUBT
    element = etree.SubElement(block, _name("TextLine"), attributes)
    shape = etree.SubElement(element, _name("Shape"))
    points = " ".join(f"{x:g},{y:g}" for x, y in zip(line.quad[0::2], line.quad[1::2], strict=True))
    etree.SubElement(shape, _name("Polygon"), POINTS=points)
    words = list(_words(line))
    for number, (start, end, quad) in enumerate(words, start=1):
        if number > 1:
            etree.SubElement(element, _name("SP"))
        string = etree.SubElement(
            element,
            _name("String"),
            _place(quad)
            | {
                "ID": f"{identifier}-string-{number}",
                "CONTENT": _clean(line.text[start:end]),
                "WC": f"{line.score:.4f}",
            },
        )
        if line.doubt is not None and len(words) == 1:
            for other in line.doubt.alternatives:
                alternative = etree.SubElement(string, _name("ALTERNATIVE"), PURPOSE=other.source)
                alternative.text = _clean(other.text)
        if len(line.characters) == len(line.text):
            for i in range(start, end):
                character = line.characters[i]
                etree.SubElement(
                    string,
                    _name("Glyph"),
                    _place(character.quad)
                    | {
                        "ID": f"{identifier}-glyph-{i + 1}",
                        "CONTENT": _clean(character.text),
                        "GC": f"{character.score:.4f}",
                    },
                )


def _words(line: RecognisedLine) -> Iterator[tuple[int, int, Quad]]:
    """Runs without blanks: start, end and place; without characters' places, the line's share."""
    known = len(line.characters) == len(line.text)
    for match in _WORD.finditer(line.text):
        start, end = match.span()
        if known:
            first, last = line.characters[start].quad, line.characters[end - 1].quad
            yield start, end, (*first[0:2], *last[2:4], *last[4:6], *first[6:8])
        else:
            yield start, end, line.quad


def _place(quad: Quad) -> dict[str, str]:
    left, top = min(quad[0::2]), min(quad[1::2])
    return {
        "HPOS": f"{left:.1f}",
        "VPOS": f"{top:.1f}",
        "WIDTH": f"{max(quad[0::2]) - left:.1f}",
        "HEIGHT": f"{max(quad[1::2]) - top:.1f}",
    }


def _clean(text: str) -> str:
    """Without characters that XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"

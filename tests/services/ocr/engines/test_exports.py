"""Recognitions written as documents."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from lxml import etree

from services.ocr.domain.limits import IntakeLimits
from services.ocr.engines.exports.alto import NAMESPACE, to_alto
from services.ocr.engines.exports.formats import ExportFormat, accepted
from services.ocr.engines.exports.hocr import to_hocr
from services.ocr.engines.exports.proof_page import to_proof_page
from services.ocr.engines.exports.searchable_pdf import to_searchable_pdf
from services.ocr.engines.intake import load_page
from shared.contracts.common import Versions
from shared.contracts.ocr import (
    BlockKind,
    Doubt,
    DoubtReason,
    OtherReading,
    PageKind,
    Quad,
    RecognisedBlock,
    RecognisedCharacter,
    RecognisedLine,
    RecognisedPage,
    Recognition,
    Seal,
    SealShape,
)
from tests.services.ocr import files

TEXT = "一种<扫描>装置 A1"


def box(x0: float, y0: float, x1: float, y1: float) -> Quad:
    return (x0, y0, x1, y0, x1, y1, x0, y1)


def recognition(media_type: str = "image/png", text: str = TEXT) -> Recognition:
    step = 260 / len(text)
    line = RecognisedLine(
        text=text,
        quad=box(20, 30, 280, 44),
        score=0.91,
        doubt=Doubt(
            probability=0.6,
            reasons=(DoubtReason.UNSTABLE,),
            places=((3, 5),),
            alternatives=(OtherReading(text="一种&扫描", score=0.5, source="tight"),),
        ),
        characters=tuple(
            RecognisedCharacter(
                text=c, quad=box(20 + step * i, 30, 20 + step * (i + 1), 44), score=0.9
            )
            for i, c in enumerate(text)
        ),
    )
    seal = Seal(quad=box(200, 100, 260, 160), shape=SealShape.ROUND, text="专用章", score=0.9)
    page = RecognisedPage(
        page=1,
        kind=PageKind.TEXT,
        width=300,
        height=200,
        dpi=100.0,
        rotation=0,
        text=text,
        lines=(line,),
        blocks=(
            RecognisedBlock(kind=BlockKind.TEXT, quad=line.quad, lines=(0,)),
            RecognisedBlock(kind=BlockKind.PICTURE, quad=box(20, 60, 80, 90)),
            RecognisedBlock(kind=BlockKind.SEAL, quad=seal.quad),
        ),
        seals=(seal,),
    )
    versions = Versions(service="ocr", zhishen="0", components={"engine": "stub"})
    return Recognition(versions=versions, file="a&b.png", media_type=media_type, pages=(page,))


def test_alto_has_places_and_confidences() -> None:
    root = etree.fromstring(to_alto(recognition()))
    names = {"a": NAMESPACE}
    strings = root.findall(".//a:TextBlock[@TAGREFS='tag-text']//a:String", names)
    assert [string.get("CONTENT") for string in strings] == ["一种<扫描>装置", "A1"]
    assert len(strings[0].findall("a:Glyph", names)) == 8
    assert [child.tag.split("}")[1] for child in root] == ["Description", "Tags", "Layout"]
    identifiers = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(identifiers) == len(set(identifiers))
    tags = {element.get("ID") for element in root.find("a:Tags", names)}
    used = {element.get("TAGREFS") for element in root.iter() if element.get("TAGREFS")}
    assert used <= tags
    for element in root.iter(f"{{{NAMESPACE}}}String"):
        assert float(element.get("HPOS")) + float(element.get("WIDTH")) <= 301
    assert root.find(".//a:Illustration", names) is not None


ALTO_ORDER = {
    "alto": "Description? Styles? Tags? ReadingOrder? Layout",
    "Description": "MeasurementUnit sourceImageInformation? Processing*",
    "sourceImageInformation": "fileName? fileIdentifier* documentIdentifier*",
    "Processing": "processingStepDescription* processingStepSettings? processingSoftware?",
    "processingSoftware": "softwareCreator? softwareName? softwareVersion?",
    "Tags": "LayoutTag* OtherTag*",
    "Layout": "Page+",
    "Page": "PrintSpace?",
    "PrintSpace": "Shape? BLOCK*",
    "TextBlock": "Shape? TextLine*",
    "Illustration": "Shape?",
    "TextLine": "Shape? STRINGS+",
    "String": "Shape? ALTERNATIVE* Glyph*",
    "Glyph": "Shape? Variant*",
    "Shape": "Polygon",
}
"""Children in their order by ALTO 4.4, for the part of it that is written. The schema itself may be
passed on under its own terms only (CC BY-SA), so its rules are said here again: order, attributes, types.
Elements that are absent here have no children."""
PLACE = {"HPOS", "VPOS", "WIDTH", "HEIGHT"}
BLOCK = {"ID", "TAGREFS", "BASEDIRECTION", *PLACE}
ALTO_ATTRIBUTES = {
    "alto": {"{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "Processing": {"ID"},
    "LayoutTag": {"ID", "LABEL"},
    "OtherTag": {"ID", "LABEL"},
    "Page": {"ID", "PHYSICAL_IMG_NR", "WIDTH", "HEIGHT", "ROTATION"},
    "PrintSpace": PLACE,
    "TextBlock": BLOCK,
    "Illustration": BLOCK - {"BASEDIRECTION"},
    "TextLine": BLOCK,
    "String": {"ID", "CONTENT", "WC", *PLACE},
    "SP": set(),
    "Glyph": {"ID", "CONTENT", "GC", *PLACE},
    "ALTERNATIVE": {"PURPOSE"},
    "Polygon": {"POINTS"},
}
"""Attributes that an element may have; those absent here have none."""
ALTO_REQUIRED = {
    "Processing": {"ID"},
    "LayoutTag": {"ID", "LABEL"},
    "OtherTag": {"ID", "LABEL"},
    "Page": {"ID", "PHYSICAL_IMG_NR"},
    "TextBlock": {"ID"},
    "Illustration": {"ID"},
    "String": {"CONTENT"},
    "Glyph": {"CONTENT"},
    "Polygon": {"POINTS"},
}
ALTO_FLOATS = ("HPOS", "VPOS", "WIDTH", "HEIGHT", "ROTATION", "PHYSICAL_IMG_NR")


def alto_cases() -> dict[str, Recognition]:
    """Recognitions of every shape that an ALTO document can be asked for."""
    usual = recognition()
    page = usual.pages[0]
    unread = RecognisedPage(
        page=2, kind=None, width=0, height=0, dpi=None, rotation=0, text="", lines=()
    )
    mute = tuple(seal.model_copy(update={"text": ""}) for seal in page.seals)
    odd = {"rotation": 90, "vertical": True, "seals": mute}
    plain = tuple(line.model_copy(update={"characters": ()}) for line in page.lines)
    return {
        "usual": usual,
        "turned columns, a seal that says nothing": usual.model_copy(
            update={"pages": (page.model_copy(update=odd),)}
        ),
        "lines only, a page that failed": usual.model_copy(
            update={"pages": (page.model_copy(update={"lines": plain}), unread)}
        ),
        "no XML characters": recognition(text="\x00一\ud800\ufffe种"),
    }


@pytest.mark.parametrize("case", alto_cases())
def test_alto_follows_its_schema(case: str) -> None:
    root = etree.fromstring(to_alto(alto_cases()[case]))
    groups = {"BLOCK": "(?:TextBlock |Illustration )", "STRINGS": "(?:String (?:SP )?)"}
    identifiers: list[str] = []
    references: set[str] = set()
    for element in root.iter():
        name = etree.QName(element).localname
        assert etree.QName(element).namespace == NAMESPACE
        pattern = "".join(
            f"(?:{groups.get(part.rstrip('?*+'), part.rstrip('?*+') + ' ')})"
            + part[len(part.rstrip("?*+")) :]
            for part in ALTO_ORDER.get(name, "").split()
        )
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(pattern, children), (name, children)
        given = set(element.keys())
        assert ALTO_REQUIRED.get(name, set()) <= given <= ALTO_ATTRIBUTES.get(name, set()), name
        for key in ALTO_FLOATS:
            float(element.get(key, "0"))
        for key in ("WC", "GC"):
            assert 0 <= float(element.get(key, "0")) <= 1
        if name == "Glyph":
            assert len(element.get("CONTENT")) == 1
        if name == "Polygon":
            assert re.fullmatch(r"(-?[\d.]+,-?[\d.]+ ?){4}", element.get("POINTS"))
        assert element.get("BASEDIRECTION", "ttb") == "ttb"
        if (identifier := element.get("ID")) is not None:
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", identifier)  # an NCName
            identifiers.append(identifier)
        references.update(element.get("TAGREFS", "").split())
    assert len(identifiers) == len(set(identifiers))
    assert references <= set(identifiers)
    assert root.find("{*}Description/{*}MeasurementUnit").text == "pixel"


def test_hocr_is_well_formed_and_leaves_the_seal_out() -> None:
    root = etree.fromstring(to_hocr(recognition()))
    assert "专用章" not in etree.tostring(root, encoding="unicode")
    line = root.find(".//{*}span[@class='ocr_line']")
    assert line is not None
    assert "".join(line.itertext()) == TEXT
    assert line.get("title") == "bbox 20 30 280 44"


@pytest.mark.parametrize(("media", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_searchable_pdf_shows_the_page_and_says_its_text(
    tmp_path: Path, media: str, media_type: str
) -> None:
    path = tmp_path / "page"
    path.write_bytes(files.encoded(files.page_image(), media))
    data = to_searchable_pdf(path, media_type, recognition(media_type), IntakeLimits())
    assert data == to_searchable_pdf(path, media_type, recognition(media_type), IntakeLimits())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        image = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im0).as_pil_image()
    stored = load_page(path, media_type, 1, IntakeLimits()).picture
    assert (np.asarray(image.convert("RGB")) == stored).all()
    document = pdfium.PdfDocument(data)
    page = document[0]
    assert page.get_size() == pytest.approx((216, 144))
    text = page.get_textpage()
    assert text.get_text_bounded().strip() == TEXT
    left, bottom, right, top = text.get_charbox(0)
    assert (left, right) == pytest.approx((20 * 0.72, 20 * 0.72 + 18), abs=6)
    assert 144 - 46 * 0.72 < (bottom + top) / 2 < 144 - 28 * 0.72
    shown = page.render(scale=100 / 72).to_numpy()[..., :3]
    assert np.abs(shown.astype(int) - stored).mean() < 3  # the text is not seen


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_text_lies_over_turned_pdf_pages(tmp_path: Path, turned: int) -> None:
    source = pdfium.PdfDocument.new()
    blank = source.new_page(
        144 if turned in (90, 270) else 216, 216 if turned in (90, 270) else 144
    )
    blank.set_rotation(turned)
    path = tmp_path / "page.pdf"
    source.save(str(path))
    data = to_searchable_pdf(
        path, "application/pdf", recognition("application/pdf"), IntakeLimits()
    )
    assert "扫描" in pdfium.PdfDocument(data)[0].get_textpage().get_text_bounded()


def test_proof_page_marks_doubts_and_escapes(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(files.encoded(files.page_image()))
    html = to_proof_page(path, "image/png", recognition(), IntakeLimits()).decode()
    assert "<mark>扫描</mark>" in html
    assert "一种&lt;" in html
    assert "<扫描>" not in html
    assert "一种&amp;扫描" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("header", "format_"),
    [
        ("application/json", ExportFormat.JSON),
        ("*/*", ExportFormat.JSON),
        ("text/html;q=0.5, application/pdf", ExportFormat.PDF),
        ("application/xml", ExportFormat.ALTO),
        ("application/pdf;q=x", ExportFormat.JSON),
    ],
)
def test_accept_header(header: str, format_: ExportFormat) -> None:
    assert accepted(header) is format_

"""Searchable PDF: the pages as they were sent, with invisible text over them.

Pages of a PDF stay as they are; pictures are stored without loss (a JPEG's own bytes are kept). The
text has no glyphs: a composite font whose codes are UTF-16, mapped back to Unicode (ISO 32000-1,
9.7, 9.10.3). A line is stretched to its box, so that no gaps arise between Chinese characters.
"""

from __future__ import annotations

import io
import math
import zlib
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from services.ocr.domain.limits import IntakeLimits
from services.ocr.domain.media import JPEG, PDF
from services.ocr.domain.page import Picture
from services.ocr.engines.intake import load_page
from shared.contracts.ocr import LineRole, Quad, RecognisedLine, RecognisedPage, Recognition

A4_INCHES = 8.27
"""Width assumed of a picture that does not tell its resolution."""
_FONT = "/ZhishenInvisible"
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
Matrix = tuple[float, float, float, float, float, float]


def to_searchable_pdf(
    path: Path, media_type: str, recognition: Recognition, limits: IntakeLimits
) -> bytes:
    """The document at ``path`` with its recognised text. Decodes: runs in a worker process only."""
    with Pdf.open(path) if media_type == PDF else Pdf.new() as pdf:
        font = _font(pdf)
        for page in recognition.pages:
            if media_type == PDF:
                target = pdf.pages[page.page - 1]
                if page.from_text_layer:
                    continue  # it has its text
            else:
                target = _picture_page(pdf, path, media_type, page, limits)
            _write_text(pdf, target, page, font)
        buffer = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def _picture_page(
    pdf: Pdf, path: Path, media_type: str, page: RecognisedPage, limits: IntakeLimits
) -> pikepdf.Page:
    picture = load_page(path, media_type, page.page, limits).picture
    height, width = picture.shape[:2]
    dpi = page.dpi or width / A4_INCHES
    size = (width * 72 / dpi, height * 72 / dpi)
    target = pdf.add_blank_page(page_size=size)
    image = _jpeg_stream(pdf, path) if media_type == JPEG else None
    target.Resources = Dictionary(XObject=Dictionary(Im0=image or _lossless(pdf, picture)))
    target.Contents = Stream(pdf, b"q %.4f 0 0 %.4f 0 0 cm /Im0 Do Q\n" % size)
    return target


def _jpeg_stream(pdf: Pdf, path: Path) -> Stream | None:
    """A JPEG's own bytes; ``None`` for CMYK, whose meaning viewers do not agree on."""
    data = path.read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        if image.mode not in ("L", "RGB"):
            return None
        stream = Stream(pdf, data)
        stream.stream_dict = _image_dictionary(image.width, image.height, image.mode, 8)
    stream.Filter = Name.DCTDecode
    return stream


def _lossless(pdf: Pdf, picture: Picture) -> Stream:
    """The pixels as they are, in the smallest of one bit, grey and colour."""
    height, width = picture.shape[:2]
    grey = picture[..., 0]
    bits, mode, data = 8, "RGB", picture.tobytes()
    if (picture == grey[..., None]).all():
        mode, data = "L", grey.tobytes()
        if np.isin(grey, (0, 255)).all():
            bits, data = 1, np.packbits(grey > 0, axis=1).tobytes()
    stream = Stream(pdf, zlib.compress(data, 6))
    stream.stream_dict = _image_dictionary(width, height, mode, bits)
    stream.Filter = Name.FlateDecode
    return stream


def _image_dictionary(width: int, height: int, mode: str, bits: int) -> Dictionary:
    return Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceGray if mode == "L" else Name.DeviceRGB,
        BitsPerComponent=bits,
    )


def _font(pdf: Pdf) -> pikepdf.Object:
    """A font without glyphs; Latin characters are half as wide as Chinese ones."""
    ranges = [b"<%04X> <%04X> <%04X>" % (i << 8, i << 8 | 0xFF, i << 8) for i in range(256)]
    parts = [ranges[i : i + 100] for i in range(0, 256, 100)]  # a block holds at most 100
    body = _TO_UNICODE % b"\n".join(
        b"%d beginbfrange\n%s\nendbfrange" % (len(part), b"\n".join(part)) for part in parts
    )
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/GlyphLess"),
            Flags=5,
            FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=880,
            StemV=80,
        )
    )
    descendant = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/GlyphLess"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=descriptor,
            DW=1000,
            W=Array([0x20, 0x7E, 500]),
            CIDToGIDMap=Name.Identity,
        )
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/GlyphLess"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([descendant]),
            ToUnicode=Stream(pdf, body),
        )
    )


def _write_text(pdf: Pdf, target: pikepdf.Page, page: RecognisedPage, font: pikepdf.Object) -> None:
    place = _to_user_space(target, page)
    shown = [
        _line(line, place, vertical=page.vertical)
        for line in page.lines
        if line.role is not LineRole.PICTURE
    ]
    content = b"q BT 3 Tr\n" + b"".join(shown) + b"ET Q\n"
    name = target.add_resource(font, Name.Font, Name(_FONT))
    content = content.replace(_FONT.encode(), str(name).encode())
    target.contents_add(Stream(pdf, b"q\n"), prepend=True)
    target.contents_add(Stream(pdf, b"\nQ\n" + content))


def _to_user_space(target: pikepdf.Page, page: RecognisedPage) -> Matrix:
    """From pixels of the page as rendered to the PDF page's own units, its rotation undone."""
    x0, y0, x1, y1 = (float(value) for value in target.cropbox)
    turned = int(target.obj.get("/Rotate", 0) or 0) % 360
    across, down = (x1 - x0, y1 - y0) if turned in (0, 180) else (y1 - y0, x1 - x0)
    sx, sy = across / max(page.width, 1), down / max(page.height, 1)
    match turned:
        case 90:
            return (0.0, sx, sy, 0.0, x0, y0)
        case 180:
            return (-sx, 0.0, 0.0, sy, x1, y0)
        case 270:
            return (0.0, -sx, -sy, 0.0, x1, y1)
        case _:
            return (sx, 0.0, 0.0, -sy, x0, y1)


def _line(line: RecognisedLine, place: Matrix, *, vertical: bool) -> bytes:
    text = "".join(c for c in line.text if ord(c) <= 0xFFFF and not 0xD800 <= ord(c) <= 0xDFFF)
    units = sum(0.5 if " " <= c <= "~" else 1.0 for c in text)
    (ax, ay), (bx, by), (cx, cy) = _base_line(line.quad, place, vertical=vertical)
    length, height = math.hypot(bx - ax, by - ay), math.hypot(cx - ax, cy - ay)
    if not units or length < 0.1 or height < 0.1:
        return b""
    cos, sin = (bx - ax) / length, (by - ay) / length
    stretch = 100 * length / (units * height)
    codes = text.encode("utf-16-be").hex().upper().encode()
    return b"%s %.3f Tf %.3f Tz %.5f %.5f %.5f %.5f %.3f %.3f Tm <%s> Tj\n" % (
        _FONT.encode(),
        height,
        stretch,
        cos,
        sin,
        -sin,
        cos,
        ax + 0.12 * (cx - ax),
        ay + 0.12 * (cy - ay),
        codes,
    )


def _base_line(
    quad: Quad, place: Matrix, *, vertical: bool
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Beginning and end of the base line and the point above its beginning, in user space."""
    corners = [
        (
            place[0] * x + place[2] * y + place[4],
            place[1] * x + place[3] * y + place[5],
        )
        for x, y in zip(quad[0::2], quad[1::2], strict=True)
    ]
    if vertical:
        return corners[0], corners[3], corners[1]
    return corners[3], corners[2], corners[0]

"""Files made for the tests: good pages and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageDraw


def page_image(width: int = 300, rows: int = 3) -> Image.Image:
    """A small page with ``rows`` black bars for lines."""
    image = Image.new("RGB", (width, 200), "white")
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        top = 30 + 40 * row
        draw.rectangle((20, top, width - 20, top + 14), fill="black")
    return image


def encoded(image: Image.Image, media: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, media, **options)
    return buffer.getvalue()


def tiff_of_widths(widths: Sequence[int]) -> bytes:
    """A multi-page TIFF, one page per width."""
    first, *others = [page_image(width) for width in widths]
    return encoded(first, "TIFF", save_all=True, append_images=others, dpi=(300, 300))


def png_of_size(width: int, height: int, data: bytes | None = None) -> bytes:
    """A 1-bit PNG that claims these dimensions, its pixels all zero."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1024), 9) if data is None else data
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def png_bomb() -> bytes:
    """60,000 x 60,000 white pixels in 440 kB."""
    return png_of_size(60_000, 60_000, zlib.compress(bytes(60_000 * 7_501), 9))


def tiff_chain(directories: int, *, cyclic: bool = False) -> bytes:
    """A TIFF of many 1 x 1 pages; ``cyclic`` lets the last directory name the first again."""
    entries = [
        (256, 3, 1, 1),
        (257, 3, 1, 1),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 3, 1, 1),
        (279, 4, 1, 1),
    ]
    size = 2 + 12 * len(entries) + 4
    data = b"II*\x00" + struct.pack("<I", 16) + bytes(8)
    for i in range(directories):
        last = i == directories - 1
        following = (16 if cyclic else 0) if last else 16 + size * (i + 1)
        data += struct.pack("<H", len(entries))
        data += b"".join(struct.pack("<HHII", *entry) for entry in entries)
        data += struct.pack("<I", following)
    return data


def pdf_with_pages(pages: int) -> bytes:
    """A PDF of empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF from the bodies of its objects 1, 2 …; object 1 is the catalogue."""
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    )


def text_pdf(lines: Sequence[str], *, render_mode: int = 0) -> bytes:
    """One A4 page of Helvetica text; ``render_mode`` 3 makes it invisible."""
    body = b"BT /F1 14 Tf %d Tr 18 TL 60 780 Td " % render_mode
    body += b" ".join(b"(%s) Tj T*" % line.encode("ascii") for line in lines) + b" ET"
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def encrypted_pdf() -> bytes:
    """A PDF whose password is not empty (its keys fit no password at all)."""
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
            b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"ab" * 32 + b"> /U <"
            b"" + b"cd" * 32 + b"> >>",
        ],
        b"/Encrypt 4 0 R /ID [<" + b"00" * 16 + b"> <" + b"00" * 16 + b">]",
    )


def animated_gif() -> bytes:
    return encoded(page_image(), "GIF", save_all=True, append_images=[page_image(rows=1)])


def animated_png() -> bytes:
    return encoded(page_image(), "PNG", save_all=True, append_images=[page_image(rows=1)])


def zip_file(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()

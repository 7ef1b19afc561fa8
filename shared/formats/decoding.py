"""Bytes to text: byte-order marks, declared encodings, and the root element of an XML document."""

from __future__ import annotations

import codecs
import re

from shared.formats.errors import LimitExceededError, MalformedDocumentError
from shared.formats.limits import ReadLimits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_BOM = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_SUPERSETS = {
    # What writers call GB 2312 or GBK holds characters of its superset; likewise Shift_JIS.
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
_ACCEPTED = frozenset(
    [
        "utf-8",
        "utf-16-le",
        "utf-16-be",
        "utf-32-le",
        "utf-32-be",
        "gb18030",
        "cp932",
        "euc_jp",
        "cp949",
        "cp950",
        "cp1252",
        "cp1250",
        "cp1251",
        "iso8859-2",
        "iso8859-5",
        "iso8859-7",
        "iso8859-15",
        "koi8-r",
    ]
)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")


def _declared_encoding(data: bytes, file: str) -> str:
    match = _DECLARATION.match(data[:1024])
    if match is None:
        return "utf-8"
    stated = match[1].decode("ascii")
    try:
        name = codecs.lookup(stated).name
    except LookupError:
        name = ""
    name = _SUPERSETS.get(name, name)
    if name.startswith(("utf-16", "utf-32")):
        # A declaration readable as ASCII cannot be UTF-16: the bytes tell the truth.
        return "utf-8"
    if name not in _ACCEPTED:
        raise MalformedDocumentError(
            f"The declared encoding '{stated}' is not supported. Save the file as UTF-8.",
            f"不支持所声明的编码“{stated}”，请将文件另存为 UTF-8。",
            file=file,
            line=1,
        )
    return name


def encoding_of(data: bytes, file: str) -> tuple[str, int]:
    """The encoding of an XML document and the length of its byte-order mark in bytes."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, len(mark)
    for start, name in _WITHOUT_BOM:
        if data.startswith(start):
            return name, 0
    return _declared_encoding(data, file), 0


def decode_xml(data: bytes, file: str, limits: ReadLimits) -> str:
    """The text of an XML document without its byte-order mark.

    Offsets in locations count code points of this text. Raises ``MalformedDocumentError`` with
    the line of the first byte that does not fit the encoding.
    """
    encoding, skip = encoding_of(data, file)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[skip : skip + error.start].decode(encoding, "replace").count("\n") + 1
        raise MalformedDocumentError(
            f"The file is not valid {encoding.upper()} in line {line}. Save it in the encoding "
            "that its XML declaration states.",
            f"文件第 {line} 行不是有效的 {encoding.upper()} 编码，请按 XML 声明的编码保存。",
            file=file,
            line=line,
        ) from None
    if len(text) > limits.document_characters:
        raise LimitExceededError(
            f"The document has {len(text)} characters; {limits.document_characters} are accepted.",
            f"文件包含 {len(text)} 个字符，超过上限 {limits.document_characters}。",
            file=file,
        )
    return text


_PROLOG = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_START_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,100})(?=[\s/>])")


def root_element(head: bytes) -> str | None:
    """Qualified name of the root element in a document's first bytes; ``None`` if not XML.

    For recognising formats: never raises, and reads no more than it is given.
    """
    try:
        encoding, skip = encoding_of(head, "")
    except MalformedDocumentError:
        encoding, skip = "utf-8", 0
    text = head[skip:].decode(encoding, "replace")
    place = 0
    while (match := _PROLOG.match(text, place)) is not None:
        place = match.end()
    tag = _START_TAG.match(text, place)
    return tag[1] if tag is not None else None

"""Plain text to characters: UTF-8, UTF-16 or GB18030, decided the same way every time.

A byte-order mark decides. Without one, text with a zero byte in every other place is UTF-16; text
that is valid UTF-8 is UTF-8; text that is valid GB18030 and then holds common Chinese characters is
GB18030 (which includes GB 2312 and GBK); anything else is Windows-1252 if it has no control
characters. Nothing is replaced: what fits no encoding is refused.
"""

from __future__ import annotations

import codecs
import re

from shared.formats.errors import LimitExceededError, MalformedDocumentError
from shared.formats.limits import ReadLimits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SAMPLE = 65_536


def decode_text(data: bytes, file: str, limits: ReadLimits) -> str:
    """The text of a file without its byte-order mark.

    Offsets in locations count code points of this text.

    Raises:
        MalformedDocumentError: no encoding fits.
        LimitExceededError: more characters than accepted.

    """
    encoding, skip = text_encoding(data)
    try:
        text = data[skip:].decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _undecodable(file, line) from None
    if encoding is None or "\x00" in text:
        raise _undecodable(file, 1)
    if len(text) > limits.document_characters:
        raise LimitExceededError(
            f"The document has {len(text)} characters; {limits.document_characters} are accepted.",
            f"文件包含 {len(text)} 个字符，超过上限 {limits.document_characters}。",
            file=file,
        )
    return text


def text_encoding(data: bytes) -> tuple[str | None, int]:
    """The encoding and the length of the byte-order mark; ``None`` when nothing fits."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    zeros = data[:_SAMPLE]
    if b"\x00" in zeros:
        even, odd = zeros[0::2].count(0), zeros[1::2].count(0)
        if odd > 4 * even:
            return "utf-16-le", 0
        return ("utf-16-be", 0) if even > 4 * odd else (None, 0)
    if _decodes(data, "utf-8"):
        return "utf-8", 0
    if _decodes(data, "gb18030"):
        text = data.decode("gb18030")
        beyond_ascii = sum(1 for character in text if character > "\x7f")
        if len(_HAN.findall(text)) * 2 >= beyond_ascii:
            return "gb18030", 0
    if _decodes(data, "cp1252") and not _CONTROLS.search(data.decode("cp1252")):
        return "cp1252", 0
    return None, 0


def text_head(head: bytes) -> str | None:
    """The decodable beginning of a file, for recognising formats; ``None`` if it is no text."""
    for cut in range(min(4, len(head)) + 1):
        piece = head[: len(head) - cut]
        encoding, skip = text_encoding(piece)
        if encoding is None:
            continue
        if encoding == "cp1252" and cut < 4:
            continue
        text = piece[skip:].decode(encoding, "replace")
        return None if "\x00" in text else text
    return None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(file: str, line: int) -> MalformedDocumentError:
    return MalformedDocumentError(
        f"The text is neither UTF-8, UTF-16 nor GB18030 (line {line}). Save it as UTF-8.",
        f"文本不是UTF-8、UTF-16或GB18030编码（第{line}行），请另存为UTF-8。",
        file=file,
        line=line,
    )

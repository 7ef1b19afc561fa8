"""One document per file: bulk files that hold many are named as such.

The USPTO's weekly files are whole documents written one after another. An XML parser calls that
"junk after document element"; the reader should hear what it really is.
"""

from __future__ import annotations

import re

from shared.formats.errors import AmbiguousInputError, MalformedDocumentError
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile
from shared.formats.xml_text import XmlDocument, parse_xml

_DECLARATION = re.compile(rb"<\?xml\s")


def parse_single(document: FiledFile, limits: ReadLimits) -> XmlDocument:
    """Parse a file that should hold one XML document.

    Raises:
        AmbiguousInputError: it holds several, one after another; the message says how many.
        ReadError: it cannot be parsed.

    """
    data = document.read()
    try:
        return parse_xml(data, document.name, limits)
    except MalformedDocumentError:
        count = sum(1 for _ in _DECLARATION.finditer(data))
        if count > 1:
            raise several_documents(document.name, count) from None
        raise


def several_documents(file: str, count: int) -> AmbiguousInputError:
    """The error for a file of ``count`` concatenated documents."""
    return AmbiguousInputError(
        f"The file holds {count} documents, one after another. Split it and give them one by one.",
        f"该文件连续包含{count}份文献，请拆分后逐份提交。",
        file=file,
    )

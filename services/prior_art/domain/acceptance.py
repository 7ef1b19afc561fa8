"""Whether a document may be put into a collection."""

from __future__ import annotations

import re

from shared.contracts.common import Message
from shared.contracts.prior_art import PriorArtDocument

MAX_CHARACTERS = 8_000_000
"""Text of one document; the longest real publications (sequence listings) stay below."""
MAX_PASSAGES = 50_000

_OFFICE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./\-]{0,39}")
_KIND = re.compile(r"[A-Z][0-9A-Z]?")
DOCUMENT_KEY = re.compile(r"[0-9A-Za-z./\-]{3,44}")
COLLECTION_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def reason_to_reject(document: PriorArtDocument) -> Message | None:
    """Why the document cannot be taken; ``None`` if it can."""
    if not _OFFICE.fullmatch(document.office_code):
        return Message(
            en="office_code is not a two-letter WIPO ST.3 code.",
            zh="office_code 不是 WIPO ST.3 两字母代码。",
        )
    if not _NUMBER.fullmatch(document.document_number):
        return Message(
            en="document_number must be 1 to 40 letters, digits, '.', '/' or '-'.",
            zh="document_number 应为 1 至 40 个字母、数字或“.”“/”“-”。",
        )
    if document.kind_code is not None and not _KIND.fullmatch(document.kind_code):
        return Message(
            en="kind_code is not a WIPO ST.16 code such as A, B2, U.",
            zh="kind_code 不是 WIPO ST.16 文献种类代码（如 A、B2、U）。",
        )
    return _reason_of_text(document)


def _reason_of_text(document: PriorArtDocument) -> Message | None:
    passages = [*document.claims, *document.paragraphs]
    texts = [document.title, document.abstract or "", *(passage.text for passage in passages)]
    if not any(text.strip() for text in texts):
        return Message(
            en="The document has no text: no title, abstract, claim or paragraph.",
            zh="文献没有任何文字：无名称、摘要、权利要求和说明书段落。",
        )
    if len(passages) > MAX_PASSAGES or sum(map(len, texts)) > MAX_CHARACTERS:
        return Message(
            en=f"The document is larger than {MAX_PASSAGES} passages or {MAX_CHARACTERS} characters.",
            zh=f"文献超过 {MAX_PASSAGES} 个段落或 {MAX_CHARACTERS} 个字符。",
        )
    return None

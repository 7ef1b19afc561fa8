"""What is wrong with the data of a collection, document by document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from enum import StrEnum

from services.prior_art.domain.classification import cpc_levels
from services.prior_art.domain.passages import passages_of
from shared.contracts.common import Message
from shared.contracts.prior_art import PriorArtDocument

MAX_EXAMPLES = 20
_MOJIBAKE = re.compile(
    r"\ufffd|锟斤拷|烫烫烫|屯屯屯|[\u00c0-\u00ff][\u0080-\u00bf]|[\ue000-\uf8ff]|&(?:amp;)?#?\w{2,6};"
)
_GARBLED_SHARE = 0.005
_LEAST_GARBLED = 3


class Fault(StrEnum):
    """Kinds of fault."""

    NO_PUBLICATION_DATE = "no_publication_date"
    NO_FILING_DATE = "no_filing_date"
    DATES_IN_DISORDER = "dates_in_disorder"
    NO_CLASSIFICATION = "no_classification"
    UNKNOWN_SYMBOL = "unknown_symbol"
    NO_TITLE = "no_title"
    NO_ABSTRACT = "no_abstract"
    GARBLED_TEXT = "garbled_text"
    DUPLICATE_TEXT = "duplicate_text"


MESSAGES: dict[Fault, Message] = {
    Fault.NO_PUBLICATION_DATE: Message(
        zh="无公布日：无法按日期判断，检索时列入需核实。",
        en="No publication date: its dates cannot be judged; searches list it for review.",
    ),
    Fault.NO_FILING_DATE: Message(
        zh="无申请日：无法判断是否构成抵触申请。",
        en="No filing date: whether it conflicts cannot be told.",
    ),
    Fault.DATES_IN_DISORDER: Message(
        zh="日期顺序有误：公布日早于申请日，或申请日早于优先权日。",
        en="Dates in disorder: published before it was filed, or filed before its priority.",
    ),
    Fault.NO_CLASSIFICATION: Message(zh="无分类号。", en="No classification."),
    Fault.UNKNOWN_SYMBOL: Message(
        zh="有不符合 IPC/CPC 格式的分类号。", en="A symbol that is not of the IPC or CPC."
    ),
    Fault.NO_TITLE: Message(zh="无名称。", en="No title."),
    Fault.NO_ABSTRACT: Message(zh="无摘要。", en="No abstract."),
    Fault.GARBLED_TEXT: Message(
        zh="文字疑似乱码。", en="The text looks garbled: replacement characters or wrong decoding."
    ),
    Fault.DUPLICATE_TEXT: Message(
        zh="与另一文献号的文献文字完全相同。",
        en="The same text as a document with another number.",
    ),
}
"""Shown with each fault."""


class QualityTally:
    """Counts faults over documents as they come; keeps keys, never text."""

    def __init__(self) -> None:
        self.documents = 0
        self._counts: dict[Fault, int] = {}
        self._examples: dict[Fault, list[str]] = {}
        self._texts: dict[bytes, str] = {}

    def take(self, document: PriorArtDocument) -> None:
        """Look at one document."""
        self.documents += 1
        for fault in faults_of(document):
            self._count(fault, document.key)
        digest = _text_digest(document)
        number = f"{document.office_code}{document.document_number}"
        if self._texts.setdefault(digest, number) != number:
            self._count(Fault.DUPLICATE_TEXT, document.key)

    def faults(self) -> tuple[tuple[Fault, int, tuple[str, ...]], ...]:
        """Every fault found, its count and example keys, in the order of ``Fault``."""
        return tuple(
            (fault, self._counts[fault], tuple(self._examples[fault]))
            for fault in Fault
            if fault in self._counts
        )

    def _count(self, fault: Fault, key: str) -> None:
        self._counts[fault] = self._counts.get(fault, 0) + 1
        examples = self._examples.setdefault(fault, [])
        if len(examples) < MAX_EXAMPLES:
            examples.append(key)


def faults_of(document: PriorArtDocument) -> Iterable[Fault]:
    """What is wrong with one document by itself."""
    if document.publication_date is None:
        yield Fault.NO_PUBLICATION_DATE
    if document.filing_date is None:
        yield Fault.NO_FILING_DATE
    if _in_disorder(document):
        yield Fault.DATES_IN_DISORDER
    symbols = [one for one in document.classifications if one.scheme in ("IPC", "CPC")]
    if not symbols:
        yield Fault.NO_CLASSIFICATION
    if any(not cpc_levels(one.symbol) for one in symbols):
        yield Fault.UNKNOWN_SYMBOL
    if not document.title.strip():
        yield Fault.NO_TITLE
    if not (document.abstract or "").strip():
        yield Fault.NO_ABSTRACT
    if is_garbled(" ".join(one.text for one in passages_of(document))):
        yield Fault.GARBLED_TEXT


def is_garbled(text: str) -> bool:
    """Whether marks of wrong decoding are more than stray ones."""
    found = sum(1 for _ in _MOJIBAKE.finditer(text))
    return found >= _LEAST_GARBLED and found >= _GARBLED_SHARE * len(text)


def _in_disorder(document: PriorArtDocument) -> bool:
    filed = document.filing_date
    priorities = [one.filing_date for one in document.priority_claims if one.filing_date]
    if filed is None:
        return False
    published = document.publication_date
    return (published is not None and published < filed) or any(day > filed for day in priorities)


def _text_digest(document: PriorArtDocument) -> bytes:
    text = "\x1f".join(one.text for one in passages_of(document))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

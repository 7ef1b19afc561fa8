"""Records of JSON Lines files as documents: our own form, and the simple forms in circulation.

A simple record has any of the fields below under any of the names; what a record carries is read,
nothing is invented. A record that names no office is filed under ``XX`` (WIPO ST.3: unknown).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue, ValidationError

from services.prior_art.domain.classification import ipc_levels
from shared.contracts.common import Message
from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument
from shared.model.classification import Classification, ClassificationScheme

_PUBLICATION = ("publication_number", "number", "公开号", "公开（公告）号", "公告号", "pn")
_APPLICATION = ("application_number", "appno", "申请号", "an")
_IDENTIFIER = ("id",)
_TITLE = ("title", "标题", "名称", "发明名称", "invention_title")
_ABSTRACT = ("abstract", "摘要")
_CLAIMS = ("claims", "权利要求", "权利要求书", "first_claim", "首项权利要求", "主权项")
_PARAGRAPHS = ("paragraphs", "description", "说明书")
_IPC = ("ipc", "classifications", "主IPC分类号-小组", "subclass", "主IPC分类号-小类", "IPC")
_APPLICANTS = ("applicants", "applicant", "申请人")
_PUBLISHED_ON = ("publication_date", "公开日", "公告日")
_FILED_ON = ("filing_date", "申请日")

_NUMBER = re.compile(r"(?P<office>[A-Z]{2})(?P<number>[0-9]{5,})(?P<kind>[A-Z][0-9]?)?")
_CLAIM_NUMBER = re.compile(r"\s*(\d{1,4})\s*[.．、:：]\s*")
_SYMBOL = re.compile(r"[A-H]\d\d[A-Z](?:\s*\d{1,4}\s*/\s*\d{2,6})?")
_DATE = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_SOFT_BREAKS = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\r?\n[ \t]*(?=[^\x00-\x7f])")


class RecordError(ValueError):
    """The record cannot become a document; ``reason`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def document_from_record(record: object, source: str) -> PriorArtDocument:
    """The document of one JSON record. Raises ``RecordError``."""
    if not isinstance(record, Mapping):
        raise RecordError(Message(en="The line is not a JSON object.", zh="该行不是 JSON 对象。"))
    try:
        if "document_number" in record:
            return _own_form(record, source)
        return _simple_form(record, source)
    except ValidationError as error:
        # The fields only: pydantic's messages may quote the text.
        fields = ", ".join(sorted({".".join(map(str, item["loc"])) for item in error.errors()})[:5])
        raise RecordError(
            Message(
                en=f"These fields do not fit PriorArtDocument: {fields}.",
                zh=f"以下字段不符合 PriorArtDocument：{fields}。",
            )
        ) from error


def unpublished(record: object) -> bool:
    """Whether the record says of itself that it was not published."""
    return isinstance(record, Mapping) and record.get("published") is False


def _own_form(record: Mapping[str, JsonValue], source: str) -> PriorArtDocument:
    document = PriorArtDocument.model_validate(record)
    return document if document.source else document.model_copy(update={"source": source})


def _simple_form(record: Mapping[str, JsonValue], source: str) -> PriorArtDocument:
    publication = _text(record, _PUBLICATION)
    application = _text(record, _APPLICATION)
    identifier = publication or application or _text(record, _IDENTIFIER)
    if not identifier:
        raise RecordError(
            Message(
                en="The record has no number (document_number, publication_number, appno, id).",
                zh="记录没有号码（document_number、publication_number、appno 或 id）。",
            )
        )
    office, number, kind = _split(identifier.strip())
    return PriorArtDocument(
        office_code=office,
        document_number=number,
        kind_code=kind,
        publication_date=_date(record, _PUBLISHED_ON),
        application_number=application,
        filing_date=_date(record, _FILED_ON),
        title=_joined(_text(record, _TITLE) or ""),
        language=_text(record, ("language",)) or "zh",
        abstract=_joined(_text(record, _ABSTRACT) or "") or None,
        claims=_claims(_values(record, _CLAIMS)),
        paragraphs=tuple(
            DocumentPassage(kind=PassageKind.DESCRIPTION, text=text)
            for value in _values(record, _PARAGRAPHS)
            for text in value.split("\n")
            if text.strip()
        ),
        applicants=_values(record, _APPLICANTS),
        classifications=_classifications(record),
        source=source,
    )


def _split(identifier: str) -> tuple[str, str, str | None]:
    match = _NUMBER.fullmatch(identifier)
    if match is not None:
        return match["office"], match["number"], match["kind"]
    # An application number (CN96121602.6) or a collection's own identifier: kept as stated.
    if re.match(r"[A-Z]{2}\d", identifier):
        return identifier[:2], identifier[2:], None
    return "XX", identifier, None


def _text(record: Mapping[str, JsonValue], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def _values(record: Mapping[str, JsonValue], names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return (value,)
        if isinstance(value, list):
            texts = [item.get("text") if isinstance(item, dict) else item for item in value]
            if found := tuple(text for text in texts if isinstance(text, str) and text.strip()):
                return found
    return ()


def _date(record: Mapping[str, JsonValue], names: tuple[str, ...]) -> date | None:
    match = _DATE.fullmatch((_text(record, names) or "").strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _claims(texts: tuple[str, ...]) -> tuple[DocumentPassage, ...]:
    claims = []
    for text in texts:
        label = _CLAIM_NUMBER.match(text)
        claims.append(
            DocumentPassage(
                kind=PassageKind.CLAIM,
                number=label[1] if label else None,
                text=_joined(text[label.end() :] if label else text),
            )
        )
    return tuple(claims)


def _classifications(record: Mapping[str, JsonValue]) -> tuple[Classification, ...]:
    for name in _IPC:
        symbols = [
            " ".join(symbol.replace("/", " / ").split()).replace(" / ", "/")
            for text in _values(record, (name,))
            for symbol in _SYMBOL.findall(text)
        ]
        normalised = [levels[-1] for symbol in symbols if (levels := ipc_levels(symbol))]
        if normalised:
            return tuple(
                Classification(scheme=ClassificationScheme.IPC, symbol=symbol, main=i == 0)
                for i, symbol in enumerate(dict.fromkeys(normalised))
            )
    return ()


def _joined(text: str) -> str:
    """Line breaks inside Chinese text are typesetting."""
    return _SOFT_BREAKS.sub("", text).strip()

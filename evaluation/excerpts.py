"""Records of JSONL files as applications: what each record is, its keys tell.

A record holds a title, an abstract, claims, or several of them, under the keys of any of the
collections; ``office`` US and ``language`` en tell English claims. An excerpt is judged like a publication: nothing in it is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.model.application import Abstract, Application, BibliographicData
from shared.model.case_file import CaseFile
from shared.model.claim_language import FiledClaim, build_claims, split_number_label
from shared.model.claims import Claim
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.source import TextUnit

TITLE = ("title", "标题", "invention_title")
ABSTRACT = ("abstract", "摘要")
CLAIMS = ("claims", "权利要求")
FIRST_CLAIM = ("first_claim", "首项权利要求")


@dataclass(frozen=True)
class Excerpt:
    """One record as a case file."""

    case_file: CaseFile
    parts: Mapping[str, frozenset[str]]
    """Kind of part (``title``, ``abstract``, ``claim_set``) and the text units it consists of."""


def read_excerpts(path: Path) -> Iterator[Excerpt]:
    """The records of a JSONL file that hold a text we can check; others are passed over.

    So are lines that are no JSON. Raises ``OSError`` for a file that cannot be opened.
    """
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                record = json.loads(line) if line.strip() else None
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict) and (excerpt := read_excerpt(record)) is not None:
                yield excerpt


def read_excerpt(record: Mapping[str, Any]) -> Excerpt | None:
    """A record as an excerpt; ``None`` if it holds neither title, abstract nor claims."""
    office = "US" if record.get("office") == "US" else "CN"
    language = "en" if str(record.get("language")).startswith("en") else "zh"
    title = _text(record, TITLE)
    abstract = _text(record, ABSTRACT)
    claims = _claims(record, language)
    if not (title or abstract or claims):
        return None
    parts: dict[str, frozenset[str]] = {}
    if title:
        parts["title"] = frozenset({"title"})
    if abstract:
        parts["abstract"] = frozenset({"abstract"})
    if claims:
        units = [unit for claim in claims for unit in (claim.number_unit, claim.unit) if unit]
        parts["claim_set"] = frozenset(unit.id for unit in units)
    application = Application(
        stage=DocumentStage.EXCERPT,
        kind=None if office == "CN" else ApplicationKind.INVENTION,
        language=language,
        bibliographic=BibliographicData(
            office_code=office,
            invention_title=TextUnit(id="title", text=title) if title else None,
        ),
        abstract=Abstract(units=(TextUnit(id="abstract", text=abstract),)) if abstract else None,
        claims=claims or None,
    )
    return Excerpt(CaseFile(application=application), parts)


def _text(record: Mapping[str, Any], names: Sequence[str]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return _joined(value)
    return ""


def _joined(text: str) -> str:
    """Without the hard line breaks of a database."""
    return "".join(line.strip() for line in text.splitlines())


def _claims(record: Mapping[str, Any], language: str) -> tuple[Claim, ...]:
    texts: list[str] = []
    for name in CLAIMS:
        value = record.get(name)
        if isinstance(value, list):
            texts = [one for one in value if isinstance(one, str) and one.strip()]
    if not texts and (first := _text(record, FIRST_CLAIM)):
        texts = [first]
    filed = []
    for position, text in enumerate(texts, 1):
        joined = _joined(text) if language == "zh" else " ".join(text.split())
        whole = TextUnit(id=f"claims/{position}", text=joined)
        label = split_number_label(whole.text, language)
        if label is None:
            filed.append(FiledClaim(whole, None))
        else:
            body = whole.model_copy(update={"text": whole.text[label.length :]})
            filed.append(FiledClaim(body, label.number, label.label))
    return build_claims(filed, language)

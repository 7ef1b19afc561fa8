"""Suggested IPC subclasses measured on real abstracts, as ``zhishen classify`` makes them.

Records with number, title, abstract and ``subclass`` are split as the proxies are: those of the
reported side are the collection, those of the tuning side are asked for. What a query's record says
of its subclass is only compared with the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from evaluation.prior_art_proxies import is_tuning
from services.prior_art.domain.classification_suggestion import nearest_classified, suggest
from services.prior_art.domain.queries import text_query
from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines.classifiers import CollectionClassifiers
from services.prior_art.engines.proxy_collection import proxy_key, temporary_collection
from shared.contracts.prior_art import PriorArtDocument
from shared.contracts.prior_art_classification import IpcLevel
from shared.model.classification import Classification, ClassificationScheme

MAX_QUERIES = 1_000
"""Chosen by a digest of their text: the rest would take minutes and say the same."""
MIN_DOCUMENTS = 40
_TOP = (1, 3)


@dataclass(frozen=True)
class Classified:
    """A record's text, and the subclass that it was given."""

    title: str
    abstract: str
    subclass: str
    asked: bool


def classification_figures(data_dir: Path) -> dict[str, float]:
    """Share of queries whose subclass is suggested first, and among the first three."""
    records = read_classified(data_dir)
    learned = [one for one in records if not one.asked]
    asked = [one for one in records if one.asked][:MAX_QUERIES]
    if len(learned) < MIN_DOCUMENTS or not asked:
        return {}
    documents = [_document(i, one) for i, one in enumerate(learned)]
    level = IpcLevel.SUBCLASS
    witnesses: dict[str, list[list[str]]] = {"neighbours": [], "model": [], "both": []}
    with temporary_collection(documents, None) as (indexed, store):
        classifier = CollectionClassifiers(store).classifier(indexed.name, level)
        read = partial(store.documents, indexed.name)
        for one in asked:
            query = text_query(f"{one.title}\n{one.abstract}")
            near = nearest_classified(
                query,
                level,
                RetrievalFilter(),
                lexical=indexed.lexical,
                dense=None,
                order=indexed.order,
                read=read,
            )
            shares = classifier.shares(query.text) if classifier is not None else None
            for name, found in (
                ("neighbours", suggest(near, None, max(_TOP))),
                ("model", suggest((), shares, max(_TOP))),
                ("both", suggest(near, shares, max(_TOP))),
            ):
                witnesses[name].append([each.symbol for each in found])
    figures: dict[str, float] = {
        "classification.documents": len(learned),
        "classification.queries": len(asked),
        "classification.most_frequent.top1": _most_frequent(learned, asked),
    }
    for name, suggested in witnesses.items():
        for top in _TOP:
            right = [
                one.subclass in symbols[:top] for one, symbols in zip(asked, suggested, strict=True)
            ]
            figures[f"classification.{name}.top{top}"] = float(np.mean(right))
    return figures


def read_classified(data_dir: Path) -> list[Classified]:
    """Every record of ``cn-abstracts`` with a subclass, by a digest of its text; each number once."""
    found: dict[str, Classified] = {}
    for path in sorted((data_dir / "cn-abstracts").glob("*")):
        if not path.is_file():
            continue
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                record = json.loads(line)
            except ValueError:
                continue
            keys = ("appno", "title", "abstract", "subclass")
            values = [record.get(key) for key in keys] if isinstance(record, dict) else []
            if values and all(isinstance(value, str) and value.strip() for value in values):
                number, title, abstract, subclass = map(str, values)
                made = Classified(title, abstract, subclass.strip().upper(), is_tuning(number))
                found.setdefault(number, made)
    return sorted(found.values(), key=_digest)


def _document(number: int, one: Classified) -> PriorArtDocument:
    symbol = Classification(scheme=ClassificationScheme.IPC, symbol=one.subclass)
    key = proxy_key(number)
    return PriorArtDocument(
        office_code="CN",
        document_number=key[2:-1],
        kind_code="A",
        title=one.title,
        abstract=one.abstract,
        classifications=(symbol,),
    )


def _most_frequent(learned: Sequence[Classified], asked: Sequence[Classified]) -> float:
    """The floor: the collection's most frequent subclass, whatever is asked."""
    names, counts = np.unique([one.subclass for one in learned], return_counts=True)
    best = str(names[np.argmax(counts)])
    return float(np.mean([one.subclass == best for one in asked]))


def _digest(one: Classified) -> bytes:
    return hashlib.sha256("\0".join((one.title, one.abstract, one.subclass)).encode()).digest()

"""What a prior-art collection costs at its size: ``python -m benchmarks.prior_art DATA [SIZE]…``.

For each size (10,000, 100,000 and 1,000,000 if none is given) that many documents go through the real
store and both indexes in a folder of their own. Documents are mixed: the title of one abstract of
``DATA/cn-abstracts``, the first half of another and the second half of a third, drawn with a fixed
seed, so that words are as frequent as in real text. Queries are abstracts that lent nothing to any
document: their first sentence, and the whole text (as long as a claim).

Shown for each size: documents taken in per second (store and both indexes, fitting the encoder
apart), seconds to fit it, seconds to open the collection again, milliseconds of a query at the
median and the 99th percentile (single user, search with families and evidence, after a warm-up), bytes
on disk per document, and the largest memory of the process, which grows from size to size. Costs at
larger sizes are a straight line through the last two measured sizes: exact vectors and posting lists
are read in proportion to the collection.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from services.prior_art.domain.queries import text_query
from services.prior_art.domain.retrieval import Encoder, RetrievalFilter
from services.prior_art.domain.search import search
from services.prior_art.engines.encoders.lsa import LsaKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.prior_art import PriorArtDocument

SIZES = (10_000, 100_000, 1_000_000)
EXTRAPOLATED = (10_000_000, 30_000_000, 100_000_000)
QUERIES = 100
_HITS = 10
_BATCH = 500
_SEED = 0
_NAME = "published"


@dataclass(frozen=True)
class Measured:
    """The cost of one size."""

    documents: int
    taken_per_s: float
    fit_s: float
    open_s: float
    sentence_ms: tuple[float, float]
    """Median and 99th percentile."""
    whole_ms: tuple[float, float]
    disk_bytes: float
    """Per document."""
    memory_mib: float


@dataclass(frozen=True)
class Abstracts:
    """Real texts: those that documents are mixed from, and those that are asked for."""

    mixed: list[tuple[str, str]]
    """Title and abstract."""
    asked: list[str]


def main() -> None:
    """Measure every size and print a line for each, then the extrapolation."""
    if len(sys.argv) < 2:
        sys.exit("python -m benchmarks.prior_art DATA [SIZE]…")
    texts = read_abstracts(Path(sys.argv[1]))
    sizes = [int(one) for one in sys.argv[2:]] or list(SIZES)
    console = Console()
    measured = []
    for size in sizes:
        measured.append(measure(size, texts))
        console.print(_table(measured[-1:]))
    if len(measured) > 1:
        console.print(_extrapolation(measured[-2], measured[-1]))


def read_abstracts(data: Path) -> Abstracts:
    """Every abstract of at least 100 characters; the last ``QUERIES`` drawn are asked for."""
    found = []
    for path in sorted((data / "cn-abstracts").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            record = json.loads(line) if line.strip() else {}
            title, abstract = record.get("title"), record.get("abstract")
            if isinstance(title, str) and isinstance(abstract, str) and len(abstract) >= 100:
                found.append((title, abstract))
    if len(found) <= 2 * QUERIES:
        sys.exit(f"{data / 'cn-abstracts'}: too few abstracts")
    random.Random(_SEED).shuffle(found)  # noqa: S311 - not a secret
    return Abstracts(found[:-QUERIES], [abstract for _, abstract in found[-QUERIES:]])


def mixed_documents(count: int, texts: Sequence[tuple[str, str]]) -> Iterator[PriorArtDocument]:
    """Documents of three lenders each, the same for the same texts."""
    chosen = random.Random(_SEED)  # noqa: S311 - not a secret
    for i in range(count):
        (title, _), (_, first), (_, second) = (chosen.choice(texts) for _ in range(3))
        abstract = first[: len(first) // 2] + second[len(second) // 2 :]
        yield PriorArtDocument(
            office_code="CN",
            document_number=f"{i:09d}",
            kind_code="A",
            title=title,
            abstract=abstract,
        )


def measure(size: int, texts: Abstracts) -> Measured:
    """Fill, close, open again, ask."""
    with tempfile.TemporaryDirectory(prefix="zhishen-bench-") as name:
        folder = Path(name)
        store = DocumentStore(open_database(f"sqlite:///{folder / 'collections.db'}"))
        kind = _TimedKind()
        begin = time.perf_counter()
        batch: list[PriorArtDocument] = []
        for one in mixed_documents(size, texts.mixed):
            batch.append(one)
            if len(batch) == _BATCH:
                store.put(_NAME, batch)
                batch = []
        store.put(_NAME, batch)
        indexed = IndexedCollection(_NAME, folder / "index", store, kind)
        indexed.catch_up()
        indexed.save()
        filling = time.perf_counter() - begin - kind.fit_s
        begin = time.perf_counter()
        indexed = IndexedCollection(_NAME, folder / "index", store, LsaKind())
        indexed.catch_up()
        opening = time.perf_counter() - begin
        ask = partial(_ask, indexed, store)
        whole = texts.asked
        sentences = [re.split("[。；;]", text)[0][:120] for text in whole]
        for text in sentences[:5]:
            ask(text)
        timed = [_milliseconds(ask, asked) for asked in (sentences, whole)]
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(
        size, size / filling, kind.fit_s, opening, timed[0], timed[1], disk / size, memory
    )


class _TimedKind(LsaKind):
    """Tells fitting, which happens once, from taking documents in."""

    fit_s = 0.0

    def fit(self, texts: Sequence[str]) -> Encoder | None:
        begin = time.perf_counter()
        try:
            return super().fit(texts)
        finally:
            self.fit_s += time.perf_counter() - begin


def _ask(indexed: IndexedCollection, store: DocumentStore, text: str) -> None:
    search(
        [text_query(text)],
        RetrievalFilter(),
        _HITS,
        lexical=indexed.lexical,
        dense=indexed.dense,
        source=_Source(store),
        order=indexed.order,
    )


@dataclass(frozen=True)
class _Source:
    store: DocumentStore

    def documents(self, keys: Iterable[str]) -> dict[str, PriorArtDocument]:
        return self.store.documents(_NAME, keys)


def _milliseconds(ask: Callable[[str], None], texts: Sequence[str]) -> tuple[float, float]:
    taken = []
    for text in texts:
        begin = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - begin) * 1000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 99))


def _table(measured: Sequence[Measured]) -> Table:
    headings = ("documents", "taken/s", "fit s", "open s", "sentence p50/p99 ms")
    table = Table(*headings, "abstract p50/p99 ms", "bytes/document", "memory MiB")
    for one in measured:
        queries = (f"{a:,.0f} / {b:,.0f}" for a, b in (one.sentence_ms, one.whole_ms))
        costs = (one.taken_per_s, one.fit_s, one.open_s)
        table.add_row(
            f"{one.documents:,}",
            *(f"{value:,.1f}" for value in costs),
            *queries,
            f"{one.disk_bytes:,.0f}",
            f"{one.memory_mib:,.0f}",
        )
    return table


def _extrapolation(small: Measured, large: Measured) -> Table:
    table = Table("documents", "sentence p50 ms", "abstract p50 ms", "memory GiB", "disk GiB")
    table.title = "extrapolated, not measured"
    for size in EXTRAPOLATED:
        share = (size - small.documents) / (large.documents - small.documents)
        values = [
            a + share * (b - a)
            for a, b in (
                (small.sentence_ms[0], large.sentence_ms[0]),
                (small.whole_ms[0], large.whole_ms[0]),
                (small.memory_mib / 1024, large.memory_mib / 1024),
            )
        ]
        values.append(large.disk_bytes * size / 1024**3)
        table.add_row(f"{size:,}", *(f"{value:,.0f}" for value in values))
    return table


if __name__ == "__main__":
    main()

"""What a prior-art collection costs at its size: ``python -m benchmarks.prior_art --data DIR [SIZE]…``.

For each size (10,000 and 100,000 passages if none is given) documents go through the real store and
both indexes, in a folder of their own. Documents are mixed: the title of one abstract of
``DIR/cn-abstracts``, the first half of another and the second half of a third, drawn with a fixed
seed, so that words are as frequent as in real text. With ``--claims N`` each has N claims besides,
mixed from halves of sentences; every abstract and every claim is a passage. Queries are abstracts
that lent nothing to any document: their first sentence, and the whole text (as long as a claim).

Shown for each size: documents taken in per second of processor time and of the clock (store and
both indexes, fitting the encoder apart); then, in a process of its own, seconds to open the
collection again, milliseconds of a query at the median and the 99th percentile (one user, search
with families and evidence, after a warm-up) by the clock and by the processor, bytes on disk per
passage, and the memory of that process. Up to ``--peer`` passages bm25s indexes the same terms in
memory: its milliseconds, and how many of its first ten our lexical index has among its first ten.

Costs at larger sizes are a straight line through the last two measured sizes: codes and posting lists
are read in proportion to the collection, and what a query costs besides does not grow.
``benchmarks.prior_art_vectors`` measures the dense index alone. ``--keep DIR`` keeps the collections,
and a run with it goes on where the last one was stopped.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.prior_art_queries import Asked, ask
from services.prior_art.domain.retrieval import Encoder
from services.prior_art.engines.encoders.lsa import LsaKind
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.store.database import open_database
from services.prior_art.engines.store.store import DocumentStore
from shared.contracts.prior_art import DocumentPassage, PassageKind, PriorArtDocument

SIZES = (10_000, 100_000)
EXTRAPOLATED = (10_000_000, 30_000_000, 100_000_000)
QUERIES = 100
_BATCH = 500
_FILLED = {
    "documents": "documents",
    "taken in per second of processor time": "taken_per_cpu_s",
    "taken in per second": "taken_per_s",
    "fit, s": "fit_s",
}
_SEED = 0
NAME = "published"


@dataclass(frozen=True)
class Measured:
    """The cost of one size."""

    passages: int
    documents: int
    taken_per_cpu_s: float
    taken_per_s: float
    fit_s: float
    asked: Asked


@dataclass(frozen=True)
class Abstracts:
    """Real texts: those that documents are mixed from, and those that are asked for."""

    mixed: list[tuple[str, str]]
    """Title and abstract."""
    asked: list[str]


def main() -> None:
    """Measure every size and print a line for each, then the extrapolation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prior_art")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=0, help="claims of each document")
    parser.add_argument("--peer", type=int, default=100_000, help="passages up to which bm25s runs")
    parser.add_argument("--keep", type=Path, help="folder to keep the collections in")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)  # the process of its own
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE", help="passages")
    given = parser.parse_args()
    texts = read_abstracts(given.data)
    if given.ask is not None:
        sys.stdout.write(json.dumps(asdict(ask(given.ask, NAME, texts.asked, given.peer))))
        return
    console = Console()
    measured = []
    for size in given.sizes or SIZES:
        with tempfile.TemporaryDirectory(prefix="zhishen-bench-") as name:
            folder = given.keep / str(size) if given.keep is not None else Path(name)
            measured.append(measure(folder, size, given.claims, texts, given.data, given.peer))
        console.print(_table(measured[-1:]))
    if len(measured) > 1:
        console.print(_extrapolation(measured[-2], measured[-1]))
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in measured], indent=1) + "\n")


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


def mixed_documents(
    count: int, texts: Sequence[tuple[str, str]], claims: int = 0
) -> Iterator[PriorArtDocument]:
    """Documents of several lenders each, the same for the same texts."""
    chosen = random.Random(_SEED)  # noqa: S311 - not a secret
    sentences = [one for _, text in texts for one in re.split("[。；;]", text) if len(one) >= 12]
    for i in range(count):
        (title, _), (_, first), (_, second) = (chosen.choice(texts) for _ in range(3))
        abstract = first[: len(first) // 2] + second[len(second) // 2 :]
        pairs = [(chosen.choice(sentences), chosen.choice(sentences)) for _ in range(claims)]
        yield PriorArtDocument(
            office_code="CN",
            document_number=f"{i:09d}",
            kind_code="A",
            title=title,
            abstract=abstract,
            claims=tuple(
                DocumentPassage(
                    kind=PassageKind.CLAIM,
                    number=str(place),
                    text=one[: len(one) // 2] + other[len(other) // 2 :],
                )
                for place, (one, other) in enumerate(pairs, start=1)
            ),
        )


def measure(
    folder: Path, size: int, claims: int, texts: Abstracts, data: Path, peer: int
) -> Measured:
    """Fill, close, open again in another process, ask."""
    folder.mkdir(parents=True, exist_ok=True)
    store = DocumentStore(open_database(f"sqlite:///{folder / 'collections.db'}"))
    kind = _TimedKind()
    documents = size // (1 + claims)
    clock, processor = time.perf_counter(), time.process_time()
    batch: list[PriorArtDocument] = []
    for one in mixed_documents(documents, texts.mixed, claims):
        batch.append(one)
        if len(batch) == _BATCH:
            store.put(NAME, batch)
            batch = []
    store.put(NAME, batch)
    indexed = IndexedCollection(NAME, folder / "index", store, kind)
    indexed.catch_up()
    indexed.save()
    clock = time.perf_counter() - clock - kind.fit_s
    processor = time.process_time() - processor - kind.fit_cpu_s
    store.close()
    command = [sys.executable, "-m", "benchmarks.prior_art", "--data", str(data)]
    command += ["--ask", str(folder), "--peer", str(peer if size <= peer else 0)]
    asked = json.loads(subprocess.check_output(command))  # noqa: S603 - our own
    return Measured(
        size, documents, documents / processor, documents / clock, kind.fit_s, Asked(**asked)
    )


class _TimedKind(LsaKind):
    """Tells fitting, which happens once, from taking documents in."""

    fit_s = fit_cpu_s = 0.0

    def fit(self, texts: Sequence[str]) -> Encoder | None:
        clock, processor = time.perf_counter(), time.process_time()
        try:
            return super().fit(texts)
        finally:
            self.fit_s += time.perf_counter() - clock
            self.fit_cpu_s += time.process_time() - processor


def _table(measured: Sequence[Measured]) -> Table:
    table = Table("", *(f"{one.passages:,} passages" for one in measured))
    for name, key in _FILLED.items():
        table.add_row(name, *(_shown(getattr(one, key)) for one in measured))
    for key, name in Asked.NAMES.items():
        table.add_row(name, *(_shown(getattr(one.asked, key)) for one in measured))
    return table


def _shown(value: float | Sequence[float] | str | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return " / ".join(f"{one:,.1f}" for one in value)
    return f"{value:,.2f}"


def _extrapolation(small: Measured, large: Measured) -> Table:
    table = Table("passages", "sentence p50 ms", "abstract p50 ms", "memory GiB", "disk GiB")
    table.title = "extrapolated, not measured"
    for size in EXTRAPOLATED:
        share = (size - small.passages) / (large.passages - small.passages)
        values = [
            a + share * (b - a)
            for a, b in (
                (small.asked.sentence_ms[0], large.asked.sentence_ms[0]),
                (small.asked.whole_ms[0], large.asked.whole_ms[0]),
                (small.asked.memory_mib / 1024, large.asked.memory_mib / 1024),
            )
        ]
        values.append(large.asked.disk_bytes * size / 1024**3)
        table.add_row(f"{size:,}", *(f"{value:,.0f}" for value in values))
    return table


if __name__ == "__main__":
    main()

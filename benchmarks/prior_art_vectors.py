"""The dense index alone, beside plain FAISS: ``python -m benchmarks.prior_art_vectors --data DIR``.

Vectors are those of the trained static encoder over the sentences of ``DIR/cn-abstracts``, filled up
to ``--vectors`` (1,000,000) with mixtures: the first half of one sentence and the second of another.
Queries are sentences of abstracts that lent nothing, neither to the vectors nor to the training.
The control repeats it with i.i.d. Gaussian vectors, which have no structure that lists could use.

Shown: bytes of memory per vector; recall@100 against the exact first hundred; milliseconds of
processor time per query, and queries per second by the clock with one thread and with two; the same
under filters that leave a random 20 %, 2 % and 0.1 %; and FAISS's flat index on the same queries.
``--keep DIR`` keeps the encoded vectors for another run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.sentence_vectors import encoded, mixed_texts, read_sentences, trained_encoder
from services.prior_art.domain.retrieval import Vectors
from services.prior_art.engines.compressed_vectors import CompressedVectorIndex
from services.prior_art.engines.vectors import faiss

WANTED = 100
SHARES = (None, 0.2, 0.02, 0.001)
THREADS = (1, 2)
_DIMENSION = 256

Positions = NDArray[np.int64]
Find = Callable[[Vectors], Positions]


@dataclass(frozen=True)
class Measured:
    """One index over one set of vectors under one filter."""

    vectors: str
    index: str
    allowed: float | None
    recall: float
    cpu_ms: float
    per_second: Sequence[float]
    """With each of ``THREADS``."""
    bytes_per_vector: float
    built_cpu_s: float


def main() -> None:
    """Measure real vectors and the control, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prior_art_vectors")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--part", choices=("sentences", "gaussian"), help="one of the two")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    faiss.omp_set_num_threads(1)  # threads are ours: one query each
    table = Table("vectors", "index", "allowed", "recall@100", "ms of processor")
    for threads in THREADS:
        table.add_column(f"queries/s, {threads} threads")
    table.add_column("bytes/vector")
    table.add_column("built, s of processor")
    measured = []
    parts = [given.part] if given.part else ["sentences", "gaussian"]
    for part in parts:
        if part == "sentences":
            vectors, queries = _real(given.data, given.vectors, given.queries, given.keep)
        else:
            vectors, queries = _gaussian(given.vectors, given.queries)
        for one in measure(part, vectors, queries):
            measured.append(one)
            table.add_row(
                one.vectors,
                one.index,
                "all" if one.allowed is None else f"{one.allowed:.1%}",
                f"{one.recall:.4f}",
                f"{one.cpu_ms:.2f}",
                *(f"{rate:,.0f}" for rate in one.per_second),
                f"{one.bytes_per_vector:,.0f}",
                f"{one.built_cpu_s:,.0f}",
            )
    Console().print(table)
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in measured], indent=1) + "\n")


def measure(name: str, vectors: Vectors, queries: Vectors) -> list[Measured]:
    """Our index under each filter, then FAISS's flat index without one."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    begin = time.process_time()
    index = CompressedVectorIndex.made_from(vectors)
    built = time.process_time() - begin
    results = []
    with TemporaryDirectory(prefix="zhishen-bench-") as folder:
        index.write(Path(folder))
        for share in SHARES:
            random = np.random.default_rng(0)
            allowed = None if share is None else random.random(len(vectors)) < share
            exact = _exact(flat, queries, allowed)

            def ours(query: Vectors, allowed: NDArray[np.bool_] | None = allowed) -> Positions:
                return index.nearest(query, allowed, WANTED)[1]

            per_vector = index.memory_bytes / len(vectors)
            results.append(_timed(name, index.name, share, ours, queries, exact, per_vector, built))
    plain: Find = lambda query: flat.search(query, WANTED)[1][0]  # noqa: E731
    few = queries[:50]
    found = _exact(flat, few, None)
    results.append(_timed(name, "FAISS flat", None, plain, few, found, 4.0 * vectors.shape[1], 0.0))
    return results


def _timed(
    name: str,
    index: str,
    share: float | None,
    find: Find,
    queries: Vectors,
    exact: Sequence[Positions],
    bytes_per_vector: float,
    built: float,
) -> Measured:
    find(queries[:1])
    begin = time.process_time()
    found = [find(query[None]) for query in queries]
    cpu_ms = (time.process_time() - begin) / len(queries) * 1000
    recalls = [
        np.isin(wanted, positions).mean() for wanted, positions in zip(exact, found, strict=True)
    ]
    rates = []
    for threads in THREADS:
        with ThreadPoolExecutor(threads) as pool:
            clock = time.perf_counter()
            list(pool.map(lambda query: find(query[None]), queries))
            rates.append(len(queries) / (time.perf_counter() - clock))
    recall = float(np.mean(recalls))
    return Measured(name, index, share, recall, cpu_ms, rates, bytes_per_vector, built)


def _exact(flat: object, queries: Vectors, allowed: NDArray[np.bool_] | None) -> list[Positions]:
    """The first hundred of each query, compared one by one in 32-bit floats."""
    index = faiss.downcast_index(flat)
    if allowed is None:
        return list(index.search(queries, WANTED)[1])
    rows = np.flatnonzero(allowed)
    chosen = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(-1, index.d)[rows]
    _, found = faiss.knn(queries, chosen, min(WANTED, len(rows)), faiss.METRIC_INNER_PRODUCT)
    return list(rows[found])


def _real(data: Path, count: int, asked: int, keep: Path | None) -> tuple[Vectors, Vectors]:
    kept = keep / f"sentences-{count}-{asked}.npz" if keep is not None else None
    if kept is not None and kept.is_file():
        with np.load(kept) as arrays:
            return arrays["vectors"], arrays["queries"]
    sentences = read_sentences(data, asked)
    encoder = trained_encoder(sentences)
    vectors = encoded(encoder, mixed_texts(sentences.known, count), count)
    queries = encoder.encode(sentences.unseen)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, vectors=vectors, queries=queries)
    return vectors, queries


def _gaussian(count: int, asked: int) -> tuple[Vectors, Vectors]:
    random = np.random.default_rng(0)
    rows = random.standard_normal((count + asked, _DIMENSION), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows[:count], rows[count:]


if __name__ == "__main__":
    main()

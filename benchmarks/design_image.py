"""Speed and size of design search: ``python -m benchmarks.design_image --data DIR [SIZE]…``.

Real views of ``DIR/design`` are described; for each size (10,000, 100,000 and 1,000,000 if none is
given) a collection is made of their descriptors, filled up by mixing pairs of them, seven views a
design. Measured are: processor time of describing a view; opening the collection for the first
time and again (from the snapshot, if it has one); a query view in its sixteen ways, from vectors to
all views of the candidate designs with their similarities (what comes before re-ranking); the
share of the exact 100 nearest views that the index finds; bytes a view in memory and on disk; and
re-ranking: 50 designs' key points read from the store and checked by geometry. Times are medians,
in milliseconds; processor time counts all threads. A million takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.features import extract
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.preparation import normalise
from services.design_image.domain.query import QueryView, describe_query
from services.design_image.domain.raster import Floats
from services.design_image.engines.database import open_database, writing
from services.design_image.engines.decoding import decode
from services.design_image.engines.gallery import (
    EXACT_UP_TO,
    Gallery,
    GalleryPlace,
    open_gallery,
)
from services.design_image.engines.index import faiss
from services.design_image.engines.model_files import bundled_model
from services.design_image.engines.rows import packed_key_points, packed_vector
from services.design_image.engines.searching import (
    DESIGN_CANDIDATES,
    RERANKED,
    VIEW_CANDIDATES,
)
from services.design_image.engines.store import DesignStore
from services.design_image.engines.tables import designs, vectors, views
from services.design_image.engines.vector_store import VectorStore

SIZES = (10_000, 100_000, 1_000_000)
REAL_VIEWS = 1_200
"""With few, mixtures crowd on few lines: 100 made recall fall from .98 to .83 at a million."""
QUERIES = 30
VIEWS_PER_DESIGN = 7
RECALL_AT = 100
_BATCH = 50_000


@dataclass(frozen=True)
class Described:
    """Real views: as stored, and some of them as queries."""

    vectors: Floats
    key_points: list[KeyPoints]
    queries: list[QueryView]
    describe_ms: float


def main() -> None:
    """Measure every size and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--data", type=Path, required=True, help="laid out like the data set")
    parser.add_argument("--exact-up-to", type=int, default=EXACT_UP_TO)
    parser.add_argument("--views", type=int, default=REAL_VIEWS, help="real ones to describe")
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    faiss.omp_set_num_threads(options.threads)
    console = Console()
    model = bundled_model()
    real = describe(options.data / "design", model, options.views, options.queries)
    console.print(
        f"describing a view: {real.describe_ms:.0f} ms CPU; {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    figures: dict[str, dict[str, float]] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="zhishen-bench-") as name:
            figures[str(size)] = measure(Path(name), model, real, size, options.exact_up_to)
        _print(console, figures)
        console.print(f"load {os.getloadavg()[0]:.1f}")
    if options.json:
        options.json.write_text(json.dumps({"figures": figures}, indent=1) + "\n")


def describe(folder: Path, model: DescriptorModel, views: int, queries_wanted: int) -> Described:
    """An even sample of the folder's views, described."""
    files: list[Path] = []
    for manifest in sorted(folder.glob("us-*.json")):
        files += [folder / record["file"] for record in json.loads(manifest.read_text("utf-8"))]
    features, queries, spent = [], [], 0.0
    chosen = files[:: max(1, len(files) // views)][:views]
    for number, path in enumerate(chosen):
        picture = decode(path.read_bytes())[0].picture
        begin = time.process_time()
        try:
            view = normalise(picture)
        except EmptyPictureError:
            continue
        measured = extract(view)
        vector = model.vector(measured)
        spent += time.process_time() - begin
        features.append((vector, measured.key_points))
        if number % max(1, len(chosen) // queries_wanted) == 0:
            queries.append(describe_query(view, model))
    return Described(
        vectors=np.stack([vector for vector, _ in features]),
        key_points=[points for _, points in features],
        queries=queries[:queries_wanted],
        describe_ms=1000 * spent / len(features),
    )


def mixed(real: Floats, size: int) -> Floats:
    """The real vectors, and mixtures of pairs of them up to ``size``, at half precision."""
    random = np.random.default_rng(0)
    filled = np.empty((size, real.shape[1]), dtype=np.float16)
    for start in range(0, size, _BATCH):
        count = min(_BATCH, size - start)
        one, other = random.integers(0, len(real), (2, count))
        share = random.uniform(0.1, 0.9, (count, 1)).astype(np.float32)
        rows = share * real[one] + (1 - share) * real[other]
        filled[start : start + count] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    filled[: len(real)] = real[:size]
    return filled


def measure(
    folder: Path, model: DescriptorModel, real: Described, size: int, exact_up_to: int
) -> dict[str, float]:
    """Figures of one collection."""
    engine = open_database(f"sqlite:///{folder / 'designs.sqlite3'}")
    data = mixed(real.vectors, size)
    fill(engine, model, data, real.key_points)
    store = DesignStore(engine)
    place = GalleryPlace(
        VectorStore(engine), folder / "index", model.version, model.dimension, exact_up_to
    )
    begin, resident = time.perf_counter(), _resident_bytes()
    gallery = open_gallery(place)
    figures = {"first_open_s": time.perf_counter() - begin}
    del gallery
    begin, resident = time.perf_counter(), _resident_bytes()
    gallery = open_gallery(place)
    figures["open_s"] = time.perf_counter() - begin
    figures["memory_bytes_per_view"] = (_resident_bytes() - resident) / size
    on_disk = sum(path.stat().st_size for path in place.folder.rglob("*") if path.is_file())
    figures["index_disk_bytes_per_view"] = on_disk / size
    laid = [query.vectors for query in real.queries]
    figures |= _timed("query", [lambda one=one: before_reranking(gallery, one) for one in laid])
    nearest = [gallery.index.search(one, VIEW_CANDIDATES, None)[1][:, :RECALL_AT] for one in laid]
    figures[f"recall_at_{RECALL_AT}"] = recall(data, np.stack(laid), np.stack(nearest))
    keys = np.random.default_rng(1).choice(len(real.key_points), RERANKED) + 1
    geometric = [GeometricQuery(query.key_points) for query in real.queries]
    figures |= _timed(
        "rerank", [lambda one=one: rerank(store, one, keys.tolist()) for one in geometric]
    )
    store.close()
    return figures


def fill(
    engine: sa.Engine, model: DescriptorModel, data: Floats, key_points: Sequence[KeyPoints]
) -> None:
    """Put designs of ``VIEWS_PER_DESIGN`` views into empty tables, in bulk. Keys count from 1."""
    packed = [packed_key_points(points) for points in key_points]
    for start in range(0, len(data), _BATCH):
        rows = range(start, min(start + _BATCH, len(data)))
        owners = sorted({row // VIEWS_PER_DESIGN for row in rows})
        new = [one for one in owners if one * VIEWS_PER_DESIGN >= start]
        with writing(engine) as connection:
            connection.execute(
                designs.insert(), [{"design_id": f"D{one}", "applicants": []} for one in new]
            )
            connection.execute(
                views.insert(),
                [
                    {
                        "key": row + 1,
                        "design_id": f"D{row // VIEWS_PER_DESIGN}",
                        "position": row % VIEWS_PER_DESIGN + 1,
                        "kind": "other",
                        "file": "",
                        "image_sha256": f"{row:064x}",
                        "key_points": packed[row] if row < len(packed) else b"",
                    }
                    for row in rows
                ],
            )
            connection.execute(
                vectors.insert(),
                [
                    {
                        "view_key": row + 1,
                        "model_version": model.version,
                        "vector": packed_vector(data[row]),
                    }
                    for row in rows
                ],
            )


def before_reranking(gallery: Gallery, laid: Floats) -> Floats:
    """From a laid-down query view to its similarities with all views of the candidates."""
    with gallery.lock:
        chosen = gallery.nearest(laid[None], None, views=VIEW_CANDIDATES, designs=DESIGN_CANDIDATES)
        keys, _ = gallery.views_of(chosen)
        found = gallery.vectors(keys)
    return np.asarray((laid @ found.T).max(axis=0))


def rerank(store: DesignStore, query: GeometricQuery, keys: Sequence[int]) -> int:
    """Read the key points of views and check each by geometry; all inliers."""
    points = store.key_points_of(keys)
    return sum(query.match(points[key]).inliers for key in keys)


def recall(data: Floats, laid: Floats, found: np.ndarray) -> float:  # type: ignore[type-arg]
    """Share of the exact nearest rows among those found; ``laid`` is (queries, variants, d)."""
    queries = laid.reshape(-1, laid.shape[-1])
    depth = min(RECALL_AT, len(data))
    best = np.full((len(queries), 0), -np.inf, dtype=np.float32)
    rows = np.zeros((len(queries), 0), dtype=np.int64)
    for start in range(0, len(data), _BATCH):
        part = queries @ data[start : start + _BATCH].astype(np.float32).T
        best = np.concatenate([best, part], axis=1)
        own = np.arange(start, start + part.shape[1])
        rows = np.concatenate([rows, np.broadcast_to(own, part.shape)], axis=1)
        kept = np.argpartition(-best, min(depth, best.shape[1]) - 1, axis=1)[:, :depth]
        best, rows = np.take_along_axis(best, kept, 1), np.take_along_axis(rows, kept, 1)
    pairs = zip(rows + 1, found.reshape(len(queries), -1), strict=True)
    return float(np.mean([len(set(a.tolist()) & set(b.tolist())) / depth for a, b in pairs]))


def _timed(name: str, calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    calls[0]()
    walls, spent = [], []
    for call in calls:
        begin, cpu = time.perf_counter(), time.process_time()
        call()
        walls.append(1000 * (time.perf_counter() - begin))
        spent.append(1000 * (time.process_time() - cpu))
    return {
        f"{name}_ms": float(np.median(walls)),
        f"{name}_p95_ms": float(np.percentile(walls, 95)),
        f"{name}_cpu_ms": float(np.median(spent)),
    }


def _resident_bytes() -> int:
    """Memory of this process that is its own (mapped files left out)."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) * 1024


def _print(console: Console, figures: dict[str, dict[str, float]]) -> None:
    table = Table("", *(f"{int(size):,} views" for size in figures))
    for name in next(iter(figures.values())):
        table.add_row(name, *(f"{row[name]:,.3g}" for row in figures.values()))
    console.print(table)


if __name__ == "__main__":
    main()

"""Both kinds of vector index keep one contract: filters lose nothing, snapshots come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from services.prior_art.engines import compressed_vectors
from services.prior_art.engines.compressed_vectors import CompressedVectorIndex
from services.prior_art.engines.vector_files import VectorFiles
from services.prior_art.engines.vectors import FlatVectorIndex

Made = FlatVectorIndex | CompressedVectorIndex
COUNT, DIMENSION = 6_000, 32


def unit(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def near_each_other(count: int, seed: int) -> np.ndarray:
    """Vectors in groups, as texts on one subject lie."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(60, DIMENSION))
    return unit(centres[random.integers(60, size=count)] + random.normal(size=(count, DIMENSION)))


VECTORS = near_each_other(COUNT, 1)
QUERIES = near_each_other(20, 2)


def flat() -> FlatVectorIndex:
    index = FlatVectorIndex(DIMENSION)
    index.add(VECTORS)
    return index


def compressed() -> CompressedVectorIndex:
    """Made of half of the vectors; the others come later."""
    index = CompressedVectorIndex.made_from(VECTORS[: COUNT // 2])
    index.add(VECTORS[COUNT // 2 :])
    return index


kinds = pytest.mark.parametrize("made", [flat, compressed])


@pytest.fixture(autouse=True)
def small_thresholds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed_vectors, "GATHERED", 50)


@kinds
@pytest.mark.parametrize("share", [0.0, 0.0005, 0.004, 0.03, 0.2, 0.9, None])
def test_as_many_as_wanted_come_back_and_only_allowed_ones(
    made: Callable[[], Made], share: float | None
) -> None:
    index = made()
    random = np.random.default_rng(3)
    allowed = None if share is None else random.random(COUNT) < share
    passing = np.arange(COUNT) if allowed is None else np.flatnonzero(allowed)
    for limit in (1, 40, COUNT):
        for query in QUERIES[:3]:
            scores, positions = index.nearest(query[None], allowed, limit)
            assert len(positions) == len(set(positions.tolist())) == min(limit, len(passing))
            assert set(positions.tolist()) <= set(passing.tolist())
            assert np.allclose(scores, VECTORS[positions] @ query, atol=1e-5)
            assert np.all(np.diff(scores) <= 0)


@kinds
@pytest.mark.parametrize(("share", "least"), [(0.008, 1.0), (0.04, 0.99), (0.4, 0.9), (None, 0.9)])
def test_the_nearest_are_found(made: Callable[[], Made], share: float | None, least: float) -> None:
    index = made()
    random = np.random.default_rng(4)
    allowed = None if share is None else random.random(COUNT) < share
    passing = np.arange(COUNT) if allowed is None else np.flatnonzero(allowed)
    recalls = []
    for query in QUERIES:
        exact = passing[np.argsort(-(VECTORS[passing] @ query), kind="stable")[:20]]
        _, positions = index.nearest(query[None], allowed, 20)
        recalls.append(len(set(positions.tolist()) & set(exact.tolist())) / 20)
    assert np.mean(recalls) >= (1.0 if made is flat else least)


@kinds
def test_a_snapshot_gives_the_same_answers_and_writes_vectors_once(
    made: Callable[[], Made], tmp_path: Path
) -> None:
    index = made()
    vectors, generation = tmp_path / "vectors", tmp_path / "1"
    vectors.mkdir()
    generation.mkdir()
    first = index.save(vectors, generation)
    assert all(path.is_file() for path in first)
    written = {path: path.stat().st_mtime_ns for path in vectors.iterdir()}
    files = VectorFiles(DIMENSION, index.files.files)
    again: Made
    if isinstance(index, CompressedVectorIndex):
        again = CompressedVectorIndex.load(vectors, generation, files, index.trained_on)
        assert index.unwritten == again.unwritten == 0
    else:
        again = FlatVectorIndex.load(DIMENSION, vectors, files)
    assert again.name == index.name
    for query in QUERIES:
        before, after = (one.nearest(query[None], None, 30) for one in (index, again))
        assert np.array_equal(before[1], after[1])
        assert np.array_equal(before[0], after[0])
    again.save(vectors, generation)
    assert {path: path.stat().st_mtime_ns for path in vectors.iterdir()} == written
    more = near_each_other(100, 5)
    again.add(more)
    again.save(vectors, generation)
    again.files.remove_others(vectors)
    assert sum(path.stat().st_size for path in vectors.iterdir()) == 4 * DIMENSION * (COUNT + 100)
    assert np.array_equal(again.rows(np.arange(COUNT, COUNT + 100)), more)


def test_full_files_are_never_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.prior_art.engines.vector_files.FULL", 1_000)
    files = VectorFiles(DIMENSION)
    names: list[list[str]] = []
    for count in (500, 2_300, 2_400, 4_000):
        files.write(tmp_path, count, lambda start, stop: VECTORS[start:stop])
        names.append([name for name, _ in files.files])
        assert np.array_equal(np.concatenate(files.mapped(tmp_path)), VECTORS[:count])
    assert names[2][:2] == names[1][:2]
    assert names[3][:2] == names[1][:2]
    assert [rows for _, rows in files.files] == [1_000] * 4
    (tmp_path / names[3][1]).unlink()
    files.write(tmp_path, 4_000, lambda start, stop: VECTORS[start:stop])
    assert [name for name, _ in files.files] == names[3]


def test_an_odd_dimension_is_no_obstacle() -> None:
    index = CompressedVectorIndex.made_from(VECTORS[:, :31])
    scores, positions = index.nearest(VECTORS[:1, :31], None, 5)
    assert positions[0] == 0
    assert scores == pytest.approx(VECTORS[positions, :31] @ VECTORS[0, :31], abs=1e-5)


def test_lists_made_anew_hold_the_same_vectors() -> None:
    index = compressed()
    again = index.remade()
    assert again.trained_on == again.count == COUNT
    assert again.name != index.name
    assert np.array_equal(again.rows(np.arange(COUNT)), VECTORS)
    assert again.nearest(QUERIES[:1], None, 1)[0][0] == pytest.approx(
        float((VECTORS @ QUERIES[0]).max()), abs=1e-5
    )

"""The vector indexes, both under the same contract, against brute force."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from services.design_image.engines import compressed_index
from services.design_image.engines.compressed_index import CompressedIndex, compressed
from services.design_image.engines.index import ExactIndex, VectorIndex

DIMENSION = 32
COUNT = 2000
FIRST = 1000
Maker = Callable[[], VectorIndex]


def unit(count: int, seed: int) -> np.ndarray:  # type: ignore[type-arg]
    """Unit rows in clusters, as half-precision numbers."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(20, DIMENSION))
    rows = centres[random.integers(0, 20, count)] + 0.5 * random.normal(size=(count, DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float16).astype(np.float32)


VECTORS = unit(COUNT, 1)
KEYS = np.arange(FIRST, FIRST + COUNT)


def exact() -> VectorIndex:
    made = ExactIndex(DIMENSION)
    made.add(KEYS, VECTORS)
    return made


def compressed_only() -> VectorIndex:
    stored = VECTORS.astype(np.float16)
    return CompressedIndex(compressed(stored), KEYS, stored)


def compressed_and_reduced() -> VectorIndex:
    """Codes of fewer components than the vectors have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compressed_index, "CODED_DIMENSION", DIMENSION // 2)
        return compressed_only()


def compressed_and_newer() -> VectorIndex:
    """Two thirds of the vectors in codes, some of them gone; the rest newer."""
    stored = np.concatenate([unit(100, 7), VECTORS[:1300]]).astype(np.float16)
    keys = np.concatenate([np.arange(100), KEYS[:1300]])
    made = CompressedIndex(compressed(stored), keys, stored)
    made.remove(keys[:100])
    made.add(KEYS[1300:], VECTORS[1300:])
    return made


@pytest.fixture(params=[exact, compressed_only, compressed_and_reduced, compressed_and_newer])
def index(request: pytest.FixtureRequest) -> VectorIndex:
    maker: Maker = request.param
    return maker()


@pytest.mark.parametrize("gathered", [0, 40_000])
@pytest.mark.parametrize("allowed_count", [1, 20, 199, 201, 1500, COUNT, None])
def test_search_finds_what_brute_force_finds(
    index: VectorIndex,
    allowed_count: int | None,
    gathered: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compressed_index, "GATHERED", gathered)
    queries = unit(7, 2)
    keys, vectors = KEYS, VECTORS
    allowed = None
    if allowed_count is not None:
        chosen = np.sort(np.random.default_rng(3).choice(COUNT, allowed_count, replace=False))
        keys, vectors = KEYS[chosen], VECTORS[chosen]
        # A filter may know of views that the index has not been told of yet.
        allowed = np.concatenate([keys, [10_000, 20_000]])
    similarities, found = index.search(queries, 10, allowed)
    expected = queries @ vectors.T
    order = np.argsort(-expected, axis=1, kind="stable")[:, :10]
    kept = found[:, : order.shape[1]]
    assert (found[:, order.shape[1] :] == -1).all()
    if isinstance(index, ExactIndex) or (gathered and allowed is not None):
        np.testing.assert_array_equal(kept, keys[order])
        np.testing.assert_allclose(
            similarities[:, : order.shape[1]],
            np.take_along_axis(expected, order, axis=1),
            rtol=1e-4,
            atol=1e-5,
        )
    else:
        hits = [len(set(a) & set(b)) for a, b in zip(kept.tolist(), keys[order], strict=True)]
        assert sum(hits) >= 0.9 * order.size
        # Candidates are compared by what is stored: similarities are exact.
        rows = np.searchsorted(KEYS, kept)
        np.testing.assert_allclose(
            similarities[:, : order.shape[1]],
            np.einsum("qd,qnd->qn", queries, VECTORS[rows]),
            rtol=1e-4,
            atol=1e-5,
        )


def test_nothing_allowed_and_nothing_there(index: VectorIndex) -> None:
    assert index.search(unit(1, 2), 5, np.array([], dtype=np.int64))[1].size == 0
    assert ExactIndex(DIMENSION).search(unit(1, 2), 5, None)[1].size == 0


def test_removed_keys_are_gone(index: VectorIndex) -> None:
    query = VECTORS[:1]
    assert index.search(query, 1, None)[1][0, 0] == FIRST
    index.remove(np.array([FIRST, FIRST + COUNT - 1]))
    assert len(index) == COUNT - 2
    assert index.search(query, 1, None)[1][0, 0] != FIRST
    assert index.search(query, 1, KEYS[:5])[1][0, 0] != FIRST
    np.testing.assert_array_equal(
        index.vectors(np.array([FIRST + 1400, FIRST + 3])), VECTORS[[1400, 3]]
    )


def test_much_change_calls_for_new_codes() -> None:
    index = compressed_only()
    assert not index.is_stale
    index.remove(KEYS[:150])
    assert not index.is_stale
    index.add(np.arange(60) + 90_000, unit(60, 5))
    assert index.is_stale

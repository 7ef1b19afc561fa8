"""The FAISS index against brute force."""

from __future__ import annotations

import numpy as np
import pytest

from services.design_image.engines.index import ExactIndex

DIMENSION = 16


def unit(count: int, seed: int) -> np.ndarray:  # type: ignore[type-arg]
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def index() -> ExactIndex:
    made = ExactIndex(DIMENSION)
    made.add(np.arange(1000, 1500), unit(500, 1))
    return made


@pytest.mark.parametrize("allowed_count", [1, 20, 49, 51, 300, 500, None])
def test_filtered_search_is_exact(index: ExactIndex, allowed_count: int | None) -> None:
    vectors, queries = unit(500, 1), unit(7, 2)
    keys = np.arange(1000, 1500)
    allowed = None
    if allowed_count is not None:
        chosen = np.random.default_rng(3).choice(500, allowed_count, replace=False)
        allowed = np.sort(keys[chosen])
        vectors, keys = vectors[np.sort(chosen)], allowed
    similarities, found = index.search(queries, 10, allowed)
    expected = queries @ vectors.T
    order = np.argsort(-expected, axis=1)[:, :10]
    np.testing.assert_array_equal(found, keys[order])
    np.testing.assert_allclose(
        similarities, np.take_along_axis(expected, order, axis=1), rtol=1e-4, atol=1e-5
    )


def test_nothing_allowed_and_nothing_there(index: ExactIndex) -> None:
    assert index.search(unit(1, 2), 5, np.array([], dtype=np.int64))[1].size == 0
    assert ExactIndex(DIMENSION).search(unit(1, 2), 5, None)[1].size == 0


def test_removed_keys_are_gone(index: ExactIndex) -> None:
    query = unit(500, 1)[:1]
    assert index.search(query, 1, None)[1][0, 0] == 1000
    index.remove(np.array([1000]))
    assert len(index) == 499
    assert index.search(query, 1, None)[1][0, 0] != 1000
    np.testing.assert_allclose(index.vectors(np.array([1499, 1003])), unit(500, 1)[[499, 3]])

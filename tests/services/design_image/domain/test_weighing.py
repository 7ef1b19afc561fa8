"""The weight of a backbone: found when it helps, 0 when it does not."""

from __future__ import annotations

import numpy as np

from services.design_image.domain.raster import Floats
from services.design_image.domain.weighing import weigh

DESIGNS = [f"D{number}" for number in range(40) for _ in range(3)]


def rows(spread: float, seed: int) -> Floats:
    """Three views of each design, ``spread`` away from their centre."""
    random = np.random.default_rng(seed)
    centres = np.repeat(random.normal(size=(40, 16)), 3, axis=0)
    found = centres + spread * random.normal(size=centres.shape)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def test_two_that_know_different_things_are_joined() -> None:
    found = weigh(rows(1.2, 1), rows(1.2, 2), DESIGNS)
    assert 0.3 <= found.chosen <= 0.7
    assert found.held_out[found.chosen] > found.held_out[0.0] + 0.1
    assert found.views == 120


def test_noise_gets_no_weight() -> None:
    noise = np.random.default_rng(3).normal(size=(120, 16)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    assert weigh(rows(0.9, 1), noise, DESIGNS).chosen == 0.0


def test_designs_of_one_view_are_no_queries() -> None:
    found = weigh(rows(1.0, 1), rows(1.0, 2), [str(number) for number in range(120)])
    assert set(found.tuning.values()) == {0.0}

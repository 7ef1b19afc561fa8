"""VLAD with rows left out."""

from __future__ import annotations

import numpy as np

from services.design_image.domain.vlad import Codebook


def test_rows_left_out_are_as_if_they_had_never_been() -> None:
    random = np.random.default_rng(0)
    codebook = Codebook(
        mean=random.normal(0, 0.01, 128).astype(np.float32),
        projection=random.normal(size=(128, 12)).astype(np.float32),
        words=random.normal(size=(8, 12)).astype(np.float32),
    )
    features = random.random((60, 128)).astype(np.float32)
    hidden = random.random((9, 60)) < np.linspace(0, 1, 9)[:, None]
    assert hidden[-1].all()
    found = codebook.vlads_without(features, hidden)
    wanted = np.stack([codebook.vlad(features[~one]) for one in hidden])
    np.testing.assert_allclose(found, wanted, atol=1e-5)
    assert not found[-1].any()

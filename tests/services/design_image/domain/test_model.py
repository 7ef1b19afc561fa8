"""Fitting: deterministic, safe to keep, refused when there is too little."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from services.design_image.domain import fitting
from services.design_image.domain.dihedral import lay
from services.design_image.domain.errors import ModelError
from services.design_image.domain.features import ViewFeatures, extract
from services.design_image.domain.fitting import fit
from services.design_image.domain.preparation import normalise
from services.design_image.engines.model_files import bundled_model, load_model, save_model
from tests.services.design_image.drawings import drawing


@pytest.fixture(scope="module")
def views() -> list[ViewFeatures]:
    return [extract(normalise(drawing(seed, side=400))) for seed in range(24)]


@pytest.fixture(autouse=True)
def _few_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MIN_VIEWS", 24)


def test_fit_is_deterministic_and_survives_the_file(
    views: list[ViewFeatures], tmp_path: Path
) -> None:
    one, two = fit(views, dimension=64), fit(views, dimension=64)
    assert one.version == two.version
    save_model(one, tmp_path / "m.npz")
    save_model(two, tmp_path / "n.npz")
    assert (tmp_path / "m.npz").read_bytes() == (tmp_path / "n.npz").read_bytes()
    loaded = load_model(tmp_path / "m.npz")
    assert loaded.version == one.version
    np.testing.assert_array_equal(loaded.vector(views[0]), one.vector(views[0]))


def test_variants_are_the_vectors_of_the_laid_down_view() -> None:
    model = bundled_model()
    view = normalise(drawing(7))
    variants = model.variants(extract(view))
    np.testing.assert_allclose(np.linalg.norm(variants, axis=1), 1, rtol=1e-3)
    for variant in (1, 4, 6):
        assert float(variants[variant] @ model.vector(extract(lay(view, variant)))) > 0.9
    assert float(variants[0] @ model.vector(extract(normalise(drawing(8))))) < 0.7


def test_too_few_views_are_refused(views: list[ViewFeatures]) -> None:
    with pytest.raises(ModelError):
        fit(views[:23])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"\x80\x04pickle"])
def test_damaged_model_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.npz").write_bytes(content)
    with pytest.raises(ModelError):
        load_model(tmp_path / "m.npz")
    with pytest.raises(ModelError):
        load_model(tmp_path / "absent.npz")


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", weights=np.array([{"code": 1}], dtype=object))
    with pytest.raises(ModelError):
        load_model(tmp_path / "m.npz")

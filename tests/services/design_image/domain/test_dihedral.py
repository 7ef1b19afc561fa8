"""A descriptor's variants are read off by index: compared with describing the laid-down picture."""

from __future__ import annotations

import numpy as np
import pytest

from services.design_image.domain import features
from services.design_image.domain.descriptors import key_points, patches
from services.design_image.domain.dihedral import VARIANTS, lay
from services.design_image.domain.preparation import normalise
from tests.services.design_image.drawings import drawing


@pytest.mark.parametrize("channel", features.GLOBAL_CHANNELS)
@pytest.mark.parametrize("variant", range(VARIANTS))
def test_permuted_descriptor_is_that_of_the_laid_down_picture(channel: str, variant: int) -> None:
    view = normalise(drawing(3))
    own = features.GLOBAL_CHANNELS[channel]
    plain = own.describe(view)
    order = own.dihedral_order()
    assert order.shape == (VARIANTS, plain.size)
    assert sorted(order[variant]) == list(range(plain.size))
    expected = own.describe(lay(view, variant))
    assert float(plain[order[variant]] @ expected) > 0.999
    if channel in ("hog", "gist"):
        np.testing.assert_allclose(plain[order[variant]], expected, atol=2e-3)


@pytest.mark.parametrize("variant", range(VARIANTS))
def test_permuted_patches_are_those_of_the_laid_down_picture(variant: int) -> None:
    view = normalise(drawing(3))
    order = patches.dihedral_order()[variant]
    derived = patches.dense_patches(view)[:, order]
    seen = patches.dense_patches(lay(view, variant))
    assert len(derived) == len(seen) > 0

    def in_any_order(rows: patches.Patches) -> patches.Patches:
        return rows[np.lexsort(rows.T)]

    difference = in_any_order(derived).astype(int) - in_any_order(seen).astype(int)
    assert (np.abs(difference) <= 1).mean() > 0.999


def test_other_pictures_are_far() -> None:
    one, other = normalise(drawing(3)), normalise(drawing(4))
    for name, channel in features.GLOBAL_CHANNELS.items():
        assert float(channel.describe(one) @ channel.describe(other)) < 0.99, name


def test_mirrored_key_points_are_those_of_the_mirrored_picture() -> None:
    view = normalise(drawing(5))
    derived = key_points.detect(view).mirrored()
    seen = key_points.detect(lay(view, 4))
    place = np.abs(derived.frames[:, None, :2] - seen.frames[None, :, :2]).sum(axis=2)
    turn = np.abs((derived.frames[:, None, 3] - seen.frames[None, :, 3] + 180) % 360 - 180)
    nearest = (place + turn).argmin(axis=1)
    met = (place + turn).min(axis=1) < 3
    assert met.mean() > 0.8
    difference = derived.descriptors[met].astype(int) - seen.descriptors[nearest[met]].astype(int)
    assert np.abs(difference).mean() < 2


def test_blank_view_has_finite_descriptors_and_no_key_points() -> None:
    blank = np.full((384, 384), 255, dtype=np.uint8)
    measured = features.extract(blank)
    assert len(measured.key_points) == 0
    assert len(measured.patches) == 0
    assert all(np.isfinite(values).all() for values in measured.channels.values())

"""Everything measured on one view before a model compresses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.design_image.domain.descriptors import (
    gist,
    hog,
    key_points,
    log_polar,
    patches,
    zernike,
)
from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.descriptors.patches import Patches
from services.design_image.domain.dihedral import Order
from services.design_image.domain.raster import Floats, Gray
from services.design_image.domain.single_thread import single_thread

FEATURES_VERSION = "3"
"""Changes whenever a descriptor's numbers change; stored vectors of another version are stale."""


@dataclass(frozen=True)
class GlobalChannel:
    """A descriptor of the whole view."""

    describe: Callable[[Gray], Floats]
    dihedral_order: Callable[[], Order]


GLOBAL_CHANNELS: Mapping[str, GlobalChannel] = {
    "hog": GlobalChannel(hog.hog_pyramid, hog.dihedral_order),
    "gist": GlobalChannel(gist.gabor_gist, gist.dihedral_order),
    "zernike": GlobalChannel(zernike.zernike_moments, zernike.dihedral_order),
    "log_polar": GlobalChannel(log_polar.log_polar, log_polar.dihedral_order),
}


@dataclass(frozen=True)
class ViewFeatures:
    """Key points, patches and global descriptors of one normalised view."""

    key_points: KeyPoints
    patches: Patches
    channels: Mapping[str, Floats]


@single_thread()
def extract(view: Gray) -> ViewFeatures:
    """Measure a normalised view (``preparation.normalise``)."""
    return ViewFeatures(
        key_points=key_points.detect(view),
        patches=patches.dense_patches(view),
        channels={name: channel.describe(view) for name, channel in GLOBAL_CHANNELS.items()},
    )

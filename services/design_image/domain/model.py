"""The descriptor model: six channels of a view become one vector.

Each channel is centred, projected on its principal components and softly whitened, then weighted;
the joined channels are projected once more to ``DIMENSION`` values of unit length (Jégou & Chum,
"Negative evidences and co-occurences in image retrieval", ECCV 2012). Everything is fitted without
labels. Retrieval compares vectors by inner product.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.design_image.domain.descriptors import patches
from services.design_image.domain.descriptors.key_points import root_sift
from services.design_image.domain.dihedral import IDENTITY, VARIANTS, is_mirrored
from services.design_image.domain.features import (
    FEATURES_VERSION,
    GLOBAL_CHANNELS,
    ViewFeatures,
)
from services.design_image.domain.preparation import PREPARATION_VERSION
from services.design_image.domain.raster import Floats
from services.design_image.domain.single_thread import single_thread
from services.design_image.domain.vlad import Codebook

VLAD = "vlad"
DENSE = "dense"
LOCAL_CHANNELS = (VLAD, DENSE)
"""Channels made of local features by a codebook: of key points, of patches on a grid."""
CHANNELS = (*LOCAL_CHANNELS, *GLOBAL_CHANNELS)
"""Channel names in the order in which they are joined."""


_MEASURED = f"p{PREPARATION_VERSION}-f{FEATURES_VERSION}-"
"""How a version begins: with what this software measures."""


def is_outdated(version: str) -> bool:
    """Whether vectors of a version were measured in a way that this software no longer has."""
    return not version.startswith(_MEASURED)


@dataclass(frozen=True)
class Projection:
    """Centre and project, then unit length."""

    mean: Floats
    """(n,)"""
    basis: Floats
    """(n, d), whitening included."""

    def apply(self, values: Floats) -> Floats:
        """Rows (m, n) to unit rows (m, d); a row at the centre stays zero."""
        projected = (values - self.mean) @ self.basis
        norms = np.linalg.norm(projected, axis=1, keepdims=True)
        return np.asarray(projected / np.maximum(norms, 1e-9), dtype=np.float32)


@dataclass(frozen=True)
class DescriptorModel:
    """A fitted model; see ``fitting.fit`` for how one is made."""

    codebooks: Mapping[str, Codebook]
    """One per channel of ``LOCAL_CHANNELS``."""
    projections: Mapping[str, Projection]
    """One per channel of ``CHANNELS``."""
    weights: Mapping[str, float]
    final: Projection

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.final.basis.shape[1])

    @cached_property
    def version(self) -> str:
        """Digest of every number that decides a vector, e.g. ``p1-f1-3fa09c21d7e0``."""
        digest = hashlib.sha256()
        for name, array in self.arrays().items():
            digest.update(name.encode())
            digest.update(str(array.shape).encode())
            digest.update(np.ascontiguousarray(array, dtype=np.float32).tobytes())
        return f"{_MEASURED}{digest.hexdigest()[:12]}"

    def arrays(self) -> dict[str, Floats]:
        """The model as named arrays; ``from_arrays`` is the way back."""
        named = {
            "weights": np.array([self.weights[name] for name in CHANNELS], dtype=np.float32),
            "final.mean": self.final.mean,
            "final.basis": self.final.basis,
        }
        for name, codebook in self.codebooks.items():
            named[f"{name}.codebook.mean"] = codebook.mean
            named[f"{name}.codebook.projection"] = codebook.projection
            named[f"{name}.codebook.words"] = codebook.words
        for name in CHANNELS:
            named[f"{name}.mean"] = self.projections[name].mean
            named[f"{name}.basis"] = self.projections[name].basis
        return named

    @staticmethod
    def from_arrays(arrays: Mapping[str, Floats]) -> DescriptorModel:
        """A model from the arrays that ``arrays`` gave. Raises ``KeyError`` if one is missing."""
        return DescriptorModel(
            codebooks={
                name: Codebook(
                    arrays[f"{name}.codebook.mean"],
                    arrays[f"{name}.codebook.projection"],
                    arrays[f"{name}.codebook.words"],
                )
                for name in LOCAL_CHANNELS
            },
            projections={
                name: Projection(arrays[f"{name}.mean"], arrays[f"{name}.basis"])
                for name in CHANNELS
            },
            weights={
                name: float(weight)
                for name, weight in zip(CHANNELS, arrays["weights"], strict=True)
            },
            final=Projection(arrays["final.mean"], arrays["final.basis"]),
        )

    @single_thread()
    def channels(
        self, features: ViewFeatures, variants: Sequence[int] = range(VARIANTS)
    ) -> dict[str, Floats]:
        """Each channel's unit vectors for variants of the view, (len(variants), d) per channel."""
        raw = raw_channels(features, self.codebooks, variants)
        return {name: self.projections[name].apply(values) for name, values in raw.items()}

    @single_thread()
    def variants(self, features: ViewFeatures) -> Floats:
        """The unit vectors of the eight variants of a view, (8, ``dimension``)."""
        return self.final.apply(join(self.channels(features), self.weights))

    @single_thread()
    def vector(self, features: ViewFeatures) -> Floats:
        """The unit vector of a view as it lies, (``dimension``,)."""
        return np.asarray(
            self.final.apply(join(self.channels(features, (IDENTITY,)), self.weights))[0]
        )


def raw_channels(
    features: ViewFeatures,
    codebooks: Mapping[str, Codebook],
    variants: Sequence[int] = range(VARIANTS),
) -> dict[str, Floats]:
    """Unprojected channels of variants of a view, (len(variants), n) each, as in ``CHANNELS``."""
    # SIFT measures along each point's own direction: turning a picture does not change its VLAD.
    points = features.key_points
    sides = {
        mirrored: codebooks[VLAD].vlad(root_sift(side.descriptors))
        for mirrored, side in ((False, points), (True, points.mirrored()))
    }
    raw = {VLAD: np.stack([sides[is_mirrored(variant)] for variant in variants])}
    rooted = np.asarray(features.patches / 255, dtype=np.float32)
    order = patches.dihedral_order()
    raw[DENSE] = np.stack(
        [codebooks[DENSE].vlad(rooted[:, order[variant]]) for variant in variants]
    )
    for name, channel in GLOBAL_CHANNELS.items():
        raw[name] = features.channels[name][channel.dihedral_order()[list(variants)]]
    return raw


def join(channels: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted channels side by side, rows of unit length."""
    joined = np.concatenate([weights[name] * channels[name] for name in CHANNELS], axis=1)
    norms = np.linalg.norm(joined, axis=1, keepdims=True)
    return np.asarray(joined / np.maximum(norms, 1e-9), dtype=np.float32)

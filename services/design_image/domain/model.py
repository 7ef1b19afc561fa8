"""The descriptor model: five channels of a view become one vector.

Each channel is centred, projected on its principal components and softly whitened, then weighted;
the joined channels are projected once more to ``DIMENSION`` values of unit length (Jégou & Chum,
"Negative evidences and co-occurences in image retrieval", ECCV 2012). Everything is fitted without
labels. Retrieval compares vectors by inner product.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.design_image.domain.dihedral import VARIANTS, is_mirrored
from services.design_image.domain.features import (
    FEATURES_VERSION,
    GLOBAL_CHANNELS,
    ViewFeatures,
)
from services.design_image.domain.preparation import PREPARATION_VERSION
from services.design_image.domain.raster import Floats
from services.design_image.domain.vlad import Codebook

VLAD = "vlad"
CHANNELS = (VLAD, *GLOBAL_CHANNELS)
"""Channel names in the order in which they are joined."""


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

    codebook: Codebook
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
        return f"p{PREPARATION_VERSION}-f{FEATURES_VERSION}-{digest.hexdigest()[:12]}"

    def arrays(self) -> dict[str, Floats]:
        """The model as named arrays; ``from_arrays`` is the way back."""
        named = {
            "codebook.mean": self.codebook.mean,
            "codebook.projection": self.codebook.projection,
            "codebook.words": self.codebook.words,
            "weights": np.array([self.weights[name] for name in CHANNELS], dtype=np.float32),
            "final.mean": self.final.mean,
            "final.basis": self.final.basis,
        }
        for name in CHANNELS:
            named[f"{name}.mean"] = self.projections[name].mean
            named[f"{name}.basis"] = self.projections[name].basis
        return named

    @staticmethod
    def from_arrays(arrays: Mapping[str, Floats]) -> DescriptorModel:
        """A model from the arrays that ``arrays`` gave. Raises ``KeyError`` if one is missing."""
        return DescriptorModel(
            codebook=Codebook(
                arrays["codebook.mean"], arrays["codebook.projection"], arrays["codebook.words"]
            ),
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

    def channels(self, features: ViewFeatures) -> dict[str, Floats]:
        """Each channel's unit vectors for the eight variants of the view, (8, d) per channel."""
        raw = raw_channels(features, self.codebook)
        return {name: self.projections[name].apply(values) for name, values in raw.items()}

    def variants(self, features: ViewFeatures) -> Floats:
        """The unit vectors of the eight variants of a view, (8, ``dimension``)."""
        return self.final.apply(join(self.channels(features), self.weights))

    def vector(self, features: ViewFeatures) -> Floats:
        """The unit vector of a view as it lies, (``dimension``,)."""
        return np.asarray(self.variants(features)[0])


def raw_channels(features: ViewFeatures, codebook: Codebook) -> dict[str, Floats]:
    """Unprojected channels of the eight variants, (8, n) each, in the order of ``CHANNELS``."""
    plain = codebook.vlad(features.key_points)
    mirrored = codebook.vlad(features.key_points.mirrored())
    # SIFT measures along each point's own direction: turning a picture does not change its VLAD.
    raw = {VLAD: np.stack([mirrored if is_mirrored(v) else plain for v in range(VARIANTS)])}
    for name, channel in GLOBAL_CHANNELS.items():
        raw[name] = features.channels[name][channel.dihedral_order()]
    return raw


def join(channels: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Weighted channels side by side, rows of unit length."""
    joined = np.concatenate([weights[name] * channels[name] for name in CHANNELS], axis=1)
    norms = np.linalg.norm(joined, axis=1, keepdims=True)
    return np.asarray(joined / np.maximum(norms, 1e-9), dtype=np.float32)

"""A pretrained picture network beside the default descriptor, and both as one vector.

The default descriptor knows lines, a network trained on photographs knows kinds of objects: joined
they find what neither finds alone. Cosines add up: (1 - weight) x default + weight x backbone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.dihedral import VARIANTS, lay
from services.design_image.domain.features import ViewFeatures, extract
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.preparation import turned_by_45
from services.design_image.domain.query import QueryView, describe_query
from services.design_image.domain.raster import Floats, Gray


class Backbone(Protocol):
    """A pretrained network that embeds pictures."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str:
        """Digest of the network's files."""

    @property
    def dimension(self) -> int: ...

    def encode(self, pictures: Sequence[Gray]) -> Floats:
        """Unit rows (len(pictures), ``dimension``) of normalised views."""


@dataclass(frozen=True)
class ViewEncoder:
    """What turns a normalised view into the vector that is stored and searched."""

    model: DescriptorModel
    backbone: Backbone | None = None
    weight: float = 0.0
    """The backbone's share of the cosine, 0 to 1."""

    @property
    def version(self) -> str:
        """Version of the vectors: of the model, and of the backbone with its weight if any."""
        if self.backbone is None:
            return self.model.version
        told = f"{self.backbone.version} {self.weight:.4f}"
        return f"{self.model.version}-b{hashlib.sha256(told.encode()).hexdigest()[:10]}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.model.dimension + (0 if self.backbone is None else self.backbone.dimension)

    def encode(self, view: Gray) -> tuple[Floats, KeyPoints]:
        """The unit vector of a normalised view and its key points."""
        features = extract(view)
        return self.vector(view, features), features.key_points

    def vector(self, view: Gray, features: ViewFeatures) -> Floats:
        """The unit vector of a normalised view that was measured already."""
        vector = self.model.vector(features)
        if self.backbone is None:
            return vector
        both = joined(vector[None], self.backbone.encode([view]), self.weight)
        return np.asarray(both[0], dtype=np.float32)

    def encode_query(self, view: Gray) -> QueryView:
        """A normalised view in its sixteen ways, as ``describe_query``."""
        query = describe_query(view, self.model)
        if self.backbone is None:
            return query
        askew = turned_by_45(view)
        laid = [lay(picture, way) for picture in (view, askew) for way in range(VARIANTS)]
        vectors = joined(query.vectors, self.backbone.encode(laid), self.weight)
        return QueryView(vectors, query.key_points)


def model_version_of(version: str) -> str:
    """The descriptor model's version in a ``ViewEncoder.version``."""
    return version.partition("-b")[0]


def joined(default: Floats, backbone: Floats, weight: float) -> Floats:
    """Unit rows side by side whose cosine is the weighted sum of both cosines."""
    parts = [np.sqrt(1 - weight) * default, np.sqrt(weight) * backbone]
    return np.asarray(np.concatenate(parts, axis=1), dtype=np.float32)

"""A query view as it may lie: eight ways, and eight between them.

Turning or mirroring by quarter turns only permutes descriptors (``dihedral``). A picture turned by
45 degrees is measured anew, so that no rotation is more than 22.5 degrees from one that is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.design_image.domain.descriptors.key_points import KeyPoints
from services.design_image.domain.features import extract
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.preparation import turned_by_45
from services.design_image.domain.raster import Floats, Gray


@dataclass(frozen=True)
class QueryView:
    """What a search needs of one query view."""

    vectors: Floats
    """(16, dimension), unit rows; the first is the view as it lies."""
    key_points: KeyPoints


def describe_query(view: Gray, model: DescriptorModel) -> QueryView:
    """Measure a normalised view (``preparation.normalise``) for a search."""
    features = extract(view)
    askew = extract(turned_by_45(view))
    vectors = np.concatenate([model.variants(features), model.variants(askew)])
    return QueryView(vectors, features.key_points)

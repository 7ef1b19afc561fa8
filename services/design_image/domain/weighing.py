"""What a backbone is worth on a collection: its weight chosen on one half, tested on the other.

Views of the same design should find each other. No labels are needed but which views belong to
which design, so that every office can ask this of its own collection.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.raster import Floats

WEIGHTS = tuple(step / 10 for step in range(10))
"""0 is the default descriptor alone."""


@dataclass(frozen=True)
class Weighing:
    """Mean average precision of same-design retrieval, views as they lie."""

    chosen: float
    """The weight that did best on designs with an even sha256 of the identifier; 0: of no use."""
    tuning: Mapping[float, float]
    """By weight, queries from the even designs."""
    held_out: Mapping[float, float]
    """By weight, queries from the odd designs."""
    views: int


def weigh(default: Floats, backbone: Floats, design_ids: Sequence[str]) -> Weighing:
    """Unit rows of the same views by both, (n, d) and (n, e), and the design of each view."""
    owners = np.unique(np.array(design_ids), return_inverse=True)[1]
    even = np.array([hashlib.sha256(one.encode()).digest()[-1] % 2 == 0 for one in design_ids])
    by_default, by_backbone = default @ default.T, backbone @ backbone.T
    tuning, held_out = {}, {}
    for weight in WEIGHTS:
        similar = (1 - weight) * by_default + weight * by_backbone
        precisions = _average_precisions(similar, owners)
        tuning[weight] = _mean(precisions[even])
        held_out[weight] = _mean(precisions[~even])
    chosen = max(WEIGHTS, key=lambda weight: (round(tuning[weight], 4), -weight))
    return Weighing(chosen, tuning, held_out, len(design_ids))


def _average_precisions(similar: Floats, owners: NDArray[np.intp]) -> Floats:
    """Of each view among all others; not a number without another view of its design."""
    found = np.full(len(owners), np.nan)
    for query in range(len(owners)):
        order = np.argsort(-similar[query], kind="stable")
        hits = (owners[order] == owners[query])[order != query]
        places = np.flatnonzero(hits)
        if places.size:
            found[query] = np.mean(np.arange(1, places.size + 1) / (places + 1))
    return found


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else 0.0

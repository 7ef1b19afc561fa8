"""Why two views are alike: channel by channel, key point by key point, and where.

What is told is measured on the two pictures again, with the model that searched.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.backbone import ViewEncoder
from services.design_image.domain.descriptors.key_points import KeyPoints, detect, root_sift
from services.design_image.domain.dihedral import IDENTITY, VARIANTS, is_mirrored, lay
from services.design_image.domain.features import ViewFeatures, extract
from services.design_image.domain.geometry import GeometricMatch, GeometricQuery
from services.design_image.domain.model import CHANNELS, VLAD, DescriptorModel
from services.design_image.domain.preparation import VIEW_SIDE, turned_by_45
from services.design_image.domain.raster import Floats, Gray

HEAT_CELLS = 12
"""Heat is measured on a grid of this many windows a side …"""
HEAT_WINDOW = 0.25
"""… each as wide as this share of the view."""

ALIGNING_INLIERS = 8
"""Fewer points may agree by chance, and would lay one view anywhere on the other."""


@dataclass(frozen=True)
class ChannelReason:
    """How alike one channel finds two views."""

    name: str
    similarity: float
    """Cosine."""
    weight: float
    """In the default descriptor before all are joined; of a backbone, its share of the whole."""


@dataclass(frozen=True)
class MatchReasons:
    """Why a query view met a gallery view."""

    similarity: float
    """Cosine of the fused vectors, query as it lies best."""
    turned: int
    """Degrees counter-clockwise, a multiple of 45, after mirroring."""
    mirrored: bool
    channels: tuple[ChannelReason, ...]
    """The query as it lies best."""
    geometry: GeometricMatch
    """``lines`` in pixels of both views as they lie, also where the query was mirrored."""
    laid: Gray
    """The query view as it lies best."""


class ExplainedQuery:
    """A query view that is compared with several gallery views: what is measured is kept."""

    def __init__(self, view: Gray, encoder: ViewEncoder) -> None:
        self.view = view
        self.encoder = encoder
        self._met: tuple[Gray, ViewFeatures] | None = None
        self._told: tuple[Gray, MatchReasons] | None = None

    @cached_property
    def key_points(self) -> KeyPoints:
        """Of the view as it lies."""
        return detect(self.view)

    @cached_property
    def _features(self) -> tuple[ViewFeatures, ViewFeatures]:
        return extract(self.view), extract(turned_by_45(self.view))

    @cached_property
    def _vectors(self) -> Floats:
        return self.encoder.encode_query(self.view).vectors

    def met(self, gallery: Gray) -> ViewFeatures:
        """What is measured on a normalised gallery view; kept until another one is met."""
        if self._met is None or self._met[0] is not gallery:
            self._met = gallery, extract(gallery)
        return self._met[1]

    def reasons(self, gallery: Gray) -> MatchReasons:
        """Compare with a normalised gallery view as a search does; kept as for ``met``."""
        if self._told is None or self._told[0] is not gallery:
            self._told = gallery, self._reasons(gallery)
        return self._told[1]

    def _reasons(self, gallery: Gray) -> MatchReasons:
        features = self.met(gallery)
        vector = self.encoder.vector(gallery, features)
        cosines = self._vectors @ vector
        best = int(cosines.argmax())
        variant, is_askew = best % VARIANTS, best >= VARIANTS
        mirrored = is_mirrored(variant)
        # Turned by 45 degrees and then mirrored is mirrored and then turned back by 45.
        askew = (-45 if mirrored else 45) if is_askew else 0
        laid = lay(turned_by_45(self.view) if is_askew else self.view, variant)
        return MatchReasons(
            similarity=float(cosines[best]),
            turned=(90 * (variant % 4) + askew) % 360,
            mirrored=mirrored,
            channels=self._channels(self._features[is_askew], variant, laid, gallery),
            geometry=geometric(self.key_points, features.key_points),
            laid=laid,
        )

    def _channels(
        self, features: ViewFeatures, variant: int, laid: Gray, gallery: Gray
    ) -> tuple[ChannelReason, ...]:
        model, backbone = self.encoder.model, self.encoder.backbone
        mine = model.channels(features, (variant,))
        theirs = model.channels(self.met(gallery), (IDENTITY,))
        told = [
            ChannelReason(name, float(mine[name][0] @ theirs[name][0]), model.weights[name])
            for name in CHANNELS
        ]
        if backbone is not None:
            one, other = backbone.encode([laid, gallery])
            told.append(ChannelReason("backbone", float(one @ other), self.encoder.weight))
        return tuple(told)


def geometric(query: KeyPoints, gallery: KeyPoints) -> GeometricMatch:
    """The geometric check of a search, lines in pixels of the views as they lie."""
    match = GeometricQuery(query).match(_as_kept(gallery))
    if not match.mirrored:
        return match
    lines = match.lines.copy()
    lines[:, 0] = VIEW_SIDE - 1 - lines[:, 0]
    return replace(match, lines=lines)


def _as_kept(points: KeyPoints) -> KeyPoints:
    """Rounded as the store rounds them."""
    return KeyPoints(points.frames.astype(np.float16).astype(np.float32), points.descriptors)


def heat(points: KeyPoints, other: KeyPoints, model: DescriptorModel) -> Floats:
    """Where in a view its likeness to another lies, (``VIEW_SIDE``, ``VIEW_SIDE``), 0 to 1.

    The key points in a window are left out and the ``vlad`` channel is compared again: the more the
    similarity falls, the more the window carries of it (occlusion, Zeiler & Fergus, ECCV 2014).
    Zero where nothing does.
    """
    codebook, projection = model.codebooks[VLAD], model.projections[VLAD]

    def described(descriptors: NDArray[np.uint8]) -> Floats:
        return np.asarray(projection.apply(codebook.vlad(root_sift(descriptors))[None])[0])

    targets = np.stack([described(side.descriptors) for side in (other, other.mirrored())])
    whole = targets @ described(points.descriptors)
    falls = np.zeros(HEAT_CELLS * HEAT_CELLS, dtype=np.float32)
    side = int(whole.argmax())
    centres = (np.arange(HEAT_CELLS) + 0.5) / HEAT_CELLS * VIEW_SIDE
    reach = HEAT_WINDOW * VIEW_SIDE / 2
    rows, columns = np.meshgrid(centres, centres, indexing="ij")
    middles = np.stack([columns.ravel(), rows.ravel()], axis=1)
    offsets = np.abs(points.frames[None, :, :2] - middles[:, None])
    hidden = np.asarray((offsets < reach).all(axis=2), dtype=np.bool_)
    windows = np.flatnonzero(hidden.any(axis=1))
    if len(windows):
        rest = codebook.vlads_without(root_sift(points.descriptors), hidden[windows])
        falls[windows] = np.maximum(whole[side] - projection.apply(rest) @ targets[side], 0.0)
    size = (VIEW_SIDE, VIEW_SIDE)
    spread = np.maximum(
        cv2.resize(falls.reshape(HEAT_CELLS, HEAT_CELLS), size, interpolation=cv2.INTER_CUBIC), 0
    )
    highest = float(spread.max())
    return np.asarray(spread / highest if highest > 0 else spread, dtype=np.float32)


def aligning_transform(match: GeometricMatch) -> Floats | None:
    """The similarity, with a mirroring where there is one, that lays query points on gallery
    points: (2, 3); ``None`` without enough agreement.
    """
    if match.inliers < ALIGNING_INLIERS:
        return None
    source = match.lines[:, :2].astype(np.float64)
    if match.mirrored:
        source[:, 0] = VIEW_SIDE - 1 - source[:, 0]
    matrix, _ = cv2.estimateAffinePartial2D(
        source, match.lines[:, 2:].astype(np.float64), method=cv2.LMEDS
    )
    if matrix is None:
        return None
    if match.mirrored:
        flip = np.array([[-1.0, 0, VIEW_SIDE - 1], [0, 1, 0], [0, 0, 1]])
        matrix = matrix @ flip
    return np.asarray(matrix, dtype=np.float32)

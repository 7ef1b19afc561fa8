"""Fit a descriptor model on a collection, without labels.

Deterministic: the same views in the same order give the same model. Codebook by k-means
(scikit-learn), principal components by singular value decomposition over all eight variants of
every view, so that the model prefers no orientation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from scipy import linalg
from sklearn.cluster import MiniBatchKMeans

from services.design_image.domain.descriptors import patches
from services.design_image.domain.descriptors.key_points import SIFT_LENGTH, root_sift
from services.design_image.domain.dihedral import VARIANTS
from services.design_image.domain.errors import ModelError
from services.design_image.domain.features import ViewFeatures
from services.design_image.domain.model import (
    CHANNELS,
    DENSE,
    VLAD,
    DescriptorModel,
    Projection,
    join,
    raw_channels,
)
from services.design_image.domain.raster import Floats
from services.design_image.domain.vlad import Codebook

DIMENSION = 512
"""Half as many lost a twentieth of the mAP (docs/design-image.md)."""
LOCAL_DIMENSION = 48
WORDS = 48
MIN_VIEWS = 100
"""Fewer views cannot carry a model."""
MAX_VIEWS = 4000
"""More views change little and cost memory; an even sample is taken."""
MAX_LOCAL_FEATURES = 200_000

CHANNEL_DIMENSIONS: Mapping[str, int] = MappingProxyType(
    {"vlad": 192, "dense": 192, "hog": 96, "gist": 96, "zernike": 64, "log_polar": 64}
)
WHITENING: Mapping[str, float] = MappingProxyType(
    {"vlad": 0.0, "dense": 0.5, "hog": 0.5, "gist": 0.5, "zernike": 0.5, "log_polar": 0.5}
)
"""0 keeps the variances of the components, 1 makes them equal."""
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"vlad": 1.0, "dense": 0.8, "hog": 0.5, "gist": 0.4, "zernike": 0.5, "log_polar": 0.2}
)
"""Chosen by same-design retrieval on one half of the designs (docs/design-image.md)."""
_SEED = 0


def fit(
    views: Sequence[ViewFeatures],
    *,
    dimension: int = DIMENSION,
    weights: Mapping[str, float] = WEIGHTS,
) -> DescriptorModel:
    """A model fitted on the features of at least ``MIN_VIEWS`` views.

    Raises ``ModelError`` if there are too few views or key points.
    """
    require_views(len(views))
    if len(views) > MAX_VIEWS:
        chosen = np.linspace(0, len(views) - 1, MAX_VIEWS).astype(int)
        views = [views[i] for i in chosen]
    codebooks = {
        VLAD: _fit_codebook([root_sift(view.key_points.descriptors) for view in views]),
        DENSE: _fit_codebook([_laid_patches(view, i) for i, view in enumerate(views)]),
    }
    stacked = _stack([raw_channels(view, codebooks) for view in views])
    projections = {
        name: _fit_projection(stacked[name], CHANNEL_DIMENSIONS[name], WHITENING[name])
        for name in CHANNELS
    }
    projected = {name: projections[name].apply(stacked[name]) for name in CHANNELS}
    final = _fit_projection(join(projected, weights), dimension, 0.0)
    return _at_half_precision(DescriptorModel(codebooks, projections, dict(weights), final))


def require_views(count: int) -> None:
    """Raises ``ModelError`` if so many views cannot carry a model."""
    if count < MIN_VIEWS:
        raise ModelError(
            f"A model needs at least {MIN_VIEWS} views, the collection has {count}. "
            "Add designs, or keep the bundled model.",
            f"建立模型至少需要 {MIN_VIEWS} 幅视图，数据集只有 {count} 幅。请补充外观设计，或继续使用内置模型。",
        )


def _stack(views: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    return {name: np.concatenate([view[name] for view in views]) for name in CHANNELS}


def _laid_patches(view: ViewFeatures, number: int) -> Floats:
    """A view's patches as rows; views take turns in how they lie, so that no way is preferred."""
    order = patches.dihedral_order()[number % VARIANTS]
    return np.asarray(view.patches[:, order].astype(np.float32) / 255)


def _fit_codebook(rows: Sequence[Floats]) -> Codebook:
    """Words of RootSIFT rows, each (n, 128)."""
    local = np.concatenate(rows)
    if len(local) < 20 * WORDS:
        raise ModelError(
            "The views have too few details to build a model. Keep the bundled model.",
            "视图细节过少，无法建立模型，请继续使用内置模型。",
        )
    random = np.random.default_rng(_SEED)
    if len(local) > MAX_LOCAL_FEATURES:
        local = local[np.sort(random.choice(len(local), MAX_LOCAL_FEATURES, replace=False))]
    mean = local.mean(axis=0)
    covariance = np.cov((local - mean).T)
    _, vectors = np.linalg.eigh(covariance.reshape(SIFT_LENGTH, SIFT_LENGTH))
    projection = _fixed_signs(vectors[:, ::-1][:, :LOCAL_DIMENSION].astype(np.float32))
    clusters = MiniBatchKMeans(WORDS, random_state=_SEED, n_init=3, batch_size=4096)
    clusters.fit((local - mean) @ projection)
    return Codebook(mean, projection, clusters.cluster_centers_.astype(np.float32))


def _fit_projection(rows: Floats, dimension: int, whitening: float) -> Projection:
    mean = rows.mean(axis=0)
    centred = (rows - mean).astype(np.float64)
    width = rows.shape[1]
    wanted = (max(0, width - dimension), width - 1)
    values, vectors = linalg.eigh(centred.T @ centred / len(rows), subset_by_index=wanted)
    variances = np.maximum(values[::-1], 0.0)
    scale = (variances + 1e-3 * variances[0]) ** (whitening / 2)
    basis = _fixed_signs(vectors[:, ::-1].astype(np.float32)) / scale.astype(np.float32)
    return Projection(mean.astype(np.float32), basis.astype(np.float32))


def _fixed_signs(basis: Floats) -> Floats:
    """Principal components have no sign of their own: the largest entry is made positive."""
    largest = basis[np.abs(basis).argmax(axis=0), np.arange(basis.shape[1])]
    return np.asarray(basis * np.where(largest < 0, -1, 1), dtype=np.float32)


def _at_half_precision(model: DescriptorModel) -> DescriptorModel:
    """Round to what the model file keeps, so that a saved model has the same version."""
    rounded = {
        name: array.astype(np.float16).astype(np.float32) for name, array in model.arrays().items()
    }
    return DescriptorModel.from_arrays(rounded)

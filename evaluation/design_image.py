"""Design retrieval measured on real drawings: ``zhishen eval design-image``.

Protocol. Models are fitted, without labels, on designs whose sha256(publication_number) is even;
queries are views of the odd ones; the gallery is every view of ``design/us-views``. A view's relevant
views are the others of its design. Design level: a design's views are dealt alternately to the
query and to the gallery, and the drawings of ``design/us-drawings-2007`` are added as distractors.
Cross-design: drawings of the same USPC subclass in ``us-drawings-2007`` are relevant.

``geometry`` is the fused vector with what geometry adds for the nearest views. ``reranked`` is the order
of the product's answer: for same-design retrieval its designs one after the other, each with all
its views (``hog_by_design`` lists those of the HOG channel in the same way, to compare with); for
cross-design retrieval with what the titles of the near drawings add (the
query's own title is never read).

Always beside it: a grey-level histogram as *control* (what drawing style alone gives) and each channel
by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from evaluation.design_image_citations import citation_figures
from evaluation.design_image_sample import Sample, load
from services.design_image.domain.dihedral import VARIANTS
from services.design_image.domain.errors import EmptyPictureError
from services.design_image.domain.fitting import fit
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.model import CHANNELS, DescriptorModel
from services.design_image.domain.preparation import ink_of, normalise
from services.design_image.domain.query import describe_query
from services.design_image.domain.ranking import geometric_gain, rank_designs
from services.design_image.domain.raster import Floats, Gray
from services.design_image.domain.title_agreement import title_gains
from services.design_image.engines.searching import DESIGN_CANDIDATES

RERANKED_VIEWS = 50
ROBUST_QUERIES = 40
Booleans = NDArray[np.bool_]


def evaluate(data_dir: Path) -> dict[str, float]:
    """All figures that the folder's data allow."""
    figures: dict[str, float] = {}
    begin = time.process_time()
    views = load(data_dir / "design/us-views.json")
    drawings = load(data_dir / "design/us-drawings-2007.json")
    everything = [*views, *drawings]
    if not everything:
        return figures
    figures["describe_ms"] = 1000 * (time.process_time() - begin) / len(everything)
    figures["views.count"] = len(views)
    figures["drawings.count"] = len(drawings)
    model = fit([sample.features for sample in everything if not sample.is_query])
    if views:
        figures |= same_design(views, model)
        figures |= design_level(views, drawings, model)
        figures |= robustness(views, model)
        figures |= parts(views, model)
    if drawings:
        figures |= cross_design(drawings, model)
    figures |= citation_figures(data_dir / "design/us-packages", everything, model)
    return figures


def same_design(samples: Sequence[Sample], model: DescriptorModel) -> dict[str, float]:
    """Views of the same design among all views: control, channels, fused, re-ranked."""
    owners = np.array([sample.publication_number for sample in samples])
    relevant = owners[:, None] == owners[None, :]
    queries = np.flatnonzero([sample.is_query for sample in samples])
    similar = all_similarities(samples, model)
    figures = measured("views", similar, queries, relevant)
    checked = with_geometry(similar["default"], samples, queries)
    figures |= scores("views.geometry", checked, queries, relevant)
    figures |= scores("views.reranked", by_design(checked, owners, queries), queries, relevant)
    by_hog = by_design(similar["hog"], owners, queries)
    figures |= scores("views.hog_by_design", by_hog, queries, relevant)
    return figures


def cross_design(samples: Sequence[Sample], model: DescriptorModel) -> dict[str, float]:
    """Other designs of the same subclass."""
    classes = np.array([sample.subclass or str(i) for i, sample in enumerate(samples)])
    relevant = classes[:, None] == classes[None, :]
    queries = np.flatnonzero([sample.is_query for sample in samples])
    similar = all_similarities(samples, model)
    figures = measured("cross", similar, queries, relevant)
    titles = [sample.title for sample in samples]
    figures |= scores(
        "cross.reranked", with_titles(similar["default"], titles, queries), queries, relevant
    )
    return figures


def design_level(
    views: Sequence[Sample], drawings: Sequence[Sample], model: DescriptorModel
) -> dict[str, float]:
    """Half of a design's views find the design of the other half among all designs."""
    dealt: dict[str, int] = {}
    gallery: list[Sample] = []
    queries: dict[str, list[Sample]] = {}
    for sample in views:
        turn = dealt.get(sample.publication_number, 0)
        dealt[sample.publication_number] = turn + 1
        if turn % 2 == 0:
            gallery.append(sample)
        elif sample.is_query:
            queries.setdefault(sample.publication_number, []).append(sample)
    gallery += drawings
    owners = [sample.publication_number for sample in gallery]
    vectors = np.stack([model.vector(sample.features) for sample in gallery])
    keys = np.arange(len(gallery), dtype=np.int64)
    ranks = []
    for number, own in queries.items():
        laid = np.stack([query_vectors(sample, model) for sample in own])
        ranking = rank_designs(np.einsum("qvd,nd->qvn", laid, vectors).max(axis=1), keys, owners)
        ranks.append(next(i for i, one in enumerate(ranking) if one.design_id == number))
    return {
        "designs.default.r1": float(np.mean([rank < 1 for rank in ranks])),
        "designs.default.r10": float(np.mean([rank < 10 for rank in ranks])),
        "designs.queries": len(ranks),
        "designs.gallery": len(set(owners)),
    }


def robustness(samples: Sequence[Sample], model: DescriptorModel) -> dict[str, float]:
    """Whether an altered copy of a view finds its original among all views."""
    candidates = [i for i, sample in enumerate(samples) if sample.is_query]
    chosen = candidates[:: max(1, len(candidates) // ROBUST_QUERIES)][:ROBUST_QUERIES]
    vectors = np.stack([model.vector(sample.features) for sample in samples])
    figures = {}
    for name, alter in TRANSFORMS.items():
        found = []
        for i in chosen:
            try:
                laid = describe_query(normalise(alter(samples[i].picture)), model).vectors
            except EmptyPictureError:
                found.append(False)
                continue
            similar = (laid @ vectors.T).max(axis=0)
            found.append(int((similar > similar[i]).sum()) < 10)
        figures[f"robust.{name}.r10"] = float(np.mean(found))
    return figures


def parts(samples: Sequence[Sample], model: DescriptorModel) -> dict[str, float]:
    """Whether a boxed part of a view finds its design: a quarter of the view's area, where most is
    drawn, is searched by as the product does, geometry on the first designs included.
    """
    candidates = [i for i, sample in enumerate(samples) if sample.is_query]
    chosen = candidates[:: max(1, len(candidates) // ROBUST_QUERIES)][:ROBUST_QUERIES]
    vectors = np.stack([model.vector(sample.features) for sample in samples])
    owners = np.array([sample.publication_number for sample in samples])
    plain, checked = [], []
    for i in chosen:
        query = describe_query(normalise(_densest_quarter(samples[i].picture)), model)
        similar = (query.vectors @ vectors.T).max(axis=0)
        plain.append(_design_rank(similar, owners, owners[i]))
        geometric = GeometricQuery(query.key_points)
        for j in np.argsort(-similar, kind="stable")[:RERANKED_VIEWS]:
            inliers = geometric.match(samples[j].features.key_points).inliers
            similar[j] += geometric_gain(inliers)
        checked.append(_design_rank(similar, owners, owners[i]))
    return {
        f"parts.{name}.{figure}": float(np.mean([rank < within for rank in ranks]))
        for name, ranks in (("default", plain), ("reranked", checked))
        for figure, within in (("r1", 1), ("r10", 10))
    }


def _design_rank(similar: Floats, owners: NDArray[np.str_], wanted: str) -> int:
    """How many other designs have a view nearer than the wanted one's nearest."""
    nearer = similar > similar[owners == wanted].max()
    return len(set(owners[nearer].tolist()) - {wanted})


def _densest_quarter(picture: Gray) -> Gray:
    """The half as wide and half as high window of a 5 x 5 grid with the most ink."""
    height, width = (side // 2 for side in picture.shape)
    ink = ink_of(picture)
    places = [
        (row * (picture.shape[0] - height) // 4, column * (picture.shape[1] - width) // 4)
        for row in range(5)
        for column in range(5)
    ]
    top, left = max(places, key=lambda at: int((ink[at[0] : at[0] + height, at[1] : at[1] + width] > 127).sum()))  # fmt: skip
    return np.ascontiguousarray(picture[top : top + height, left : left + width])


def all_similarities(samples: Sequence[Sample], model: DescriptorModel) -> dict[str, Floats]:
    """Similarity (n, n) of every view to every other: control, each channel, fused."""
    grey = [grey_histogram(sample.picture) for sample in samples]
    found = {"grey_control": similarities_of([row[None] for row in grey])}
    channels = [model.channels(sample.features) for sample in samples]
    for name in CHANNELS:
        found[name] = similarities_of([one[name] for one in channels])
    found["default"] = similarities_of([query_vectors(sample, model) for sample in samples])
    return found


def query_vectors(sample: Sample, model: DescriptorModel) -> Floats:
    """A view as a query, (16, d); one that is never asked is not measured for it."""
    if sample.is_query:
        return describe_query(normalise(sample.picture), model).vectors
    return np.tile(model.vector(sample.features), (2 * VARIANTS, 1))


def grey_histogram(picture: Gray) -> Floats:
    """Square-rooted histogram of grey levels: knows the style of a drawing, nothing of its shape."""
    counts = np.bincount(picture.reshape(-1), minlength=256)
    return np.asarray(np.sqrt(counts / picture.size), dtype=np.float32)


def similarities_of(laid: Sequence[Floats]) -> Floats:
    """Best similarity over the variants of the query (rows) to the view as it lies (columns)."""
    variants = np.stack(laid)
    return np.asarray(np.einsum("qvd,nd->vqn", variants, variants[:, 0], optimize=True).max(axis=0))


def with_geometry(similar: Floats, samples: Sequence[Sample], queries: NDArray[np.intp]) -> Floats:
    """Similarities with what geometry adds for the nearest views of each query."""
    improved = similar.copy()
    for i in queries:
        query = GeometricQuery(samples[i].features.key_points)
        for j in others_by_similarity(similar, i)[:RERANKED_VIEWS]:
            improved[i, j] += geometric_gain(query.match(samples[j].features.key_points).inliers)
    return improved


def by_design(similar: Floats, owners: NDArray[np.str_], queries: NDArray[np.intp]) -> Floats:
    """Each view at the rank of its design's nearest view; the query itself lends nothing."""
    improved = similar.copy()
    _, numbers = np.unique(owners, return_inverse=True)
    for i in queries:
        nearest = np.full(numbers.max() + 1, -np.inf, dtype=similar.dtype)
        others = others_by_similarity(similar, i)
        np.maximum.at(nearest, numbers[others], similar[i, others])
        # Views of one design in the order of their own similarity.
        improved[i] = nearest[numbers] + 1e-4 * similar[i]
    return improved


def with_titles(similar: Floats, titles: Sequence[str | None], queries: NDArray[np.intp]) -> Floats:
    """Similarities with what titles add for the candidates of each query, as in the product."""
    improved = similar.copy()
    for i in queries:
        nearest = others_by_similarity(similar, i)[:DESIGN_CANDIDATES]
        improved[i, nearest] += title_gains(similar[i, nearest], [titles[j] for j in nearest])
    return improved


def others_by_similarity(similar: Floats, query: np.intp) -> NDArray[np.intp]:
    """All but the query itself, nearest first."""
    order = np.argsort(-similar[query], kind="stable")
    return np.asarray(order[order != query])


def measured(
    prefix: str, similar: Mapping[str, Floats], queries: NDArray[np.intp], relevant: Booleans
) -> dict[str, float]:
    """Scores of several similarities."""
    figures: dict[str, float] = {}
    for name, values in similar.items():
        figures |= scores(f"{prefix}.{name}", values, queries, relevant)
    return figures


def scores(
    prefix: str, similar: Floats, queries: NDArray[np.intp], relevant: Booleans
) -> dict[str, float]:
    """mAP, R@1 and R@10 over the queries that have a relevant view; the query itself never counts."""
    precisions, first, tenth = [], [], []
    for i in queries:
        hits = relevant[i].copy()
        hits[i] = False
        if not hits.any():
            continue
        order = np.argsort(-similar[i], kind="stable")
        ranked = hits[order[order != i]]
        places = np.flatnonzero(ranked)
        precisions.append(float(np.mean(np.arange(1, len(places) + 1) / (places + 1))))
        first.append(bool(ranked[0]))
        tenth.append(bool(ranked[:10].any()))
    if not precisions:
        return {}
    return {
        f"{prefix}.map": float(np.mean(precisions)),
        f"{prefix}.r1": float(np.mean(first)),
        f"{prefix}.r10": float(np.mean(tenth)),
    }


def _rotated(picture: Gray, degrees: float) -> Gray:
    side = int(max(picture.shape) * 1.5)
    sheet = np.full((side, side), 255, dtype=np.uint8)
    top, left = (side - picture.shape[0]) // 2, (side - picture.shape[1]) // 2
    sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1.0)
    turned = cv2.warpAffine(sheet, matrix, (side, side), borderValue=(255, 255, 255, 255))
    return np.asarray(turned, dtype=np.uint8)


def _noisy(picture: Gray) -> Gray:
    random = np.random.default_rng(0)
    spots = random.random(picture.shape) < 0.002
    return np.asarray(np.where(spots, 255 - picture, picture), dtype=np.uint8)


def _cropped(picture: Gray) -> Gray:
    """60 % of the area, from the upper left."""
    height, width = (round(side * 0.6**0.5) for side in picture.shape)
    return picture[:height, :width]


def _re_inked(picture: Gray) -> Gray:
    return np.asarray(cv2.erode(picture, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _stretched(picture: Gray) -> Gray:
    return np.asarray(cv2.resize(picture, None, fx=1.25, fy=1.0), dtype=np.uint8)


TRANSFORMS: Mapping[str, Callable[[Gray], Gray]] = {
    "rotated_15": lambda picture: _rotated(picture, 15),
    "rotated_45": lambda picture: _rotated(picture, 45),
    "rotated_90": lambda picture: np.ascontiguousarray(np.rot90(picture)),
    "mirrored": lambda picture: np.ascontiguousarray(picture[:, ::-1]),
    "noisy": _noisy,
    "re_inked": _re_inked,
    "cropped": _cropped,
    "stretched": _stretched,
}

"""The constants of design search, chosen: ``python -m evaluation.design_image_choice DATA``.

Only designs with even sha256(publication_number) are used: the model is fitted on them without
labels and their views are the queries; the gallery is every view, as in
``zhishen eval design-image``, which reports on the odd ones. What geometry adds is chosen by the mAP of
same-design retrieval, what titles and words add by that of cross-design retrieval. For each, the best
of the grid stands first and the constant in use is marked.

Query views are laid down in eight ways here, not turned by 45 degrees as well.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from evaluation.design_image import (
    RERANKED_VIEWS,
    Booleans,
    others_by_similarity,
    scores,
    similarities_of,
)
from evaluation.design_image_sample import Sample, load
from services.design_image.domain import preferences, ranking, title_agreement
from services.design_image.domain.fitting import fit
from services.design_image.domain.geometry import GeometricQuery
from services.design_image.domain.model import DescriptorModel
from services.design_image.domain.raster import Floats
from services.design_image.engines.searching import DESIGN_CANDIDATES

GAINS = (0.15, 0.25, 0.35, 0.5, 0.7, 1.0)
BY_CHANCE = (2, 4, 6, 8)
FOR_HALF = (4, 8, 16, 32)
TITLE_GAINS = (0.2, 0.3, 0.5, 0.7)
NEARNESS = (0.015, 0.03, 0.06, 0.12)
TEXT_GAINS = (0.1, 0.25, 0.5, 0.7)
"""Neither may add more than geometry can: the same drawing under another name stays first."""


@dataclass(frozen=True)
class Choice:
    """One point of a grid and what it reached on the even designs."""

    constants: tuple[float, ...]
    map: float
    r1: float


@dataclass(frozen=True)
class Half:
    """Similarities among all views, and the queries of the even half."""

    samples: Sequence[Sample]
    similar: Floats
    relevant: Booleans
    queries: NDArray[np.intp]

    def judged(self, constants: tuple[float, ...], similar: Floats) -> Choice:
        """The figures of changed similarities."""
        found = scores("x", similar, self.queries, self.relevant)
        return Choice(constants, found["x.map"], found["x.r1"])


def even_half(samples: Sequence[Sample], labels: Sequence[str], model: DescriptorModel) -> Half:
    """``labels`` are equal where samples are relevant to each other."""
    names = np.array(labels)
    return Half(
        samples,
        similarities_of([model.variants(sample.features) for sample in samples]),
        names[:, None] == names[None, :],
        np.flatnonzero([not sample.is_query for sample in samples]),
    )


def geometry_choices(half: Half) -> list[Choice]:
    """Grid of (gain, points by chance, points for half of the gain), best first."""
    inliers = np.zeros_like(half.similar)
    for i in half.queries:
        query = GeometricQuery(half.samples[i].features.key_points)
        for j in others_by_similarity(half.similar, i)[:RERANKED_VIEWS]:
            inliers[i, j] = query.match(half.samples[j].features.key_points).inliers
    choices = []
    for gain, chance, for_half in itertools.product(GAINS, BY_CHANCE, FOR_HALF):
        beyond = np.maximum(inliers - chance, 0)
        added = gain * beyond / (beyond + for_half)
        choices.append(half.judged((gain, chance, for_half), half.similar + added))
    return _best_first(choices)


def title_choices(half: Half) -> list[Choice]:
    """Grid of (gain of near designs' titles, nearness), best first."""
    titles = [sample.title for sample in half.samples]
    choices = []
    for gain, nearness in itertools.product(TITLE_GAINS, NEARNESS):
        improved = half.similar.copy()
        for i in half.queries:
            nearest = others_by_similarity(half.similar, i)[:DESIGN_CANDIDATES]
            improved[i, nearest] += title_agreement.title_gains(
                half.similar[i, nearest], [titles[j] for j in nearest], gain, nearness
            )
        choices.append(half.judged((gain, nearness), improved))
    return _best_first(choices)


def text_choices(half: Half) -> list[Choice]:
    """Grid of the gain of words, each query with its own title as the words; best first."""
    titles = [sample.title for sample in half.samples]
    whole = np.zeros_like(half.similar)
    for i in half.queries:
        terms = preferences.Preferences(text=titles[i]).terms
        whole[i] = preferences.text_gains(terms, titles) / preferences.TEXT_GAIN
    return _best_first([half.judged((gain,), half.similar + gain * whole) for gain in TEXT_GAINS])


def _best_first(choices: Sequence[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: (-round(one.map, 6), one.constants))


def show(console: Console, title: str, choices: Sequence[Choice], used: tuple[float, ...]) -> None:
    """The best ten, and the constants in use wherever they stand."""
    table = Table("constants", "mAP", "R@1", "", title=title, title_justify="left")
    for place, one in enumerate(choices):
        in_use = one.constants == used
        if place < 10 or in_use:
            told = ", ".join(f"{value:g}" for value in one.constants)
            mark = f"in use, rank {place + 1} of {len(choices)}" if in_use else ""
            table.add_row(told, f"{one.map:.4f}", f"{one.r1:.4f}", mark)
    console.print(table)


def main(data: Path) -> None:
    """Fit, choose, print."""
    views = load(data / "design/us-views.json")
    drawings = load(data / "design/us-drawings-2007.json")
    model = fit([one.features for one in (*views, *drawings) if not one.is_query])
    console = Console()
    half = even_half(views, [one.publication_number for one in views], model)
    used = (ranking.RERANK_GAIN, ranking.INLIERS_BY_CHANCE, ranking.INLIERS_FOR_HALF)
    show(console, "geometry: gain, by chance, for half", geometry_choices(half), used)
    half = even_half(drawings, [one.subclass or one.publication_number for one in drawings], model)
    titled = (title_agreement.TITLE_GAIN, title_agreement.NEARNESS)
    show(console, "near titles: gain, nearness", title_choices(half), titled)
    show(console, "words: gain", text_choices(half), (preferences.TEXT_GAIN,))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""From similarities of views to a ranking of designs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from services.design_image.domain.geometry import GeometricMatch
from services.design_image.domain.preferences import Preferences, class_gains, text_gains
from services.design_image.domain.raster import Floats
from services.design_image.domain.title_agreement import title_gains

RERANK_GAIN = 0.7
"""Most that geometry can add to a cosine."""
INLIERS_BY_CHANCE = 4
"""Agreeing points that unrelated drawings reach by chance."""
INLIERS_FOR_HALF = 8
"""Points beyond chance that bring half of the gain. The three were chosen on same-design retrieval
with the designs of even sha256(publication_number) (``evaluation.design_image_choice``)."""
DUPLICATE_INLIERS = 20
DUPLICATE_SHARE = 0.15
"""Views of other designs were not seen above 0.11; turned, mirrored and cropped copies lie at 0.26
to 0.30 in the middle (docs/design-image.md)."""


@dataclass(frozen=True)
class Meeting:
    """A query view and the gallery view of one design that is nearest to it."""

    query: int
    view_key: int
    similarity: float
    """Cosine of the better laid-down query variant."""
    inliers: int | None = None
    """``None`` until geometry was checked."""
    inlier_share: float = 0.0
    """Inliers as a share of the key points of the view that has fewer."""

    @property
    def score(self) -> float:
        """Cosine, and what geometry adds."""
        return self.similarity + (0.0 if self.inliers is None else geometric_gain(self.inliers))

    @property
    def near_duplicate(self) -> bool:
        """Whether the two pictures are as good as the same drawing."""
        return (
            self.inliers is not None
            and self.inliers >= DUPLICATE_INLIERS
            and self.inlier_share >= DUPLICATE_SHARE
        )


@dataclass(frozen=True)
class RankedDesign:
    """A design with its meetings, one per query view, in query order."""

    design_id: str
    meetings: tuple[Meeting, ...]
    title_gain: float = 0.0
    """What the agreement of titles added (``title_agreement``)."""
    text_gain: float = 0.0
    """What the words asked for added (``preferences``)."""
    class_gain: float = 0.0
    feedback_gain: float = 0.0

    @property
    def score(self) -> float:
        """Mean over the query views of the nearest gallery view's score, and all gains."""
        seen = sum(one.score for one in self.meetings) / len(self.meetings)
        return seen + self.title_gain + self.text_gain + self.class_gain + self.feedback_gain

    @property
    def near_duplicate(self) -> bool:
        """Whether any view is as good as the same drawing."""
        return any(meeting.near_duplicate for meeting in self.meetings)

    def with_geometry(self, matches: Mapping[int, GeometricMatch]) -> RankedDesign:
        """With the geometry found, by query view."""
        return replace(
            self,
            meetings=tuple(
                replace(meeting, inliers=match.inliers, inlier_share=match.share)
                if (match := matches.get(meeting.query)) is not None
                else meeting
                for meeting in self.meetings
            ),
        )


def geometric_gain(inliers: int) -> float:
    """What agreeing key points add to a cosine: saturating, 0 up to chance, below the gain."""
    beyond = max(inliers - INLIERS_BY_CHANCE, 0)
    return RERANK_GAIN * beyond / (beyond + INLIERS_FOR_HALF)


def rank_designs(
    similarities: Floats, keys: NDArray[np.int64], owners: Sequence[str]
) -> list[RankedDesign]:
    """Designs by score, then identifier.

    ``similarities`` is (query views, gallery views); ``keys`` and ``owners`` name the gallery
    views' keys and designs.
    """
    columns: dict[str, list[int]] = {}
    for column, owner in enumerate(owners):
        columns.setdefault(owner, []).append(column)
    ranked = []
    for design_id, own in columns.items():
        block = similarities[:, own]
        nearest = block.argmax(axis=1)
        meetings = tuple(
            Meeting(query, int(keys[own[column]]), float(block[query, column]))
            for query, column in enumerate(nearest)
        )
        ranked.append(RankedDesign(design_id, meetings))
    return by_score(ranked)


def with_preferences(
    ranking: Sequence[RankedDesign],
    preferences: Preferences,
    titles: Mapping[str, str | None],
    classes: Mapping[str, str | None],
    feedback: Mapping[str, float],
) -> list[RankedDesign]:
    """The ranking with what preferences add; the mappings are by design identifier."""
    ids = [design.design_id for design in ranking]
    text = text_gains(preferences.terms, [titles.get(one) for one in ids])
    liked_classes = class_gains(preferences.locarno, [classes.get(one) for one in ids])
    return by_score(
        [
            replace(
                design,
                text_gain=float(text[i]),
                class_gain=float(liked_classes[i]),
                feedback_gain=feedback.get(design.design_id, 0.0),
            )
            for i, design in enumerate(ranking)
        ]
    )


def with_titles(
    ranking: Sequence[RankedDesign], titles: Mapping[str, str | None]
) -> list[RankedDesign]:
    """The ranking with what the agreement of titles adds; ``titles`` by design identifier."""
    if not ranking:
        return []
    scores = np.array([design.score for design in ranking], dtype=np.float32)
    gains = title_gains(scores, [titles.get(design.design_id) for design in ranking])
    return by_score(
        [
            replace(design, title_gain=float(gain))
            for design, gain in zip(ranking, gains, strict=True)
        ]
    )


def by_score(designs: Sequence[RankedDesign]) -> list[RankedDesign]:
    """Best first; equal scores (to nine digits) in order of the identifier."""
    return sorted(designs, key=lambda design: (-round(design.score, 9), design.design_id))

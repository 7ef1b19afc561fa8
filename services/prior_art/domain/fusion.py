"""Several ranked lists into one: weighted reciprocal ranks.

``score(d) = sum over lists of weight / (RANK_OFFSET + rank)`` (Cormack, Clarke, Büttcher, SIGIR
2009, with weights). The offset is small and a weak channel's weight is small, because that is what
the measurements ask for: with offset 60 and equal weights a weak dense channel costs up to 19
points of MRR (docs/prior-art.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.prior_art.domain.retrieval import Ranked

RANK_OFFSET = 5
STRONG_MARGIN = 1.2
"""A lexical first whose score is this many times the second's is strong."""


@dataclass(frozen=True)
class ChannelList:
    """What one channel answered to one sub-query."""

    channel: str
    """``lexical`` or ``dense``."""
    weight: float
    ranked: Sequence[Ranked]

    @property
    def strong_first(self) -> str | None:
        """The first document if nothing else comes near it."""
        if not self.ranked or self.channel != "lexical":
            return None
        if len(self.ranked) > 1 and self.ranked[0].score < STRONG_MARGIN * self.ranked[1].score:
            return None
        return self.ranked[0].key


@dataclass(frozen=True)
class Fused:
    """One document after fusion."""

    key: str
    score: float
    channels: dict[str, int]
    """Best rank in each channel that found it."""
    passage: int | None
    """Nearest passage by the dense channel."""


def fuse(lists: Sequence[ChannelList], limit: int) -> list[Fused]:
    """The best ``limit`` documents over all lists; ties are ordered by key.

    Never buries a strong lexical first: each of them keeps a place among the first n, n being
    the number of different strong firsts.
    """
    scores: dict[str, float] = {}
    channels: dict[str, dict[str, int]] = {}
    nearest: dict[str, tuple[float, int]] = {}
    for one in lists:
        for rank, hit in enumerate(one.ranked, start=1):
            scores[hit.key] = scores.get(hit.key, 0.0) + one.weight / (RANK_OFFSET + rank)
            ranks = channels.setdefault(hit.key, {})
            ranks[one.channel] = min(rank, ranks.get(one.channel, rank))
            if hit.passage is not None:
                best = nearest.get(hit.key)
                if best is None or hit.score > best[0]:
                    nearest[hit.key] = (hit.score, hit.passage)
    strong = {one.strong_first for one in lists if one.strong_first is not None}
    # Rounded, so that the order of summation cannot decide a tie.
    order = sorted(scores, key=lambda key: (key not in strong, -round(scores[key], 9), key))
    return [
        Fused(
            key=key,
            score=round(scores[key], 9),
            channels=channels[key],
            passage=nearest[key][1] if key in nearest else None,
        )
        for key in order[:limit]
    ]

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
"""A first whose score is this many times the second's is strong."""
STRONG_PLACES = 10
"""Among so many firsts a strong dense first is kept; a strong lexical one leads."""


@dataclass(frozen=True)
class ChannelList:
    """What one channel answered to one sub-query."""

    channel: str
    """``lexical`` or ``dense``."""
    weight: float
    ranked: Sequence[Ranked]
    whole: bool = True
    """Answers a whole question, not an element of it: its strong first may not be buried."""

    @property
    def strong_first(self) -> str | None:
        """The first document if nothing else comes near it."""
        if not self.ranked or not self.whole:
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

    Never buries a strong first: each lexical one keeps a place among the first n, n being the
    number of different ones, and a dense one a place among the first ``STRONG_PLACES``. Lists with
    a negative weight move documents down and bring none in.
    """
    scores: dict[str, float] = {}
    channels: dict[str, dict[str, int]] = {}
    nearest: dict[str, tuple[float, int]] = {}
    for one in sorted(lists, key=lambda each: each.weight < 0):
        for rank, hit in enumerate(one.ranked, start=1):
            if one.weight < 0 and hit.key not in scores:
                continue
            scores[hit.key] = scores.get(hit.key, 0.0) + one.weight / (RANK_OFFSET + rank)
            if one.weight < 0:
                continue
            ranks = channels.setdefault(hit.key, {})
            ranks[one.channel] = min(rank, ranks.get(one.channel, rank))
            if hit.passage is not None:
                best = nearest.get(hit.key)
                if best is None or hit.score > best[0]:
                    nearest[hit.key] = (hit.score, hit.passage)
    strong = _strong_firsts(lists, "lexical")
    # Rounded, so that the order of summation cannot decide a tie.
    order = sorted(scores, key=lambda key: (key not in strong, -round(scores[key], 9), key))
    for key in sorted(_strong_firsts(lists, "dense") - set(order[:STRONG_PLACES])):
        order.remove(key)
        order.insert(STRONG_PLACES - 1, key)
    return [
        Fused(
            key=key,
            score=round(scores[key], 9),
            channels=channels[key],
            passage=nearest[key][1] if key in nearest else None,
        )
        for key in order[:limit]
    ]


def _strong_firsts(lists: Sequence[ChannelList], channel: str) -> set[str]:
    firsts = (one.strong_first for one in lists if one.channel == channel and one.weight > 0)
    return {key for key in firsts if key is not None}

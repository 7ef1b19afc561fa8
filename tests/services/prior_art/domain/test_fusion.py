"""Weighted reciprocal ranks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.prior_art.domain.fusion import ChannelList, fuse
from services.prior_art.domain.retrieval import Ranked


def ranked(*keys: str, top: float = 10.0) -> list[Ranked]:
    return [Ranked(key, top - i) for i, key in enumerate(keys)]


def test_agreement_wins_and_ranks_are_told() -> None:
    lists = [
        ChannelList("lexical", 1.0, ranked("a", "b", "c")),
        ChannelList("dense", 0.5, ranked("b", "d")),
    ]
    fused = fuse(lists, 10)
    assert [one.key for one in fused] == ["b", "a", "c", "d"]
    assert fused[0].channels == {"lexical": 2, "dense": 1}


def test_ties_are_ordered_by_key() -> None:
    lists = [ChannelList("dense", 1.0, ranked("z")), ChannelList("dense", 1.0, ranked("a"))]
    assert [one.key for one in fuse(lists, 10)] == ["a", "z"]


def test_a_strong_lexical_first_is_never_buried() -> None:
    strong = [Ranked("exact", 30.0), Ranked("b", 10.0), Ranked("c", 9.0)]
    weak = ranked("b", "c", "d")
    lists = [
        ChannelList("lexical", 1.0, strong),
        *(ChannelList("dense", 5.0, weak) for _ in range(5)),
    ]
    assert fuse(lists, 10)[0].key == "exact"


def test_the_nearest_passage_is_that_of_the_best_score() -> None:
    lists = [
        ChannelList("dense", 1.0, [Ranked("a", 0.2, passage=1)]),
        ChannelList("dense", 1.0, [Ranked("a", 0.9, passage=4)]),
    ]
    assert fuse(lists, 1)[0].passage == 4


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10), min_size=1, max_size=4
    )
)
def test_order_of_the_lists_does_not_matter(keys: list[list[str]]) -> None:
    lists = [ChannelList("lexical", 1.0, ranked(*part)) for part in keys]
    assert fuse(lists, 5) == fuse(lists[::-1], 5)
    assert len(fuse(lists, 5)) <= 5

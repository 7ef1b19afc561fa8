"""Weighted reciprocal ranks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.prior_art.domain.fusion import STRONG_PLACES, ChannelList, fuse
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


def test_a_strong_dense_first_keeps_a_place_among_the_first_ten() -> None:
    many = [f"k{i:02d}" for i in range(30)]
    strong = [Ranked("meant", 0.9), Ranked("k05", 0.5)]
    lists = [ChannelList("lexical", 1.0, ranked(*many)), ChannelList("dense", 0.01, strong)]
    order = [one.key for one in fuse(lists, 30)]
    assert order.index("meant") == STRONG_PLACES - 1
    # An element's first answers part of the question only.
    parts = [lists[0], ChannelList("dense", 0.01, strong, whole=False)]
    assert [one.key for one in fuse(parts, 40)].index("meant") > STRONG_PLACES


def test_what_is_like_an_irrelevant_document_moves_down_and_never_in() -> None:
    lists = [
        ChannelList("lexical", -0.5, ranked("a", "x")),
        ChannelList("lexical", 1.0, ranked("a", "b")),
    ]
    assert [one.key for one in fuse(lists, 10)] == ["b", "a"]
    assert fuse(lists, 10)[1].channels == {"lexical": 1}


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

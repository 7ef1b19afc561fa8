"""Terms and their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.prior_art.domain.analysis import is_single_character, located_terms, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水泵壳", ["水", "水泵", "泵", "泵壳", "壳"]),
        ("Water Pumps", ["water", "pump"]),
        ("batteries boxes gas glass bus", ["battery", "boxe", "gas", "glass", "bus"]),
        ("ＬＥＤ灯１２Ｖ", ["led", "灯", "12v"]),
        ("café naïve", ["cafe", "naive"]),
        ("ガラス", ["ガ", "ガラ", "ラ", "ラス", "ス"]),
        ("10μm 的孔", ["10μm", "的", "的孔", "孔"]),
        ("，。！—— ()", []),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_places_are_code_points_of_the_original() -> None:
    text = "采用Ｐｕｍｐｓ和ﬁlter"
    marked = {term.text: text[term.start : term.end] for term in located_terms(text)}
    assert marked["pump"] == "Ｐｕｍｐｓ"
    assert marked["采用"] == "采用"
    assert marked["filter"] == "ﬁlter"


@given(st.text(max_size=200))
def test_both_ways_agree_and_places_lie_in_the_text(text: str) -> None:
    located = list(located_terms(text))
    assert [term.text for term in located] == terms(text)
    for term in located:
        assert 0 <= term.start < term.end <= len(text)
        assert term.text
        assert not any(character.isspace() for character in term.text)


def test_single_characters() -> None:
    assert is_single_character("水")
    assert not is_single_character("水泵")
    assert not is_single_character("a")

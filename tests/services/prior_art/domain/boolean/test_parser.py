"""Boolean queries are read as documented, and errors point at the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.prior_art.domain.boolean.parser import parse
from services.prior_art.domain.errors import InvalidQueryError


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("水泵", "水泵"),
        ("水泵 壳体", "(水泵 AND 壳体)"),
        ("a1 OR b1 AND c1", "(a1 OR (b1 AND c1))"),
        ("NOT a1 AND b1", "((NOT a1) AND b1)"),
        ("a1 NEAR b1", "(a1 NEAR/5 b1)"),
        ("a1 adj/2 b1 s c1", "((a1 ADJ/2 b1) S c1)"),
        ("a1 P (b1 OR c1)", "(a1 P (b1 OR c1))"),
        ('TI,AB=(水泵 OR "ball bearing")', '(TI,AB=水泵 OR TI,AB="ball bearing")'),
        ("（水泵　ＡＮＤ　壳体）", "(水泵 AND 壳体)"),
        ("IPC=A01B*", 'IPC="A01B"'),
        ('CPC="Y02E 10/50"', 'CPC="Y02E 10/50"'),
        ("PD=2020", "(PD>=2020-01-01 AND PD<2021-01-01)"),
        ("PD=2020-12", "(PD>=2020-12-01 AND PD<2021-01-01)"),
        ("AD<=20200229", "AD<2020-03-01"),
        ("PD=2020年1月", None),
        ("PN=CN1042*", "PN=CN1042*"),
        ("PA=(华为 OR 中兴)", "(PA=华为 OR PA=中兴)"),
        ('"and" OR "near"', '("and" OR "near")'),
        ("sand AND sport", "(sand AND sport)"),
    ],
)
def test_understood(query: str, understood: str | None) -> None:
    if understood is None:
        with pytest.raises(InvalidQueryError):
            parse(query)
    else:
        assert str(parse(query)) == understood


@pytest.mark.parametrize(
    ("query", "character"),
    [
        ("", 1),
        ("水泵 AND", 7),
        ("OR 水泵", 1),
        ("(水泵 OR 壳体", 1),
        ("水泵) OR", 3),
        ('水泵 "壳体', 4),
        ("TI=", 4),
        ("XX=水泵", 1),
        ("TI>水泵", 1),
        ("PA>水泵", 1),
        ("PD=20201301", 4),
        ("PD=abc", 4),
        ("IPC=水泵", 5),
        ("水泵 NEAR/3 (壳体 AND 电机)", 11),
        ("水泵 S IPC=A01B", 6),
        ("水泵 AND a*", 8),
        ("TI,PA=x1", 1),
        ("，。", 1),
        ("水泵 = 3", 4),
        ("()", 2),
        ("(" * 40 + "水", 31),
    ],
)
def test_error_points_at_the_character(query: str, character: int) -> None:
    with pytest.raises(InvalidQueryError) as caught:
        parse(query)
    assert f"character {character}:" in caught.value.en
    assert f"第 {character} 个字符" in caught.value.zh
    assert caught.value.pointer == "#/boolean"
    assert "水泵" not in caught.value.en  # queries are secret


@given(st.text(alphabet='水泵 ab()"*?=/NEARDJORTSPIC<>1,', max_size=60))
@hypothesis_settings(max_examples=400, deadline=None)
def test_anything_is_read_or_refused(query: str) -> None:
    try:
        understood = str(parse(query))
    except InvalidQueryError:
        return
    assert str(parse(understood)) == understood

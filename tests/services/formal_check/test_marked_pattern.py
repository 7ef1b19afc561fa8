"""Marks only spare time: no match of a pattern is without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.formal_check.domain.marked_pattern import MarkedPattern
from services.formal_check.domain.names import TRADE_MARKS
from services.formal_check.domain.wording import WORD_LISTS

PATTERNS = (
    *(one.pattern for one in WORD_LISTS.values() if isinstance(one.pattern, MarkedPattern)),
    TRADE_MARKS,
)


@pytest.mark.parametrize("marked", PATTERNS, ids=lambda marked: marked.pattern.pattern[:12])
@given(st.data())
def test_every_match_has_a_mark(marked: MarkedPattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(marked.pattern))
    for match in marked.pattern.finditer(text):
        assert marked.is_marked(match.group())
    assert list(map(str, marked.finditer(text))) == list(map(str, marked.pattern.finditer(text)))


def test_a_text_without_marks_is_not_searched() -> None:
    marked = MarkedPattern("a+b", marks="ab")
    assert marked.search("aac") is None
    found = marked.search("xaab")
    assert found is not None
    assert found.span() == (1, 4)
    assert [match.group() for match in marked.finditer("ab aab")] == ["ab", "aab"]

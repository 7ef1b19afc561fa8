"""Source maps: from a unit's text to places in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.source import SourceMap, TextUnit

#       0         10        20
FILE = "<p>甲乙<br/>\n丙&lt;丁</p>"
UNIT = TextUnit(
    id="p1",
    text="甲乙丙<丁",
    source=SourceMap(
        file="a.xml",
        element="/p",
        text_starts=(0, 2, 3, 4),
        file_starts=(3, 11, 12, 16),
        file_ends=(5, 12, 16, 17),
    ),
)


@pytest.mark.parametrize(
    ("start", "end", "cut"),
    [
        (0, 2, "甲乙"),
        (1, 2, "乙"),
        (1, 3, "乙<br/>\n丙"),
        (3, 4, "&lt;"),
        (2, 5, "丙&lt;丁"),
    ],
)
def test_ranges_cover_exactly(start: int, end: int, cut: str) -> None:
    place = UNIT.locate(start, end)
    assert place.start is not None
    assert FILE[place.start : place.end] == cut
    assert place.text == UNIT.text[start:end]
    assert (place.file, place.element, place.unit) == ("a.xml", "/p", "p1")


def test_empty_ranges_are_places() -> None:
    assert UNIT.locate(1, 1).start == UNIT.locate(1, 1).end == 4
    assert UNIT.locate(5, 5).start == 17


def test_characters_added_by_the_reader_have_no_range() -> None:
    unit = TextUnit(
        id="x",
        text="a b",
        source=SourceMap(
            file="f", text_starts=(0, 1, 2), file_starts=(0, 1, 2), file_ends=(1, 1, 3)
        ),
    )
    assert unit.locate(1, 2).start is None
    assert (unit.locate(0, 3).start, unit.locate(0, 3).end) == (0, 3)


def test_a_unit_without_source_still_quotes() -> None:
    place = TextUnit(id="x", text="abc").locate(1, 2)
    assert (place.file, place.start, place.text, place.unit_start) == ("", None, "b", 1)


def test_arrays_must_be_parallel() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        SourceMap(file="f", text_starts=(0,), file_starts=(), file_ends=())


@given(
    pieces=st.lists(
        st.tuples(st.text("ab", min_size=1, max_size=5), st.text("<>", max_size=3)), min_size=1
    ),
    data=st.data(),
)
def test_any_range_of_plain_runs_is_exact(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    text, file = "", ""
    starts: list[tuple[int, int, int]] = []
    for kept, noise in pieces:
        starts.append((len(text), len(file), len(file) + len(kept)))
        text += kept
        file += kept + noise
    columns = tuple(zip(*starts, strict=True))
    source = SourceMap(
        file="f", text_starts=columns[0], file_starts=columns[1], file_ends=columns[2]
    )
    unit = TextUnit(id="u", text=text, source=source)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = unit.locate(start, end)
    assert place.start is not None
    assert place.end is not None
    assert file[place.start : place.end].translate({60: None, 62: None}) == text[start:end]


def test_what_the_reader_added_is_not_quoted() -> None:
    # "宽度" and "10mm" are cells; the reader put a space between them.
    unit = TextUnit(
        id="t",
        text="宽度 10mm",
        source=SourceMap(
            file="a.xml",
            text_starts=(0, 2, 3),
            file_starts=(7, 9, 24),
            file_ends=(9, 9, 28),
        ),
    )
    assert unit.locate().text == "宽度10mm"
    assert unit.locate(1, 4).text == "度1"
    assert unit.locate(3).text == "10mm"

"""Numbers that Word counts."""

from __future__ import annotations

import pytest

from shared.formats.docx_numbering import Numbering
from shared.formats.limits import ReadLimits
from shared.formats.xml_text import parse_xml


def numbering(levels: str, override: str = "") -> Numbering:
    xml = (
        f"<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
        f"<w:num w:numId='2'><w:abstractNumId w:val='1'/>{override}</w:num></w:numbering>"
    )
    return Numbering.of(parse_xml(xml.encode(), "numbering.xml", ReadLimits()).root)


def level(place: int, number_format: str, text: str, start: int = 1) -> str:
    return (
        f"<w:lvl w:ilvl='{place}'><w:start w:val='{start}'/><w:numFmt w:val='{number_format}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("decimal", ["9.", "10.", "11."]),
        ("decimalZero", ["09.", "10.", "11."]),
        ("decimalFullWidth", ["９.", "１０.", "１１."]),
        ("chineseCounting", ["九.", "十.", "十一."]),
        ("lowerLetter", ["i.", "j.", "k."]),
        ("upperRoman", ["IX.", "X.", "XI."]),
        ("bullet", ["", "", ""]),
    ],
)
def test_formats(number_format: str, shown: list[str]) -> None:
    counter = numbering(level(0, number_format, "%1.", start=9))
    assert [counter.next("1", 0) for _ in range(3)] == shown


def test_levels_begin_again_below_a_higher_one() -> None:
    counter = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"))
    places = [0, 1, 1, 0, 1]
    assert [counter.next("1", place) for place in places] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_lists_share_a_definition_unless_they_start_again() -> None:
    again = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    counter = numbering(level(0, "decimal", "%1."), again)
    assert [counter.next("1", 0), counter.next("1", 0), counter.next("2", 0)] == ["1.", "2.", "1."]
    going_on = numbering(level(0, "decimal", "%1."))
    assert [going_on.next("1", 0), going_on.next("2", 0)] == ["1.", "2."]


def test_unknown_lists_show_nothing() -> None:
    counter = numbering(level(0, "decimal", "%1."))
    assert counter.next("9", 0) == ""
    assert counter.next("1", 12) == ""
    assert Numbering.of(None).next("1", 0) == ""

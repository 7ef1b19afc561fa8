"""Units: typesetting removed, every character mapped."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.formats.limits import ReadLimits
from shared.formats.text_units import unit_of, without_prefix
from shared.formats.xml_text import parse_xml, plain_text
from shared.model.source import TextUnit


def unit(markup: str, language: str = "zh") -> tuple[str, TextUnit]:
    source = f"<p>{markup}</p>"
    document = parse_xml(source.encode(), "a.xml", ReadLimits())
    return source, unit_of(document.root, unit="p1", file="a.xml", language=language)


def check(source: str, made: TextUnit) -> None:
    """The invariant, for every part of a unit."""
    length = len(made.text)
    for start in range(length):
        for end in range(start + 1, length + 1):
            place = made.locate(start, end)
            cut = "" if place.start is None else plain_text(source[place.start : place.end])
            assert "".join(cut.split()) == "".join(made.text[start:end].split())


@pytest.mark.parametrize(
    ("markup", "language", "text"),
    [
        ("称量料<br/>\n罐的出口<br/>\n", "zh", "称量料罐的出口"),
        ("高炉<br/>\n\t\t\t<!-- 1 -->\n\t\t<pb pnum='1'/>\n炉顶", "zh", "高炉炉顶"),
        ("更特\n\t\t<br/>别地", "zh", "更特别地"),
        ("约100\n\t\t<br/>nM之间", "zh", "约100nM之间"),
        ("具有SEQ\n\t\t<br/>ID NO：1", "zh", "具有SEQ ID NO：1"),
        ("N<sub>2</sub>和Nm<sup>3</sup>", "zh", "N2和Nm3"),
        ("a  b　c", "zh", "a  b　c"),
        ("図面の\n  簡単な", "ja", "図面の簡単な"),
        ("a gas\n  turbine<br/>engine", "en", "a gas turbine engine"),
        (
            "Stop.<claim-text>a first</claim-text>\n <claim-text>a second</claim-text>",
            "en",
            "Stop.\na first\na second",
        ),
        (
            "包括：<claim-text>甲；</claim-text><claim-text>乙。</claim-text>",
            "zh",
            "包括：\n甲；\n乙。",
        ),
        ("&lt;5&#x3001;&amp;", "zh", "<5、&"),
        ("<![CDATA[a<b]]>", "zh", "a<b"),
        ("甲\r\n乙", "zh", "甲乙"),
        (" \n ", "zh", ""),
        ("", "zh", ""),
    ],
)
def test_what_becomes_of_white_space(markup: str, language: str, text: str) -> None:
    source, made = unit(markup, language)
    assert made.text == text
    if "CDATA" not in markup:
        check(source, made)


def test_picture_stands_between_two_characters() -> None:
    source, made = unit("通过“\n      <img file='a.tif'/>”字型")
    assert made.text == "通过“”字型"
    (picture,) = made.inline_objects
    assert (picture.kind, picture.offset, picture.file) == ("image", 3, "a.tif")
    assert picture.location is not None
    assert source[picture.location.start : picture.location.end] == "<img file='a.tif'/>"


def test_table_is_lines_and_cells_and_knows_its_part() -> None:
    source, made = unit(
        "如下：<tables><table><row><entry>甲</entry><entry>1</entry></row>\n"
        "<row><entry>乙</entry><entry>2</entry></row></table></tables>其中"
    )
    assert made.text == "如下：\n甲 1\n乙 2\n其中"
    (table,) = made.inline_objects
    assert table.kind == "table"
    assert table.location is not None
    assert table.location.text == "甲 1\n乙 2"
    assert made.text[table.location.unit_start : table.location.unit_end] == table.location.text
    check(source, made)


@pytest.mark.parametrize(
    "markup",
    [
        "<maths><math><mi>x</mi><mo>=</mo><mn>1</mn></math></maths>",
        "<MathDetails>\n <MathText><![CDATA[ <math><mfenced open='['><mi>x</mi></mfenced><mo>=</mo>"
        "<mn>1</mn></math> ]]></MathText></MathDetails>",
    ],
)
def test_formula_as_elements_or_as_text(markup: str) -> None:
    source, made = unit(f"令{markup}成立")
    assert made.text == "令x=1成立"
    assert made.inline_objects[0].kind == "mathematics"
    assert made.inline_objects[0].offset == 1
    check(source, made)


def test_references_inside_a_formula_kept_as_text() -> None:
    source, made = unit("令<math><![CDATA[<mi>&pi;</mi><mi>r</mi>]]></math>")
    assert made.text == "令πr"
    check(source, made)


def test_prefix_is_cut_from_text_map_and_objects() -> None:
    source, made = unit("1. 一种<b>装置</b><img file='x'/>。")
    rest = without_prefix(made, 2)
    assert rest.text == "一种装置。"
    assert rest.inline_objects[0].offset == 4
    check(source, rest)


def test_objects_at_both_ends() -> None:
    _, made = unit("<img file='1'/>甲<img file='2'/>")
    assert [item.offset for item in made.inline_objects] == [0, 1]
    _, alone = unit("<img file='1'/>")
    assert (alone.text, alone.inline_objects[0].offset) == ("", 0)


_TEXT = st.text(alphabet="甲乙ab1 \n\t。<&\u3000\xa0𠮷", max_size=6)
_LEAF = st.one_of(
    _TEXT.map(escape),
    st.sampled_from(["<br/>", "<br/>\n", "<img file='a'/>", "<!-- c -->", "&#x4e2d;", "&lt;"]),
)
_MARKUP = st.recursive(
    _LEAF,
    lambda inner: st.tuples(
        st.sampled_from(["b", "sub", "claim-text", "row", "entry", "tables", "maths", "u"]),
        st.lists(inner, max_size=4),
    ).map(lambda item: f"<{item[0]}>{''.join(item[1])}</{item[0]}>"),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_MARKUP, max_size=6).map("".join), st.sampled_from(["zh", "ja", "en"]))
def test_invariant_for_any_markup(markup: str, language: str) -> None:
    source, made = unit(markup, language)
    check(source, made)
    assert made.text == made.text.strip()
    everything = "".join(plain_text(source).split())
    assert "".join(made.text.split()) == everything
    for item in made.inline_objects:
        assert 0 <= item.offset <= len(made.text)
    cut = without_prefix(made, min(3, len(made.text)))
    check(source, cut)

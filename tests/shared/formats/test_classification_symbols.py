"""Dates and classification symbols in every layout that offices use."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.formats.classification_symbols import (
    ipc_from_text,
    ipc_symbol,
    ipc_to_st8,
    locarno_from_text,
    uspc_from_text,
)
from shared.formats.dates import read_date
from shared.model.classification import Classification, ClassificationScheme


@pytest.mark.parametrize(
    ("text", "symbol", "edition", "main"),
    [
        ("H04N   1/40        20060101AFI20051109BH", "H04N 1/40", "2006.01", True),
        ("G05B  19/418       20060101ALI20211129BH", "G05B 19/418", "2006.01", False),
        ("A01B 1/02 (2006.01)I", "A01B 1/02", "2006.01", False),
        ("A01K63/04（2006.01）I", "A01K 63/04", "2006.01", False),
        ("C12N001/20", "C12N 1/20", None, False),
        ("H03M 1300", "H03M 13/00", None, False),
        ("C12Q  168", "C12Q 1/68", None, False),
        ("a61k", "A61K", None, False),
    ],
)
def test_ipc(text: str, symbol: str, edition: str | None, main: bool) -> None:
    read = ipc_from_text(text)
    assert read is not None
    assert (read.symbol, read.edition, read.main) == (symbol, edition, main)


@pytest.mark.parametrize("text", ["", "水杯", "4K001", "A01B tools", "Z01B 1/02"])
def test_no_ipc(text: str) -> None:
    assert ipc_from_text(text) is None


@given(
    st.sampled_from("ABCDEFGH"),
    st.integers(1, 99),
    st.sampled_from("BKNX"),
    st.integers(1, 9999),
    st.integers(0, 999999).map(lambda number: f"{number:02d}"),
    st.sampled_from([None, "2006.01", "2024.01"]),
    st.booleans(),
)
def test_st8_columns_are_read_back(
    section: str, number: int, subclass: str, group: int, subgroup: str, edition: str | None,
    main: bool,
) -> None:  # fmt: skip
    symbol = Classification(
        scheme=ClassificationScheme.IPC,
        symbol=ipc_symbol(section, str(number), subclass, str(group), subgroup),
        edition=edition,
        main=main,
    )
    text = ipc_to_st8(symbol)
    assert ipc_from_text(text) == symbol
    assert text[8] == "/"
    assert text[28] == ("F" if main else "L")


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("463 16", "463/16"),
        ("D28 47", "D28/47"),
        ("D 1101", "D1/101"),
        ("D 9714", "D9/714"),
        ("435252100", "435/252.1"),
        ("435325000", "435/325"),
        ("536 18.1", "536/18.1"),
        ("  2161.7", "2/161.7"),
        ("435/252.1", "435/252.1"),
        ("435  6", "435/6"),
    ],
)
def test_us_classes_stand_in_columns(text: str, symbol: str) -> None:
    read = uspc_from_text(text)
    assert read is not None
    assert read.symbol == symbol


@pytest.mark.parametrize("text", ["", "435", "   "])
def test_no_us_class(text: str) -> None:
    assert uspc_from_text(text) is None


@pytest.mark.parametrize("text", ["2803", "28-03", "LOC (13) Cl. 28-03"])
def test_locarno(text: str) -> None:
    read = locarno_from_text(text, edition="13", main=True)
    assert read is not None
    assert (read.symbol, read.edition, read.main) == ("28-03", "13", True)


@pytest.mark.parametrize(
    "text", ["20210218", "2021-02-18", "2021.2.18", "2021/02/18", "2021年2月18日", " 20210218 "]
)
def test_dates(text: str) -> None:
    assert read_date(text) == date(2021, 2, 18)


@pytest.mark.parametrize("text", [None, "", "19840500", "20230229", "2021", "00000000", "soon"])
def test_no_full_date(text: str | None) -> None:
    assert read_date(text) is None

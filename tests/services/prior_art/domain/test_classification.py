"""IPC symbols at every level."""

from __future__ import annotations

from itertools import pairwise

import pytest

from services.prior_art.domain.classification import ipc_filter_terms, ipc_levels
from services.prior_art.domain.errors import InvalidQueryError


@pytest.mark.parametrize(
    ("symbol", "lowest"),
    [
        ("A", "A"),
        ("a01", "A01"),
        ("A01B", "A01B"),
        ("A01B 1/02", "A01B 1/02"),
        ("A01B1/02", "A01B 1/02"),
        ("A01B 1/00", "A01B 1"),
        ("A01B 1", "A01B 1"),
        ("Ａ０１Ｂ　１／０２", "A01B 1/02"),
        ("H04Q3/00(2006.01)I", "H04Q 3"),
        ("A01B 0001/02", "A01B 1/02"),
    ],
)
def test_levels(symbol: str, lowest: str) -> None:
    levels = ipc_levels(symbol)
    assert levels[-1] == lowest
    assert all(lower.startswith(upper) for upper, lower in pairwise(levels))


@pytest.mark.parametrize("symbol", ["", "I01B", "A1", "A01B/02", "06-01", "A01B 1/02/03", "水"])
def test_what_is_no_symbol_is_told_with_its_place(symbol: str) -> None:
    with pytest.raises(InvalidQueryError) as told:
        ipc_filter_terms(["A01B", symbol])
    assert told.value.pointer == "#/filter/ipc/1"

"""Provisions as parties write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.facts.provision import CitedProvision, Statute, parse_provision

LAW, RULES = Statute.LAW, Statute.RULES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("专利法第二十二条第三款", CitedProvision(LAW, 22, 3)),
        ("不符合专利法第二十二条", CitedProvision(LAW, 22)),
        ("法22.3", CitedProvision(LAW, 22, 3)),
        ("第26条第4款", CitedProvision(LAW, 26, 4)),
        ("《专利法》第二十五条第一款第（二）项", CitedProvision(LAW, 25, 1, 2)),
        ("Ａ２６．４", CitedProvision(LAW, 26, 4)),
        ("中华人民共和国专利法实施细则第一百零三条", CitedProvision(RULES, 103)),
        ("细则49.1", CitedProvision(RULES, 49, 1)),
        ("R11", CitedProvision(RULES, 11)),
        ("创造性", None),
        ("法26.3、26.4", None),
        ("商标法第十条", None),
        ("", None),
    ],
)
def test_parse_provision(text: str, expected: CitedProvision | None) -> None:
    assert parse_provision(text) == expected


def test_as_an_examiner_writes_it() -> None:
    assert CitedProvision(LAW, 25, 1, 2).zh == "专利法第25条第1款第(2)项"
    assert CitedProvision(RULES, 49, 1).en == "Rule 49(1)"


@given(st.text(alphabet="专利法实施细则第条款项零一二十百0123456789.()AR", max_size=80))
def test_never_raises(text: str) -> None:
    parse_provision(text)

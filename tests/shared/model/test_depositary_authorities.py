"""International depositary authorities by acronym and name."""

from __future__ import annotations

import pytest

from shared.model.depositary_authorities import depositary_code, has_acronym


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CGMCC", "CGMCC"),
        ("ATCC No. 1234", "ATCC"),
        ("中国典型培养物保藏中心", "CCTCC"),
        ("广东省微生物菌种保藏中心（ＧＤＭＣＣ）", "GDMCC"),
        ("Deutsche Sammlung von Mikroorganismen und Zellkulturen GmbH", "DSMZ"),
        ("CM-CNRG", "CM-CNRG"),
        ("某大学菌种库", None),
        ("XYZCC", None),
        ("", None),
    ],
)
def test_depositary_code(text: str, code: str | None) -> None:
    assert depositary_code(text) == code


def test_acronyms() -> None:
    assert has_acronym("示例保藏中心（XYZCC）")
    assert not has_acronym("某大学菌种库")

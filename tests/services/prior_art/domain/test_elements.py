"""Claims taken apart: verbatim, with places, through dependencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.prior_art.domain.elements import elements_of
from shared.formats import read_path
from tests.services.prior_art.filings import application


def test_elements_are_verbatim_and_inherited() -> None:
    filed = application()
    first, second, third = elements_of(filed)
    assert [one.preamble for one in first.own] == [True, False, False, False]
    assert first.own[0].text == "一种灌溉水泵，包括壳体和叶轮"
    assert (second.through, third.through) == ((1,), (1, 2))
    assert [one.id for one in third.elements] == ["1.1", "1.2", "1.3", "1.4", "2.1", "3.1"]
    for claim, taken in zip(filed.claims or (), (first, second, third), strict=True):
        for element in taken.own:
            assert claim.unit.text[element.start : element.end] == element.text


def test_a_long_chain_of_commas_is_divided() -> None:
    text = (
        "一种播种机，其特征在于，包括机架和设在机架上的种箱，所述种箱的下方设有排种器，"
        "所述排种器由伺服电机驱动，所述机架的后部铰接有覆土轮。"
    )
    (claim,) = elements_of(application(claims=(text,)))
    assert [one.text for one in claim.own][1:] == [
        "包括机架和设在机架上的种箱",
        "所述种箱的下方设有排种器",
        "所述排种器由伺服电机驱动",
        "所述机架的后部铰接有覆土轮",
    ]


def test_circular_and_missing_references_end() -> None:
    claims = (
        "根据权利要求2所述的水泵，其特征在于：甲。",
        "根据权利要求1所述的水泵，其特征在于：乙。",
    )
    first, second = elements_of(application(claims=claims))
    assert len(first.elements) + len(second.elements) <= 4
    (alone,) = elements_of(application(claims=("根据权利要求9所述的水泵，其特征在于：甲。",)))
    assert alone.through == ()


def test_real_claims_lose_no_character(data_dir: Path) -> None:
    packages = sorted((data_dir / "cnipa-efiling").iterdir())
    if not packages:
        pytest.skip("no packages")
    for package in packages:
        filed = read_path(package).case_file.application
        texts = {one.number: one.unit.text for one in filed.claims or ()}
        for claim in elements_of(filed):
            assert claim.own, package.name
            ends = [0, *(one.end for one in claim.own)]
            assert ends == sorted(ends)
            for one in claim.own:
                assert texts[claim.number][one.start : one.end] == one.text

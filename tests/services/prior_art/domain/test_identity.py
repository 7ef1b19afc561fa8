"""Numbers of the same paper in different spellings."""

from __future__ import annotations

import pytest

from services.prior_art.domain.identity import application_id


@pytest.mark.parametrize(
    "text",
    ["201410408762.5", "CN201410408762.5", "ZL201410408762.5", "2014104087625", "201410408762"],
)
def test_spellings_of_a_chinese_number(text: str) -> None:
    assert application_id("CN", text) == "CN201410408762"


def test_other_offices_and_none() -> None:
    assert application_id("US", "12/345,678") == "US12345678"
    assert application_id("EP", "EP12345678.9") == "EP12345678"
    assert application_id("CN", "CN85105156") == application_id("CN", "85105156.3")
    assert application_id("CN", None) is None
    assert application_id("CN", " ") is None

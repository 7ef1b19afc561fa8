"""Whether a part is in Chinese, and what follows for rules that read Chinese."""

from __future__ import annotations

from datetime import date

import pytest

from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.script import is_foreign
from services.formal_check.engines.case_builder import build_case
from shared.contracts.formal_check import Outcome

ENGLISH = "The device has a body and a cover that is hinged to the body."


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (ENGLISH, True),
        (
            "蓋体はヒンジによって本体に取り付けられ、開閉することができるように構成されています。"
            * 2,
            True,
        ),
        (
            "所述装置包括本体和盖体，盖体铰接于本体上，便于清洗，SEQ ID NO: 1如序列表所示。" * 2,
            False,
        ),
        ("C6H12O6", False),
    ],
)
def test_is_foreign(text: str, *, foreign: bool) -> None:
    assert is_foreign([text]) is foreign


def test_a_foreign_description_is_one_finding() -> None:
    built = build_case(
        {
            "kind": "invention",
            "claims": ["1. 一种货架，包括立柱(1)、横梁(2)和底座(3)。"],
            "description": ["# 技术领域", ENGLISH, "# 具体实施方式", ENGLISH],
        }
    )
    profile = choose_profile(built.case_file, date(2026, 3, 2))
    result = check(built.case_file, rule_book(), profile)
    outcomes = {one.code: one.outcome for one in result.outcomes}
    assert outcomes["CN-ACC-004"] is Outcome.FAIL
    assert outcomes["CN-CLM-020"] is Outcome.NOT_CHECKED
    assert outcomes["CN-CLM-002"] is Outcome.PASS

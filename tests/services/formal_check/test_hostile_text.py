"""No text makes a rule crash or take long; places always lie in the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case

AS_OF = date(2026, 3, 2)
PIECES = st.sampled_from(
    [
        *(
            "图",
            "图1",
            "图1至图999",
            "权利要求",
            "权利要求1-999",
            "或",
            "和",
            "、",
            "，",
            "。",
            "；",
        ),
        *("（", "）", "(", ")", "[0001]", "所述", "该", "其特征在于", "一种", "装置", "方法", "等"),
        *("约", "例如", "123", "1.5", "英寸", "mm", "℃", "专利", "公开了", "本发明", "实用新型"),
        *("裝置", "？？", "XXX", "TODO", "支架3", "支架(3)", "3", "a", "A1b", "\n", " ", "　"),
        *("\ue000", "\u0000", "𠀀"),
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join)


def _check(text: str, kind: str = "invention") -> None:
    facts = {
        "kind": kind,
        "title": text[:80],
        "request_title": text[:40],
        "abstract": [text, text],
        "claims": [f"1. {text}", f"2. 根据权利要求1所述的{text}"],
        "description": ["# 技术领域", text, "# 附图说明", text, "# 具体实施方式", text],
        "figures": [1, text[:20], {"number": 2}],
    }
    case_file = build_case(facts).case_file
    result = check(case_file, rule_book(), choose_profile(case_file, AS_OF))
    units = {unit.id: unit for unit in case_file.application.text_units()}
    assert [o for o in result.outcomes if o.internal_error] == []
    for finding in result.findings:
        place = finding.location
        if place.unit in units:
            assert place.unit_start is not None
            assert place.text == units[place.unit].text[place.unit_start : place.unit_end]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TEXT, st.sampled_from(["invention", "utility_model"]))
def test_arbitrary_text(text: str, kind: str) -> None:
    _check(text, kind)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "图1、",
        "权利要求1",
        "所述",
        "(",
        "（1",
        "1-",
        "以及其他",
        "专利",
        "??",
        "英寸1",
        "a",
        "支架3",
        " ",
        "本发明",
    ],
)
def test_no_pattern_backtracks(piece: str) -> None:
    """Five texts of 20,000 characters of anything are checked long before the timeout."""
    _check(piece * (20_000 // len(piece)))

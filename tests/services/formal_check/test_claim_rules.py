"""Rules on claims, signs and identifiers: on any text, and on real papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.formal_check.domain.abstention import Abstention
from services.formal_check.domain.case import Case
from services.formal_check.domain.findings import Draft
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.rule import Rule
from services.formal_check.domain.rules import claims, numbers, signs
from services.formal_check.engines.case_builder import build_case
from shared.contracts.formal_check import Severity
from shared.formats import read_path
from shared.model.case_file import CaseFile

DAY = date(2026, 3, 2)
RULES = [
    rule
    for module in (*claims.MODULES, *signs.MODULES, *numbers.MODULES)
    for rule in module.RULES
    if isinstance(rule, Rule)
]
WORDS = st.sampled_from(
    [
        *"一二三1２３.。；，、()（）[]和或至-～约等厚℃%的X\n ",
        "权利要求",
        "根据权利要求1",
        "所述",
        "弹簧",
        "其特征在于",
        "一种水杯",
        "如图1所示",
        "支架3",
        "(3)",
        "50℃以上",
        "例如",
        "1. ",
        "方法及装置",
    ]
)
TEXTS = st.lists(
    st.one_of(st.lists(WORDS, max_size=30).map("".join), st.text(max_size=60)), max_size=5
)


def drafts(case_file: CaseFile) -> list[tuple[Rule, Draft]]:
    found: list[tuple[Rule, Draft]] = []
    case = Case(case_file, choose_profile(case_file, DAY))
    for rule in RULES:
        if not case.profile.possible_kinds <= rule.kinds:
            continue
        try:
            found.extend((rule, draft) for draft in rule.check(case))
        except Abstention:
            continue
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(claims=TEXTS, description=TEXTS, kind=st.sampled_from(["invention", "utility_model"]))
def test_any_text_gives_places_within_it(
    claims: list[str], description: list[str], kind: str
) -> None:
    clean = [text.replace("{", "").replace("#", "") for text in (*claims, *description)]
    built = build_case(
        {"kind": kind, "claims": clean[: len(claims)], "description": clean[len(claims) :]}
    )
    units = {unit.id: unit.text for unit in built.case_file.application.text_units()}
    for rule, draft in drafts(built.case_file):
        place = draft.location
        assert place.unit is not None, rule.code
        assert place.unit_start is not None
        assert place.unit_end is not None
        assert units[place.unit][place.unit_start : place.unit_end] == place.text
        for fix in draft.fixes:
            for edit in fix.edits:
                assert 0 <= edit.start <= edit.end <= len(units[edit.unit])


@pytest.mark.parametrize(
    "text",
    [
        "所述弹簧甲" * 4_000,
        "(" * 20_000,
        "约" * 20_000,
        "1" * 20_000,
        "支架3与" * 4_000,
        "等、" * 8_000,
        "如图1、" * 4_000,
        "优选" * 8_000,
        "1%的" * 5_000,
        "金属或" * 5_000,
    ],
    ids=lambda text: text[:6],
)
def test_hostile_claims_end_soon(text: str) -> None:
    built = build_case({"kind": "utility_model", "claims": ["1. 一种水杯", text]})
    drafts(built.case_file)


@pytest.mark.parametrize("folder", ["2010102412224", "2018103922220", "2018103932383"])
def test_real_filings_have_no_errors(data_dir: Path, folder: str) -> None:
    case_file = read_path(data_dir / "cnipa-efiling" / folder).case_file
    errors = [
        rule.code
        for rule, draft in drafts(case_file)
        if (draft.severity or rule.severity) is Severity.ERROR
    ]
    assert errors == []


def test_publications_have_no_errors(data_dir: Path) -> None:
    """What was published is judged mildly; these papers passed examination."""
    for path in sorted((data_dir / "cn-publications").iterdir()):
        case_file = read_path(path).case_file
        found = [
            rule.code
            for rule, draft in drafts(case_file)
            if (draft.severity or rule.severity) is Severity.ERROR
        ]
        assert found == [], path.name

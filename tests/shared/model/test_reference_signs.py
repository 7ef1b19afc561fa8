"""Reference signs: what is one, what only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.reference_signs import (
    SignUse,
    claim_signs,
    description_signs,
    legend_signs,
    mentions_sign,
    possible_signs,
    settle_terms,
    unit_signs,
)
from shared.model.reference_signs.sign_use import SIGN, sign_not_after
from shared.model.source import TextUnit


def unit(text: str, name: str = "u") -> TextUnit:
    return TextUnit(id=name, text=text)


def described(*units: TextUnit) -> tuple[SignUse, ...]:
    return description_signs(unit_signs(each) for each in units)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("所述支架(3)与底座（4）相连", ["3", "4"]),
        ("电机（1，2）和皮带〔28〕", ["1", "2", "28"]),
        ("阳极板[5]", ["5"]),
        ("电动机(M1)、活塞缸(41b)、弹簧(3')", ["M1", "41b", "3'"]),
        ("链轮二只(2)(4)", ["2"]),
        ("LED(4)", ["4"]),
        ("(1)首先在蓄电池组上；(2)设置电机", []),
        ("步骤(1)中的矩阵", []),
        ("根据式(2)计算", []),
        ("函数f(1)和X(2)", []),
        ("中国专利(2008)", []),
        ("户型(套)", []),
        ("三级胺(如三乙胺)", []),
        ("温度(50℃)", []),
    ],
)
def test_signs_in_claims(text: str, signs: list[str]) -> None:
    uses = claim_signs(unit(text))
    assert [use.sign for use in uses] == signs
    assert all(len(text[use.start : use.end]) == len(use.sign) for use in uses)


@pytest.mark.parametrize(
    "text",
    [
        "步骤1和步骤2，步骤1和步骤2",
        "如图1和图2所示，图1和2示出",
        "根据权利要求1所述，权利要求1",
        "实施例2中，实施例2",
        "厚度为3mm，厚度3mm，厚度3mm",
        "占比30%，占比30%",
        "共3个，共3个，共3个",
        "H2O与CO2，H2O与CO2",
        "公式1，公式1",
        "2008年，2008年",
    ],
)
def test_what_is_no_sign(text: str) -> None:
    assert described(unit(text)) == ()


def test_bare_signs_need_to_recur() -> None:
    uses = described(unit("安装有支架3，所述支架3与底座5相连", "p1"), unit("底座5", "p2"))
    assert [(use.sign, use.unit) for use in uses] == [
        ("3", "p1"),
        ("3", "p1"),
        ("5", "p1"),
        ("5", "p2"),
    ]
    assert {use.term for use in uses} == {"支架", "底座"}


@pytest.mark.parametrize(
    "text",
    [
        "图中：1-支架；2-底座；10-弹簧",
        "其中，附图标记说明：1、支架 2、底座 10、弹簧",
        "附图标记：1—支架，2—底座，10—弹簧。",
        "1、支架；2、底座；10、弹簧",
        "图中：1为支架，2为底座，10为弹簧",
        "附图标记说明：支架1、底座2、弹簧10",
    ],
)
def test_legends(text: str) -> None:
    uses = legend_signs(unit(text))
    assert {use.sign: use.term for use in uses} == {"1": "支架", "2": "底座", "10": "弹簧"}
    assert all(text[use.start : use.end] == use.sign for use in uses)


def test_terms_are_settled_once() -> None:
    uses = described(unit("安装有支架3，所述支架3与底座5，前底座5，后底座5，大支架3"))
    assert settle_terms(uses) == uses


def test_numbers_that_could_be_signs() -> None:
    text = "3支架，支架4，步骤5，图 6，长7mm，(8)，9、10，x11，3.5"
    assert possible_signs([unit(text)]) == {"3", "4", "8", "9", "10", "x11"}


def test_a_lenient_question_about_a_sign() -> None:
    assert mentions_sign("所述支架3与底座", "3")
    assert not mentions_sign("所述支架13与底座", "3")
    assert not mentions_sign("3.5倍", "3")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text(texts: list[str]) -> None:
    units = [unit(text, str(i)) for i, text in enumerate(texts)]
    for use in described(*units):
        assert 0 <= use.term_start <= len(texts[int(use.unit)])
        assert 0 <= use.start < use.end <= len(texts[int(use.unit)])
    for each in units:
        for use in claim_signs(each):
            assert use.term_start <= use.start < use.end <= len(each.text)


_PLAIN = re.compile(r"(?<![A-Za-z\d.\-~/(,])" + SIGN + r"(?![A-Za-z\d'])")
_LEAPING = re.compile(sign_not_after(r"A-Za-z\d.\-~/(,") + r"(?![A-Za-z\d'])")


@given(st.text(alphabet="aBc0129.-~/(,' \n支架", max_size=30))
def test_the_leaping_pattern_finds_what_the_plain_one_finds(text: str) -> None:
    plain = [match.span() for match in _PLAIN.finditer(text)]
    assert [match.span() for match in _LEAPING.finditer(text)] == plain

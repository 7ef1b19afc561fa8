"""What is a sign, what is a figure label, what is neither."""

from __future__ import annotations

import pytest

from services.ocr.domain.reference_signs import figure_number, sign_of, unify_case


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("1", "1"),
        ("12", "12"),
        ("101", "101"),
        ("12a", "12a"),
        ("1a2", "1a2"),
        ("S101", "S101"),
        ("G1a", "G1a"),
        ("A", "A"),
        ("3-1", "3-1"),
        ("12′", "12'"),
        ("12’", "12'"),
        ("12''", "12''"),
        ("30一", "30"),  # a lead line beside it
        ("丨14", "14"),
        ("１２", "12"),
        ("[S103", "S103"),
        ("(5)", "5"),
        ("7.", "7"),
        ("1al", "1a1"),
        ("Gla", "G1a"),
        ("I2", "12"),
        ("1O", "10"),
        ("2 1", "21"),
    ],
)
def test_signs(text: str, sign: str) -> None:
    assert sign_of(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "",
        "图1",
        "开始",
        "步骤1",
        "FIG. 1",
        "mm",
        "123456",
        "Prior art",
        "+",
        "→",
        "-",
        "一",
        "一种",
    ],
)
def test_no_signs(text: str) -> None:
    assert sign_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("图1", 1),
        ("图 12", 12),
        ("FIG. 1", 1),
        ("Fig.3A", 3),
        ("Figure 2(b)", 2),
        ("図4", 4),
        ("图１", 1),
        ("图", None),
        ("1", None),
        ("如图1所示", None),
    ],
)
def test_figure_labels(text: str, number: int | None) -> None:
    assert figure_number(text) == number


def test_case_is_settled_by_the_other_signs() -> None:
    assert unify_case(["S101", "s102", "S103"]) == ["S101", "S102", "S103"]
    assert unify_case(["s1", "s2"]) == ["s1", "s2"]
    assert unify_case(["A1", "a2"]) == ["A1", "a2"]

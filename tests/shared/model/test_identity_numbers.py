"""Social credit codes, resident identity numbers, PCT numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.identity_numbers import (
    NumberFault,
    is_masked,
    resident_number_fault,
    social_credit_code_fault,
)
from shared.model.pct_number import parse_pct_number, suggest_pct_number


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91110000600037341L", None),
        ("91350100M000100Y43", None),
        ("12100000400006127P", NumberFault.CHECK),
        ("９１１１００００６０００３７３４１Ｌ", None),
        ("91110000600037341M", NumberFault.CHECK),
        ("9111000060003734IL", NumberFault.SHAPE),
        ("9111000060003734", NumberFault.SHAPE),
        ("", NumberFault.SHAPE),
    ],
)
def test_social_credit_codes(code: str, fault: NumberFault | None) -> None:
    assert social_credit_code_fault(code) is fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("360426199101010071", None),
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        ("440524188001010014", None),
        ("11010519491231002Y", NumberFault.SHAPE),
        ("110105194912310021", NumberFault.CHECK),
        ("110105194913310027", NumberFault.CHECK),
        ("110105194913310021", NumberFault.BIRTH_DATE),
    ],
)
def test_resident_numbers(number: str, fault: NumberFault | None) -> None:
    assert resident_number_fault(number) is fault


def test_masked_numbers_are_told() -> None:
    assert is_masked("1101**********002X")
    assert not is_masked("11010519491231002X")


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("PCT/US2024/012345", "PCT/US2024/012345"),
        ("pct/us2024/012345", "PCT/US2024/012345"),
        ("ＰＣＴ／ＣＮ２０２４／０１２３４５", "PCT/CN2024/012345"),
        ("PCT/CN03/00001", "PCT/CN03/00001"),
    ],
)
def test_pct_numbers(text: str, official: str) -> None:
    number = parse_pct_number(text)
    assert number is not None
    assert number.text == official
    assert suggest_pct_number(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("PCT-US24-12345", "PCT/US2024/012345"),
        ("PCT/US2024/12345", "PCT/US2024/012345"),
        ("PCT CN 99 00012", "PCT/CN99/00012"),
        ("201410408762.5", None),
    ],
)
def test_other_forms_are_refused_with_a_proposal(text: str, meant: str | None) -> None:
    assert parse_pct_number(text) is None
    number = suggest_pct_number(text)
    assert (number.text if number is not None else None) == meant


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    social_credit_code_fault(text)
    resident_number_fault(text)
    parse_pct_number(text)
    suggest_pct_number(text)
